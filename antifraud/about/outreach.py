"""Outreach, briefings, reach and the police school."""

from django.utils.translation import gettext_lazy as _

from station.registry import registry

registry.add_about(
    "antifraud",
    "fraud",
    (
        "outreach",
        _("Who stands where with which material, and how many people were there."),
        "outreach_list outreach_detail outreach_create outreach_edit outreach_hand_over outreach_cancel outreach_resume outreach_materials outreach_photos",
    ),
    ("outreach", _("Events and lessons of the month."), "outreach_calendar"),
    (
        "outreach",
        _("How many came, what was given out, what people asked."),
        "outreach_write_up outreach_correct",
    ),
    (
        "outreach",
        _("What lies in store, what is taken along, what must be printed again."),
        "material_list material_detail material_moves material_create material_edit material_take_in material_take_out material_count",
    ),
    (
        "briefings",
        _("Who was told what, one to one, and what was handed over."),
        "briefing_list briefing_detail briefing_create briefing_withdraw",
    ),
    (
        "briefings",
        _(
            "Residents who have had neither a briefing nor fraud advice at a visit, those at risk first."
        ),
        "untold",
    ),
    (
        "briefings",
        _("Those nobody told yet, spread over the next days."),
        "briefing_round_list briefing_round_detail briefing_round_create briefing_round_end briefing_round_call_off briefing_stop_take_off",
    ),
    (
        "reach",
        _("How many people were reached, each counted once, by type, group and place."),
        "reach",
    ),
    (
        "reach",
        _(
            "Cases before and after beside the reach, with what such a comparison cannot show."
        ),
        "effect",
    ),
    (
        "school",
        _("What the community police school teaches, with a short quiz."),
        "course_list course_detail course_create course_edit course_quiz",
    ),
    (
        "school",
        _("A lesson: when, where, who comes, who was there."),
        "session_list session_detail session_create session_edit session_finish session_cancel",
    ),
    (
        "school",
        _("Who should hear it; for children the guardian is asked."),
        "session_invite session_invite_person session_invite_child session_add session_paper_quiz",
    ),
    (
        "school",
        _("Who took part, what they knew before and after, and their certificates."),
        "attendee_list attendee_detail course_certificate_list course_certificate_void",
    ),
)

"""Visits, rounds, coverage and promises."""

from django.utils.translation import gettext_lazy as _

from station.registry import registry

registry.add_about(
    "households",
    "visits",
    (
        "record",
        _(
            "Under a minute at the door: whom you met, what you learned, what you promised."
        ),
        "visit_create visit_pick field_visit_create",
    ),
    (
        "record",
        _(
            "What was learned at the doors, newest first; from a visit anything else can begin."
        ),
        "visit_list visit_detail visit_edit visit_photos",
    ),
    (
        "correct",
        _(
            "What was written stays readable; a correction stands beside it with its reason."
        ),
        "visit_correct visit_send_back",
    ),
    (
        "rounds",
        _("Whom to see today and why, in a short way from door to door."),
        "round_list round_detail round_create round_add round_stop_skip round_prints round_print",
    ),
    (
        "rounds",
        _("Your round on this phone, to be used where there is no signal."),
        "round_offline",
    ),
    (
        "coverage",
        _(
            "Which doors were seen in time, place by place; late ones open from the number."
        ),
        "coverage",
    ),
    (
        "coverage",
        _(
            "No law says how often: what the office decided stands here. Where several rules fit a household, the strictest counts."
        ),
        "visit_rule_list",
    ),
    (
        "coverage",
        _("How often a kind of household is to be seen, from a day on."),
        "visit_rule_create visit_rule_edit visit_rule_end",
    ),
    (
        "coverage",
        _(
            "From these figures on a visit is asked about. A question is not an accusation; what a station has not set, the county sets."
        ),
        "visit_threshold_list visit_threshold_edit",
    ),
    (
        "campaigns",
        _("A time in which certain doors are to be visited, and how far it has come."),
        "campaign_list campaign_detail campaign_create campaign_edit campaign_end",
    ),
    (
        "questions",
        _("What struck is asked, not charged."),
        "visit_question_list visit_question_detail",
    ),
    (
        "questions",
        _("Say how it was; the chief reads it and decides."),
        "visit_question_answer visit_question_decide",
    ),
    (
        "fields",
        _(
            "What to talk about in the fields at which time of the year; shown when a field visit is recorded."
        ),
        "crop_season_list crop_season_create crop_season_edit crop_season_remove",
    ),
    (
        "promises",
        _("What was promised to whom and by when; late ones reach the chief."),
        "follow_up_list follow_up_detail",
    ),
    (
        "promises",
        _("A promise with a day: it comes back to you before it is due."),
        "follow_up_create unit_follow_up_create follow_up_from",
    ),
    (
        "promises",
        _("Tick it off with what came of it, or give a new day with a reason."),
        "follow_up_done follow_up_move follow_up_cancel",
    ),
    (
        "promises",
        _("Give it to a colleague with a day that can be kept."),
        "follow_up_reassign",
    ),
)

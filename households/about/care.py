"""Care, liaison, alliances and key points."""

from django.utils.translation import gettext_lazy as _

from station.registry import registry

registry.add_about(
    "households",
    "care",
    (
        "plans",
        _("Who needs somebody to look in, how often, and who does it."),
        "care_list care_detail care_bare care_create care_holiday care_edit",
    ),
    ("plans", _("How they are, what they lack, who helps."), "care_contact"),
    (
        "plans",
        _("A plan lives: helpers join, it rests, it ends with a reason."),
        "care_pause care_end care_review care_helper",
    ),
    (
        "consent",
        _(
            "For children under fourteen the guardian agrees first, and may take it back."
        ),
        "consent_list consent_detail consent_create consent_withdraw",
    ),
    (
        "plans",
        _("Which kinds of people are looked after, and how often at least."),
        "care_category_list care_category_create care_category_edit",
    ),
    (
        "liaison",
        _("Village secretaries and property managers you talk with regularly."),
        "liaison_list liaison_contact liaison_ledger liaison_print liaison_pick liaison_create liaison_edit liaison_end",
    ),
    (
        "liaison",
        _("What was talked over and agreed, and who does it until when."),
        "liaison_talk liaison_detail liaison_agree liaison_items",
    ),
    (
        "alliances",
        _("Shops or neighbours who watch together and are told together."),
        "alliance_list alliance_detail alliance_create alliance_edit alliance_end alliance_member",
    ),
    (
        "alliances",
        _("Something done together: who, when, and what came of it."),
        "joint_plan joint_action joint_finish joint_drop",
    ),
    (
        "key-points",
        _("Places that must not fail, with their equipment and its tests."),
        "key_point_list key_point_detail key_point_create key_point_edit key_point_close",
    ),
    (
        "key-points",
        _("Counted is what works and whose last test still holds."),
        "key_point_coverage",
    ),
    (
        "key-points",
        _("Pressed, rang, answered: a test holds for its time and no longer."),
        "equipment_add equipment_test equipment_kind_list equipment_kind_create equipment_kind_edit",
    ),
)

"""Services and documents brought home."""

from django.utils.translation import gettext_lazy as _

from station.registry import registry

registry.add_about(
    "households",
    "services",
    (
        "book",
        _("Who comes when for what: at the counter, at the door or outside hours."),
        "service_list service_detail service_create",
    ),
    (
        "day",
        _("The day in order of time, with what to take along; prints as one sheet."),
        "service_day",
    ),
    (
        "book",
        _("The resident is told of each step and knows whom to ask."),
        "service_confirm service_move service_cannot service_cancel service_reassign",
    ),
    (
        "day",
        _("Ticked off where it happens: set out, done, or nobody there."),
        "service_set_out service_serve service_no_show",
    ),
    (
        "guides",
        _("What people need to bring, so that one trip is enough"),
        "guide_list guide_detail matter_detail",
    ),
    (
        "hours",
        _(
            "Office hours hold on working days, those outside hours on their weekday; public holidays are closed."
        ),
        "service_hours",
    ),
    (
        "documents",
        _(
            "Documents that are brought home: who has them now, and until when they arrive."
        ),
        "delivery_list delivery_detail delivery_receipt",
    ),
    (
        "documents",
        _("Today's documents, given out in the order of the doors."),
        "delivery_round delivery_give_out",
    ),
    (
        "documents",
        _("Signed for at the door, or brought back with the reason."),
        "delivery_hand_over delivery_return delivery_back delivery_withdraw",
    ),
    (
        "documents",
        _("What came from the counter to be taken home, singly or as a batch."),
        "delivery_create batch_list batch_create batch_detail",
    ),
    (
        "documents",
        _(
            "What the counter gives out to be taken home, and within how many working days."
        ),
        "document_kind_list",
    ),
    (
        "documents",
        _("A kind of document and how long bringing it may take."),
        "document_kind_create document_kind_edit",
    ),
)
registry.add_about(
    "services",
    "services",
    (
        "guides",
        _(
            "Guides are published by edition; what residents read is always the newest in force."
        ),
        "guide_adopt matter_create matter_rules edition_create guide_edit guide_publish",
    ),
    (
        "hours",
        _("When people may come, and which days are different."),
        "hours_create hours_edit day_create",
    ),
)

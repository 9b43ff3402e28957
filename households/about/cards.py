"""Cards, boards and door plates."""

from django.utils.translation import gettext_lazy as _

from station.registry import registry

registry.add_about(
    "households",
    "cards",
    (
        "cards",
        _(
            "Cards with a code behind which residents reach the area's officer; the code belongs to the post."
        ),
        "card_list card_detail card_issue",
    ),
    ("cards", _("Which household got which card, when, from whom."), "card_register"),
    ("cards", _("Who took the card at the door."), "card_hand_over"),
    (
        "cards",
        _("A lost card stops at once; a new one takes its place."),
        "card_replace card_revoke",
    ),
    (
        "true",
        _("What was printed and is no longer so, with the step that helps."),
        "card_truth",
    ),
    ("true", _("Households that hold a card which no longer opens."), "card_outdated"),
    (
        "boards",
        _(
            "Notice boards with a code on the wall, and when somebody last looked at them."
        ),
        "board_list board_detail board_create",
    ),
    (
        "boards",
        _("Does it still hang, can it be read, is it still true?"),
        "board_check board_renew board_take_down",
    ),
    (
        "boards",
        _("The directory on boards and behind every code."),
        "online_service_list",
    ),
    (
        "boards",
        _("A service people can use themselves, with its address and its limit."),
        "online_service_create online_service_adopt online_service_edit",
    ),
    (
        "plates",
        _("How many doors of each village have their plate, and which wait."),
        "plate_coverage",
    ),
    (
        "plates",
        _(
            "One code for one address: scanned by residents it helps, scanned by you it opens the door's page."
        ),
        "plate_list plate_detail plate_door",
    ),
    (
        "plates",
        _("Broken, lost, mounted: the plate's state is what really hangs at the door."),
        "plate_replace plate_revoke plate_mounted plate_print",
    ),
    (
        "plates",
        _(
            "Plates by the thousand as one file for the printer, ticked off as they are mounted."
        ),
        "plate_batch_list plate_batch_create plate_batch_chosen plate_batch_detail plate_batch_mounted",
    ),
    (
        "plates",
        _("The sizes your printer makes, with what stands on them."),
        "plate_size_list plate_size_create plate_size_edit",
    ),
)

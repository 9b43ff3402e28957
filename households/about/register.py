"""The register."""

from django.utils.translation import gettext_lazy as _

from station.registry import registry

registry.add_about(
    "households",
    "register",
    (
        "households",
        _("One page for a door: who lives there, who was there last, what is owed."),
        "list detail create edit leave",
    ),
    (
        "households",
        _("The address as the standard register spells it; door plates hang on it."),
        "address_edit",
    ),
    (
        "residents",
        _("Each person once, with door, role in the family and what to look after."),
        "resident_list resident_detail",
    ),
    (
        "residents",
        _("Numbers stay masked for everybody afterwards; ask only for what is needed."),
        "resident_create resident_edit",
    ),
    (
        "residents",
        _("Moving away or in keeps the history on both doors."),
        "resident_move resident_leave resident_head",
    ),
    (
        "housing",
        _("Whether the flat is owned, rented or empty, and to whom."),
        "housing_edit",
    ),
    (
        "units",
        _("Shops, companies and venues with whoever answers for them."),
        "unit_list unit_detail",
    ),
    (
        "units",
        _("What is entered here decides how often the venue is inspected."),
        "unit_create unit_edit unit_close venue_edit",
    ),
    ("import", _("Workbooks of residents, households and addresses"), "import_list"),
    (
        "import",
        _("First a preview with every fault by row and column, then you decide."),
        "import_create import_detail",
    ),
    ("matches", _("Imports suggest, you decide"), "match_list match_detail"),
    (
        "matches",
        _("One and the same person, or two? Nothing is joined without you."),
        "match_accept match_reject",
    ),
)

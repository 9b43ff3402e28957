"""The policy table in words, for the page “who may do what”."""

from django.utils.translation import gettext_lazy as _

RESOURCES = {
    "area": _("Territory"),
    "post": _("Posts"),
    "user": _("Accounts"),
    "token": _("Keys of machines"),
    "address": _("Addresses"),
    "household": _("Households"),
    "resident": _("Residents"),
    "unit": _("Units"),
    "housing": _("Housing"),
    "register_import": _("Import of the register"),
    "match": _("Possible duplicates"),
    "visit": _("Visits"),
    "visit_rule": _("Visit rules"),
    "campaign": _("Campaigns"),
    "round": _("Rounds"),
    "coverage": _("Coverage of visits"),
    "visit_question": _("Questions about visits"),
    "crop_season": _("Crop seasons"),
    "attachment": _("Photos and files"),
    "follow_up": _("Follow-ups"),
    "contact_card": _("Contact cards"),
    "door_plate": _("Door plates"),
    "plate_size": _("Sizes of plates"),
    "board": _("Boards"),
    "online_service": _("Online services"),
    "inbox": _("Inbox"),
    "message": _("Messages of residents"),
    "tip": _("Tips"),
    "service": _("Services"),
    "service_guide": _("Guides"),
    "service_hours": _("Service hours"),
    "delivery_batch": _("Lists of documents"),
    "delivery": _("Documents to deliver"),
    "search": _("Search"),
    "worklist": _("My day"),
    "job": _("Long jobs"),
    "access_record": _("Who looked at what"),
    "calendar": _("Working days"),
    "system": _("The system itself"),
}
ACTIONS = {
    "view": _("see"),
    "create": _("add"),
    "edit": _("edit"),
    "reveal": _("show whole numbers"),
    "figures": _("see figures"),
    "export": _("export"),
    "commit": _("commit an import"),
    "decide": _("decide"),
    "confirm": _("confirm"),
    "reassign": _("hand to somebody else"),
    "print": _("print"),
    "revoke": _("take back"),
    "hand_over": _("hand over"),
    "answer": _("answer"),
    "note": _("note"),
    "use": _("use"),
    "assign": _("plan for others"),
}
SCOPES = {
    "own": _("own"),
    "assigned": _("given to one"),
    "area": _("own area"),
    "station": _("own station"),
    "county": _("county"),
    "all": _("everywhere"),
}


def word(words: dict, key: str):
    """The word for a key; one that nobody named yet stands as it is."""
    return words.get(key, key.replace("_", " "))

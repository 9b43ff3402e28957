"""The policy table in words, for the page “who may do what”."""

from django.utils.translation import gettext_lazy as _

from station import policy
from station.roles import Role

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
    "visit_threshold": _("Thresholds of visits"),
    "crop_season": _("Crop seasons"),
    "attachment": _("Photos and files"),
    "follow_up": _("Follow-ups"),
    "contact_card": _("Contact cards"),
    "venue_kind": _("Kinds of venues"),
    "checklist": _("Checklists"),
    "legal_rule": _("Legal limits"),
    "inspection": _("Inspections"),
    "hazard": _("Hazards"),
    "door_plate": _("Door plates"),
    "plate_size": _("Sizes of plates"),
    "board": _("Boards"),
    "online_service": _("Online services"),
    "inbox": _("Inbox"),
    "message": _("Messages of residents"),
    "tip": _("Tips"),
    "message_limit": _("Time limits of messages"),
    "office": _("Other offices"),
    "office_referral": _("Matters handed to other offices"),
    "service": _("Services"),
    "service_guide": _("Guides"),
    "service_hours": _("Service hours"),
    "document_kind": _("Kinds of documents"),
    "delivery_batch": _("Lists of documents"),
    "delivery": _("Documents to deliver"),
    "care_plan": _("Care plans"),
    "guardian_consent": _("Consents of guardians"),
    "care_category": _("Kinds of cared-for people"),
    "liaison": _("Liaison"),
    "alliance": _("Alliances"),
    "key_point": _("Key points"),
    "equipment_kind": _("Kinds of equipment"),
    "dispute": _("Disputes"),
    "track": _("Legal tracks of disputes"),
    "clock": _("Legal clocks"),
    "warning": _("Early warnings"),
    "warning_sign": _("Signs of early warning"),
    "dispute_field": _("Kinds of quarrels"),
    "dispute_grade": _("Grades of disputes"),
    "tier_rule": _("Rules of tiers"),
    "mediation": _("Mediations"),
    "agreement": _("Mediation agreements"),
    "obligation": _("Obligations of agreements"),
    "paper": _("Papers of mediation"),
    "mediator": _("Mediators"),
    "joint_mediation": _("Joint mediations"),
    "joint_template": _("Templates of joint mediations"),
    "undertaking": _("Undertakings of joint mediations"),
    "invitation": _("Invitations to joint mediations"),
    "briefing": _("Anti-fraud briefings"),
    "scam_type": _("Scam types"),
    "call_record": _("Call records"),
    "screening_term": _("Screening terms"),
    "search": _("Search"),
    "worklist": _("My day"),
    "job": _("Long jobs"),
    "sheet_import": _("Workbooks sent in"),
    "saved_filter": _("Saved filters"),
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
    "extend": _("give more time"),
    "hand_over": _("hand over"),
    "answer": _("answer"),
    "note": _("note"),
    "contact": _("be in touch"),
    "test": _("test"),
    "use": _("use"),
    "share": _("share"),
    "assign": _("plan for others"),
    "turn": _("record that it turned criminal"),
    "adopt": _("adopt the standard"),
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


def keepers(user, permission: str) -> str:
    """Who changes what this person may only read; nothing where they may."""
    if policy.can(user, permission):
        return ""
    cells = policy.cells(permission)
    return _(", ").join(str(role.label) for role in Role if role in cells)

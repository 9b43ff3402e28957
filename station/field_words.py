"""What a page calls a field of a record, also where the model gave it no name."""

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from station.registry import registry

UNNAMED = {
    "added": _("Added"),
    "bulk": _("with others, as"),
    "board-a3": _("Wall board A3"),
    "board-a4": _("Wall board A4"),
    "cards": _("Print cards"),
    "grid-card": _("Grid card"),
    "changed": _("Changed"),
    "contact_phone_masked": _("phone"),
    "correction": _("Rows to correct"),
    "household": _("household"),
    "id_number_masked": _("ID number"),
    "last_visited_at": _("last visited"),
    "mended": _("Mended"),
    "merged": _("merged entries"),
    "new": _("Added"),
    "phone_masked": _("phone"),
    "planned": _("holiday visits"),
    "received_by": _("received by"),
    "refused": _("Not taken in"),
    "resident": _("resident"),
    "residents": _("residents"),
    "stairwell": _("Stairwell board"),
    "warned": _("With a warning"),
}
# Where the model of the record has no such field.
ELSEWHERE = {
    "agenda": _("agenda"),
    "corners": _("corners"),
    "follow_ups": _("follow-ups"),
    "helpers": _("helpers"),
    "households": _("households"),
    "invitations": _("invitations"),
    "kind": _("paper"),
    "link": _("link"),
    "measures": _("Measures of disputes"),
    "record": _("record"),
    "sender": _("sender"),
    "signatures": _("signatures"),
    "subject": _("subject"),
    "undertakings": _("undertakings"),
    "until_on": _("until"),
}


def field_of(model: type[Model] | None, name: str):
    """The field of the record, or the one of another that an event tells of it."""
    if model is None:
        return None
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return registry.event_fields.get((model._meta.label_lower, name))


def word_for(model: type[Model] | None, name: str) -> str:
    """The field as an officer would call it."""
    if name in UNNAMED:
        return str(UNNAMED[name])
    found = field_of(model, name)
    if hasattr(found, "verbose_name"):
        return str(found.verbose_name)
    return str(ELSEWHERE.get(name, name.replace("_", " ")))


def words_for(model: type[Model] | None, names: str) -> str:
    """Several fields, as they stand in the access record: “text, sender_name”."""
    given = [name.strip() for name in names.split(",")]
    return str(_(", ")).join(word_for(model, name) for name in given if name)

"""What happened to a record, in words: events as the timeline shows them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from django.apps import apps
from django.db.models import Model
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from station import phrasing
from station.field_words import UNNAMED, field_of, word_for
from station.models import Event, reference
from station.registry import registry

LONGEST = 60  # events on a page; the older ones are in the record's history
# The kind, or its last word, tells the picture and the colour.
LOOKS = {
    "created": ("plus", "blue"),
    "added": ("photo-plus", ""),
    "recorded": ("walk", "blue"),
    "drafted": ("walk", "amber"),
    "confirmed": ("checks", "green"),
    "returned": ("arrow-back-up", "amber"),
    "edited": ("pencil", ""),
    "corrected": ("writing", "amber"),
    "moved": ("arrows-exchange", ""),
    "left": ("logout", ""),
    "merged": ("arrow-merge", ""),
    "imported": ("file-import", ""),
    "made": ("link", "blue"),
    "handed_over": ("id", "green"),
    "done": ("circle-check", "green"),
    "finished": ("circle-check", "green"),
    "cancelled": ("circle-x", ""),
    "revoked": ("ban", "red"),
    "replaced": ("refresh", "amber"),
    "escalated": ("urgent", "red"),
    "answered": ("message-2", "green"),
    "received": ("inbox", "blue"),
    "found": ("alert-triangle", "amber"),
    "seen_again": ("alert-triangle", "amber"),
    "notified": ("writing", "blue"),
    "reported": ("message", ""),
    "put_right": ("circle-check", "green"),
    "not_put_right": ("circle-x", "red"),
    "extended": ("calendar-plus", "amber"),
    "transferred": ("arrow-up-right", "blue"),
    "published": ("checks", "green"),
    "classified": ("pencil", ""),
    "closed": ("archive", ""),
    "retired": ("archive", ""),
    "taken_up": ("user-check", "blue"),
    "planned": ("calendar-event", ""),
    "held": ("messages", "blue"),
    "called_off": ("ban", ""),
    "mediator_assigned": ("users-group", "blue"),
    "track_assessed": ("gavel", ""),
    "started": ("hourglass", ""),
    "paused": ("player-pause", "amber"),
    "settled": ("circle-check", "green"),
    "effective": ("circle-check", "green"),
    "kept": ("circle-check", "green"),
    "broken": ("circle-x", "red"),
    "failed": ("circle-x", "amber"),
    "repeated": ("history", "amber"),
    "raised": ("alert-triangle", "red"),
    "followed_up": ("walk", "green"),
    "reviewed": ("speakerphone", "blue"),
    "ended": ("archive", ""),
    "reopened": ("refresh", "amber"),
    "applied": ("inbox", "blue"),
    "reapplied": ("inbox", "blue"),
    "accepted": ("user-check", "green"),
    "refused": ("ban", ""),
    "resting": ("moon", ""),
    "account_given": ("key", ""),
    "trained": ("school", "blue"),
    "insured": ("shield-check", "green"),
    "equipped": ("package", ""),
    "joined": ("users-group", "blue"),
    "thanked": ("heart-handshake", "green"),
    "issued": ("certificate", "green"),
    "voided": ("circle-x", ""),
    "dissolved": ("archive", ""),
    "volunteer.returned": ("walk", "green"),
    "volunteer.kept": ("pencil", ""),
    "dispute.escalated": ("arrow-up", "amber"),
    "dispute.lowered": ("arrow-down", ""),
    "agreement.drafted": ("writing", ""),
}


@dataclass(frozen=True)
class Entry:
    """One line of a timeline."""

    at: datetime
    title: str
    actor: str = ""
    icon: str = "circle"
    tone: str = ""
    note: str = ""
    url: str = ""
    changes: list[tuple[str, str, str]] = field(default_factory=list)


def timeline_of(obj: Model, *, user, limit: int = LONGEST) -> list[Entry]:
    """The newest events of a record that this person may know of."""
    here = reference(obj)
    events = list(Event.objects.about(obj)[:limit])
    known = _subjects(events, user=user, here=obj)
    relations = _Relations(events)
    return [
        _entry(event, known[event.subject], here=here, relations=relations)
        for event in events
        if event.subject in known
    ]


def _entry(event: Event, subject, *, here: str, relations: "_Relations") -> Entry:
    last = event.kind.rpartition(".")[2]
    icon, tone = LOOKS.get(event.kind) or LOOKS.get(last, ("circle", ""))
    return Entry(
        at=event.happened_at,
        title=str(registry.event_labels.get(event.kind, event.kind)),
        actor=event.actor.name if event.actor else "",
        icon=icon,
        tone=tone,
        note=event.note,
        url="" if event.subject == here else _url(subject),
        changes=[
            _change(_model_of(event.subject), name, pair, relations)
            for name, pair in event.changes.items()
            if pair is None or pair[0] != pair[1]
        ],
    )


def _model_of(subject: str) -> type[Model] | None:
    try:
        return apps.get_model(subject.partition(":")[0])
    except (LookupError, ValueError):
        return None


def _subjects(events, *, user, here) -> dict[str, object]:
    """The records the events are about, without those out of the person's scope."""
    wanted = defaultdict(set)
    for event in events:
        wanted[_model_of(event.subject)].add(event.subject.partition(":")[2])
    found = {reference(here): here}
    for model, keys in wanted.items():
        if model is None or (model is type(here) and keys == {str(here.pk)}):
            continue
        rows = model._default_manager.filter(pk__in=keys)
        if hasattr(rows, "visible_to"):
            rows = rows.visible_to(user)
        if hasattr(rows, "for_list"):
            rows = rows.for_list()  # with what the address of a part is made of
        found.update({reference(row): row for row in rows})
    return found


def _url(subject) -> str:
    get_url = getattr(subject, "get_absolute_url", None)
    return get_url() if get_url else ""


class _Relations:
    """Names of the rows that foreign keys pointed to, one query a model."""

    def __init__(self, events) -> None:
        wanted = defaultdict(set)
        for event in events:
            model = _model_of(event.subject)
            for name, pair in event.changes.items():
                related = _related_model(model, name)
                if related is not None and pair:
                    wanted[related].update(key for key in pair if key is not None)
        self._names = {
            (model, pk): str(row)
            for model, keys in wanted.items()
            for pk, row in model._base_manager.in_bulk(keys).items()
        }

    def name(self, model, key) -> str:
        return self._names.get((model, key), "–")


def _related_model(model, name: str):
    found = field_of(model, name)
    return found.related_model if found is not None and found.many_to_one else None


def _change(model, name: str, pair, relations) -> tuple[str, str, str]:
    """Field, before and after; of personal fields only that they changed."""
    found = field_of(model, name)
    label = capfirst(word_for(model, name))
    if pair is None:
        return label, "", _("changed")
    before, after = (_words(found, value, relations) for value in pair)
    return label, before, after or "–"


def _words(found, value, relations) -> str:
    """A value as an officer would say it."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return _(", ").join(_words(found, item, relations) for item in value)
    if found is not None and found.many_to_one:
        return relations.name(found.related_model, value)
    return _word_of(found, value) or _choice(found, value) or _moment(value)


def _word_of(found, value) -> str:
    """The word the office keeps for a code, where the model says who knows it."""
    known = getattr(getattr(found, "model", None), "WORDS", {})
    return str(known[found.name](value)) if found and found.name in known else ""


def _choice(found, value) -> str:
    choices = getattr(found, "flatchoices", None) or getattr(
        getattr(found, "base_field", None), "flatchoices", ()
    )
    return str(dict(choices).get(value, "")) if choices else ""


def _moment(value) -> str:
    """Dates and moments in words, what has a word of its own, else as it stands."""
    text = str(value)
    if text in UNNAMED:
        return str(UNNAMED[text])
    on: date | None = None
    try:
        at = parse_datetime(text) if len(text) > len("2026-11-22") else None
        on = parse_date(text) if at is None else None
    except ValueError:
        return text
    if at is not None:
        return phrasing.in_full(at)
    return phrasing.date_in_full(on) if on else text

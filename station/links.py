"""What can become of a record, and what it came from: both ends of every link."""

from collections import defaultdict
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from station import policy
from station.models import RecordLink, reference
from station.registry import Conversion, OriginFacts, Text, registry

MOST = 60  # links shown on a page


@dataclass(frozen=True)
class Offer:
    """One thing the person may make of a record, and where."""

    label: Text
    icon: str
    url: str


@dataclass(frozen=True)
class Linked:
    """The record at the other end."""

    title: str
    kind_label: Text
    icon: str
    url: str
    is_origin: bool
    reference: str = ""

    @property
    def note(self) -> str:
        """Which way the link points, in words."""
        words = {"kind": self.kind_label}
        if self.is_origin:
            return _("Made from this: %(kind)s") % words
        return _("Made of it: %(kind)s") % words


def offers(obj: Model, *, user) -> list[Offer]:
    """What this person may make of this record in one step."""
    here = reference(obj)
    return [
        Offer(found.label, found.icon, f"{reverse(found.url_name)}?from={here}")
        for found in registry.conversions
        if _is_offered(found, obj) and policy.can(user, found.permission)
    ]


def _is_offered(found: Conversion, obj: Model) -> bool:
    """By the conversion itself, or by the app the record belongs to."""
    label = obj._meta.label_lower
    if label in found.origins:
        return found.fits(obj)
    fits = registry.origins.get((found.key, label))
    return fits is not None and fits(obj)


def resolve(text: str, *, user) -> Model | None:
    """The record behind ``households.visit:12``, if this person may see it."""
    label, _colon, key = text.partition(":")
    if label not in registry.subjects or not key.isdecimal() or len(key) > 18:
        return None
    return _visible(label, [key], user=user).first()


def facts_of(obj: Model | None) -> OriginFacts:
    """What the record says of itself to the form of what is made of it."""
    if obj is None:
        return OriginFacts()
    return registry.subjects[obj._meta.label_lower].facts(obj)


def links_of(obj: Model, *, user) -> list[Linked]:
    """Where it came from and what became of it, in the person's scope."""
    here = reference(obj)
    rows = RecordLink.objects.filter(Q(origin=here) | Q(made=here)).order_by("pk")
    ends = [
        (row.made if row.origin == here else row.origin, row.made == here)
        for row in rows[:MOST]
    ]
    known = _records([end for end, _is_origin in ends], user=user)
    return [_linked(known[end], is_origin) for end, is_origin in ends if end in known]


def records_made_of(here: str, *, user) -> list[Model]:
    """What became of a record, as far as this person may see it."""
    rows = RecordLink.objects.filter(origin=here).order_by("pk")
    made = list(rows.values_list("made", flat=True)[:MOST])
    known = _records(made, user=user)
    return [known[end] for end in made if end in known]


def _linked(obj: Model, is_origin: bool) -> Linked:
    subject = registry.subjects[obj._meta.label_lower]
    return Linked(
        title=str(obj),
        kind_label=subject.label,
        icon=subject.icon,
        url=obj.get_absolute_url(),
        is_origin=is_origin,
        reference=reference(obj),
    )


def _records(references: list[str], *, user) -> dict[str, Model]:
    """One query for each kind of record."""
    wanted = defaultdict(list)
    for text in references:
        label, _colon, key = text.partition(":")
        if label in registry.subjects:
            wanted[label].append(key)
    return {
        reference(row): row
        for label, keys in wanted.items()
        for row in _visible(label, keys, user=user)
    }


def _visible(label: str, keys: list[str], *, user):
    rows = apps.get_model(label)._default_manager.filter(pk__in=keys)
    rows = rows.visible_to(user)
    return rows.for_list() if hasattr(rows, "for_list") else rows

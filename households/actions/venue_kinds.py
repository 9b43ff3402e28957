"""The kinds of venues, kept by the office; and the standard it may adopt."""

import copy
from dataclasses import dataclass, field, fields
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from households.models import Checklist, ChecklistItem, VenueKind, VenueLimit
from households.standard_checklists import KINDS, SOURCE, items_of
from station.actions import events
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import User

TWIN = "households_venuekind_code_key"


@dataclass(frozen=True)
class KindFacts:
    """What is kept of a kind."""

    title_zh: str
    title_en: str = ""
    is_nine: bool = True
    cycle_low: int = 180
    cycle_medium: int = 90
    cycle_high: int = 30
    source: str = ""
    mark: str = "O"
    order: int = 100
    is_active: bool = True
    limits: dict[str, int] = field(default_factory=dict)


NAMES = tuple(found.name for found in fields(KindFacts) if found.name != "limits")


@transaction.atomic
def create(*, code: str, facts: KindFacts, by: User, at: datetime) -> VenueKind:
    """Take in a kind of venue."""
    kind = VenueKind(code=code)
    _write(kind, facts)
    with refusing_twins(**{TWIN: _("There is such a kind already.")}):
        kind.save()
    _limit(kind, facts.limits)
    events.record(kind="venue_kind.created", subject=kind, by=by, at=at)
    return kind


@transaction.atomic
def edit(
    *,
    kind: VenueKind,
    facts: KindFacts,
    by: User,
    at: datetime,
    version: int | None = None,
) -> VenueKind:
    """Set a kind right; what is due by it is reckoned anew at the next inspection."""
    kind = lock(kind, version=version)
    before = copy.copy(kind)
    _write(kind, facts)
    kind.version += 1
    kind.save()
    _limit(kind, facts.limits)
    events.record(
        kind="venue_kind.edited",
        subject=kind,
        by=by,
        at=at,
        changes=events.differences(before, kind, NAMES),
    )
    return kind


def _write(kind: VenueKind, facts: KindFacts) -> None:
    if not facts.title_zh.strip():
        raise RuleError(_("A kind needs a name."), code="no_name")
    for name in NAMES:
        setattr(kind, name, getattr(facts, name))


def _limit(kind: VenueKind, limits: dict[str, int]) -> None:
    kind.limits.all().delete()
    VenueLimit.objects.bulk_create(
        VenueLimit(kind=kind, measure=measure, most=most)
        for measure, most in limits.items()
    )


@transaction.atomic
def adopt_standard(*, by: User, at: datetime) -> int:
    """Take in the nine kinds and their checklists; what is there stays as it is.

    Gives the number of checklists that were published.
    """
    _take_in_kinds(by=by, at=at)
    known = set(Checklist.objects.values_list("kind", flat=True))
    kinds = VenueKind.objects.filter(code__in=[row[0] for row in KINDS])
    wanted = [kind for kind in (*kinds, None) if (kind and kind.pk) not in known]
    drafts = Checklist.objects.bulk_create(
        Checklist(kind=kind, version=1) for kind in wanted
    )
    ChecklistItem.objects.bulk_create(
        ChecklistItem(checklist=draft, **item)
        for draft in drafts
        for item in items_of(draft.kind.code if draft.kind else "")
    )
    Checklist.objects.filter(pk__in=[draft.pk for draft in drafts]).update(
        published_at=at, published_by=by, updated_at=at
    )
    for draft in drafts:
        events.record(kind="checklist.published", subject=draft, by=by, at=at)
    return len(drafts)


def missing_standard() -> int:
    """How many of the standard checklists the office does not have."""
    known = set(Checklist.objects.values_list("kind__code", flat=True))
    return sum(code not in known for code in (*(row[0] for row in KINDS), None))


def _take_in_kinds(*, by: User, at: datetime) -> None:
    """The kinds that are not there yet, with their size limits."""
    known = set(VenueKind.objects.values_list("code", flat=True))
    rows = [
        VenueKind(
            code=code, title_zh=zh, title_en=en, source=SOURCE, mark="S", order=10 * n
        )
        for n, (code, zh, en, _limits) in enumerate(KINDS, start=1)
        if code not in known
    ]
    limits = {code: sizes for code, _zh, _en, sizes in KINDS}
    made = VenueKind.objects.bulk_create(rows)
    VenueLimit.objects.bulk_create(
        VenueLimit(kind=kind, measure=measure, most=most)
        for kind in made
        for measure, most in limits[kind.code].items()
    )
    for kind in made:
        events.record(kind="venue_kind.created", subject=kind, by=by, at=at)

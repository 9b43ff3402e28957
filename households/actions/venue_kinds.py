"""The kinds of venues, kept by the office; and the standard it may adopt."""

from dataclasses import dataclass, field, fields
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from households.actions import checklists
from households.models import Checklist, VenueKind, VenueLimit
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
    before = lock(kind)
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
    kind.limits.exclude(measure__in=limits).delete()
    for measure, most in limits.items():
        VenueLimit.objects.update_or_create(
            kind=kind, measure=measure, defaults={"most": most}
        )


@transaction.atomic
def adopt_standard(*, by: User, at: datetime) -> int:
    """Take in the nine kinds and their checklists; what is there stays as it is.

    Gives the number of checklists that were published.
    """
    published = 0
    for number, (code, title_zh, title_en, limits) in enumerate(KINDS, start=1):
        kind = VenueKind.objects.filter(code=code).first()
        if kind is None:
            facts = KindFacts(
                title_zh=title_zh, title_en=title_en, source=SOURCE, mark="S",
                order=10 * number, limits=dict(limits),
            )  # fmt: skip
            kind = create(code=code, facts=facts, by=by, at=at)
        published += _publish(kind, by=by, at=at)
    return published + _publish(None, by=by, at=at)


def _publish(kind: VenueKind | None, *, by: User, at: datetime) -> bool:
    """The standard list of a kind that has none yet."""
    if Checklist.objects.filter(kind=kind).exists():
        return False
    draft = checklists.start(kind=kind, by=by, at=at)
    checklists.fill(checklist=draft, items=items_of(kind.code if kind else ""))
    checklists.publish(checklist=draft, by=by, at=at)
    return True

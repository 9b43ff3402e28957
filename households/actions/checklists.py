"""Checklists: the next version is drafted, filled and published; then it is final."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from households.models import Checklist, ChecklistItem, Section, Unit, VenueKind
from households.workflow.inspections import Severity
from station.actions.events import record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import User

DRAFT_TWIN = "households_checklist_one_draft"
COPIED = (
    "code", "order", "section", "title_zh", "title_en", "fault_zh", "fault_en",
    "severity", "legal_basis", "deadline_days",
)  # fmt: skip


@dataclass(frozen=True)
class ItemFacts:
    """One thing to look at."""

    section: str
    title_zh: str
    title_en: str = ""
    fault_zh: str = ""
    fault_en: str = ""
    severity: str = Severity.MINOR
    legal_basis: str = ""
    deadline_days: int = 15


def current_for(unit: Unit) -> Checklist | None:
    """By which list this unit is inspected today: of its kind, else the general one."""
    lists = Checklist.objects.current().select_related("kind")
    found = (
        lists.filter(kind=unit.venue_kind_id).first() if unit.venue_kind_id else None
    )
    return found or lists.filter(kind__isnull=True).first()


@transaction.atomic
def start(*, kind: VenueKind | None, by: User, at: datetime) -> Checklist:
    """Begin the next version with what the present one says."""
    rows = Checklist.objects.filter(kind=kind)
    last = rows.aggregate(last=Max("version"))["last"] or 0
    with refusing_twins(**{DRAFT_TWIN: _("There is a draft of it already.")}):
        draft = Checklist.objects.create(kind=kind, version=last + 1)
    present = rows.current().first()
    if present is not None:
        fill(checklist=draft, items=list(present.items.values(*COPIED)))
    record(kind="checklist.drafted", subject=draft, by=by, at=at)
    return draft


def fill(*, checklist: Checklist, items: list[dict]) -> None:
    """Put items into a draft."""
    ChecklistItem.objects.bulk_create(
        ChecklistItem(checklist=checklist, **item) for item in items
    )


@transaction.atomic
def add_item(
    *, checklist: Checklist, facts: ItemFacts, by: User, at: datetime
) -> ChecklistItem:
    """One more thing to look at."""
    draft = _draft(checklist)
    _check(facts)
    last = draft.items.aggregate(last=Max("order"))["last"] or 0
    item = ChecklistItem.objects.create(
        checklist=draft, code=_free_code(draft), order=last + 10, **asdict(facts)
    )
    record(kind="checklist.edited", subject=draft, by=by, at=at)
    return item


def _free_code(draft: Checklist) -> str:
    taken = set(draft.items.values_list("code", flat=True))
    return next(f"own-{n}" for n in range(1, 999) if f"own-{n}" not in taken)


@transaction.atomic
def edit_item(
    *, item: ChecklistItem, facts: ItemFacts, by: User, at: datetime
) -> ChecklistItem:
    """Say it otherwise in the draft."""
    draft = _draft(item.checklist)
    _check(facts)
    for name, value in asdict(facts).items():
        setattr(item, name, value)
    item.save()
    record(kind="checklist.edited", subject=draft, by=by, at=at)
    return item


@transaction.atomic
def drop_item(*, item: ChecklistItem, by: User, at: datetime) -> Checklist:
    """Not looked at any more from this version on."""
    draft = _draft(item.checklist)
    item.delete()
    record(kind="checklist.edited", subject=draft, by=by, at=at)
    return draft


@transaction.atomic
def publish(*, checklist: Checklist, by: User, at: datetime) -> Checklist:
    """From now on inspections are done by it; the version before is retired."""
    draft = _draft(checklist)
    if not draft.items.exists():
        raise RuleError(_("A checklist needs at least one item."), code="empty")
    others = Checklist.objects.filter(kind=draft.kind_id).current()
    others.update(retired_at=at, updated_at=at)
    draft.published_at, draft.published_by = at, by
    draft.save(update_fields=["published_at", "published_by", "updated_at"])
    record(kind="checklist.published", subject=draft, by=by, at=at)
    return draft


def _draft(checklist: Checklist) -> Checklist:
    draft = lock(checklist)
    if not draft.is_draft:
        raise RuleError(
            _("A published checklist is not altered: start the next version."),
            code="published",
        )
    return draft


def _check(facts: ItemFacts) -> None:
    if not facts.title_zh.strip():
        raise RuleError(_("Say what is looked at."), code="no_name")
    if facts.section not in Section.values or facts.severity not in Severity.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")

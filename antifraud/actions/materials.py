"""The register of material: what there is, who keeps it, when to order more."""

from copy import copy
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from antifraud.actions import material_reminders as reminders
from antifraud.actions import material_stock
from antifraud.models import Material, ScamType
from antifraud.workflow.materials import MaterialKind
from station import policy
from station.actions.events import differences, record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Area, User

FIELDS = (
    "name", "kind", "unit", "area", "scam_type", "keeper", "storage", "low_at",
    "is_active",
)  # fmt: skip


@dataclass(frozen=True)
class MaterialFacts:
    """What it is, where it lies, and at how many the keeper is told."""

    name: str
    kind: str
    area: Area
    keeper: User
    unit: str = "份"
    scam_type: ScamType | None = None
    storage: str = ""
    low_at: int = 0
    is_active: bool = True


@transaction.atomic
def create(*, facts: MaterialFacts, by: User, at: datetime, stock: int = 0) -> Material:
    """Take a material into the register, with what lies there now."""
    row = Material()
    _write(row, facts)
    _check(row)
    row.save()
    record(kind="material.created", subject=row, by=by, at=at)
    if stock:
        return material_stock.take_in(material=row, quantity=stock, by=by, at=at)
    reminders.follow(row, was_low=False, at=at)
    return row


@transaction.atomic
def edit(
    *, material: Material, facts: MaterialFacts, version: int, by: User, at: datetime
) -> Material:
    """Another name, keeper or mark, or out of use."""
    row = lock(material, version=version)
    before = copy(row)
    _write(row, facts)
    _check(row)
    row.version += 1
    row.save()
    changes = differences(before, row, FIELDS)
    record(kind="material.edited", subject=row, by=by, at=at, changes=changes)
    reminders.follow(row, was_low=before.is_low, at=at)
    return row


def _write(row: Material, facts: MaterialFacts) -> None:
    for name in FIELDS:
        value = getattr(facts, name)
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.unit = row.unit or MaterialFacts.unit


def _check(row: Material) -> None:
    if row.kind not in MaterialKind.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if not row.name:
        raise RuleError(_("Give it a name."), code="no_name")
    if not 0 <= row.low_at <= material_stock.MOST:
        raise RuleError(_("A number is never below zero."), code="low_at")
    if not (
        row.keeper.is_active and policy.covers(row.keeper, "material.view", row.area)
    ):
        raise RuleError(_("This person does not serve there."), code="not_serving")
    twins = Material.objects.filter(area=row.area, name=row.name).exclude(pk=row.pk)
    if twins.exists():
        raise RuleError(_("There is one of this name already."), code="name_taken")

"""Rules of tiers: a station takes over those above it and then sets its own."""

import copy
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from disputes import tiers
from disputes.models import DisputeField, TierRule
from disputes.workflow.intake import Danger, Tier
from station import policy
from station.actions.events import differences, record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Area, User

LEVELS = (Area.Kind.COUNTY, Area.Kind.STATION)
CONDITIONS = (
    "fields",
    "dangers",
    "grade_from",
    "people_from",
    "times_from",
    "amount_from",
    "is_domestic_violence",
)
FACTS = ("tier", *CONDITIONS, "order", "is_active")
LEAST = {"grade_from": 1, "people_from": 1, "times_from": 2, "amount_from": 1}


@transaction.atomic
def adopt(*, area: Area, by: User, at: datetime) -> list[TierRule]:
    """Take over what holds there now, to change it rule by rule."""
    area = _lock(area, by)
    if TierRule.objects.filter(area=area, is_active=True).exists():
        raise RuleError(_("This place has rules of its own."), code="own_already")
    return _adopt(area, by=by, at=at)


def _adopt(area: Area, *, by: User, at: datetime) -> list[TierRule]:
    rules = tiers.book_at(area).rules
    rows = TierRule.objects.bulk_create(
        TierRule(area=area, order=place * 10, **_plain(rule))
        for place, rule in enumerate(rules, start=1)
    )
    record(kind="tier_rule.adopted", subject=area, by=by, at=at, area=area)
    return rows


@transaction.atomic
def drop(*, area: Area, by: User, at: datetime) -> None:
    """The rules above hold again; the own ones stay on file, out of use."""
    area = _lock(area, by)
    rows = TierRule.objects.filter(area=area, is_active=True)
    if not rows.exists():
        raise RuleError(_("This place has no rules of its own."), code="none_own")
    for row in rows.select_for_update():
        row.is_active = False
        row.version += 1
        row.save()
    record(kind="tier_rule.dropped", subject=area, by=by, at=at, area=area)


@transaction.atomic
def create(*, area: Area, by: User, at: datetime, **facts) -> TierRule:
    """One rule more; the first of a place comes beside those that held there."""
    area = _lock(area, by)
    values = _checked(facts)
    if not TierRule.objects.filter(area=area, is_active=True).exists():
        _adopt(area, by=by, at=at)
    row = TierRule.objects.create(area=area, **values)
    record(kind="tier_rule.created", subject=row, by=by, at=at)
    return row


@transaction.atomic
def edit(
    *, rule: TierRule, by: User, at: datetime, version: int | None = None, **facts
) -> TierRule:
    """From the next dispute on; those on file keep their tier."""
    row = lock(rule, version=version)
    before = copy.copy(row)
    stands = {name: getattr(row, name) for name in FACTS}
    for name, value in _checked(stands | facts).items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    changes = differences(before, row, FACTS)
    record(kind="tier_rule.edited", subject=row, by=by, at=at, changes=changes)
    return row


def _lock(area: Area, by: User) -> Area:
    if area.kind not in LEVELS or not policy.covers(by, "tier_rule.edit", area):
        raise RuleError(
            _("Rules are set for a county or a station in your charge."),
            code="not_your_area",
        )
    return Area.objects.select_for_update().get(pk=area.pk)


def _checked(facts: dict) -> dict:
    codes = (
        ([facts["tier"]], Tier.values),
        (facts.get("dangers", ()), Danger.values),
        (facts.get("fields", ()), DisputeField.objects.labels()),
    )
    if any(set(said) - set(known) for said, known in codes):
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    grade = facts.get("grade_from")
    if any(
        facts.get(name) is not None and facts[name] < least
        for name, least in LEAST.items()
    ) or (grade is not None and grade > 5):
        raise RuleError(_("This figure is not possible."), code="bad_figure")
    if not any(facts.get(name) for name in CONDITIONS):
        raise RuleError(_("Say when the rule holds."), code="no_condition")
    return facts | {
        name: sorted(set(facts.get(name, ()))) for name in ("fields", "dangers")
    }


def _plain(rule: tiers.Rule) -> dict:
    values = asdict(rule)
    return values | {name: list(values[name]) for name in ("fields", "dangers")}

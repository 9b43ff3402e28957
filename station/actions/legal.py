"""The limits of the law, set anew by the county when the law changes."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Area, LegalRule, LegalUnit, Mark, User
from station.registry import registry


@transaction.atomic
def add_local(
    *,
    area: Area,
    code: str,
    value: int,
    unit: str,
    from_on: date,
    article: str,
    by: User,
    at: datetime,
    source: str = "",
    mark: str = Mark.STATUTE,
) -> LegalRule:
    """There and below another figure holds than the law of the land has."""
    ships = registry.legal.get(code)
    if not ships or unit not in LegalUnit.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if not article.strip():
        raise RuleError(_("Say where it is written."), code="no_article")
    local = LegalRule.objects.filter(code=code, area=area)
    if local.filter(Q(until_on=None) | Q(until_on__gte=from_on)).exists():
        raise RuleError(
            _("A local rule holds there already: change that one."), code="twice"
        )
    made = LegalRule.objects.create(
        code=code,
        area=area,
        title_zh=ships[-1].title_zh,
        title_en=ships[-1].title_en,
        value=value,
        unit=unit,
        from_on=from_on,
        article=article.strip(),
        source=source.strip(),
        mark=mark,
    )
    changes = {"value": [None, value]}
    record(
        kind="legal_rule.added", subject=made, by=by, at=at, area=area, changes=changes
    )
    return made


@transaction.atomic
def amend(
    *,
    rule: LegalRule,
    value: int,
    from_on: date,
    article: str,
    by: User,
    at: datetime,
    unit: str = "",
    source: str = "",
    mark: str = "O",
    version: int | None = None,
) -> LegalRule:
    """From a day on another figure holds; older cases keep the one of their day."""
    rule = lock(rule, version=version)
    if rule.until_on is not None:
        raise RuleError(_("A later figure holds already: change that one."))
    if from_on <= rule.from_on:
        raise RuleError(
            _("The new figure must begin after the present one."), code="too_early"
        )
    rule.until_on = from_on - timedelta(days=1)
    rule.version += 1
    rule.save(update_fields=["until_on", "version", "updated_at"])
    after = LegalRule.objects.create(
        code=rule.code,
        area=rule.area,
        title_zh=rule.title_zh,
        title_en=rule.title_en,
        value=value,
        unit=unit or rule.unit,
        from_on=from_on,
        article=article.strip(),
        source=source.strip(),
        mark=mark,
    )
    record(
        kind="legal_rule.amended",
        subject=after,
        by=by,
        at=at,
        also=[rule],
        changes={"value": [rule.value, value]},
    )
    return after

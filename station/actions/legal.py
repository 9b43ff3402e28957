"""The limits of the law, set anew by the county when the law changes."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import LegalRule, User


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

"""Which groups an alert fits, and why: told to whom it concerns (law.md b5, article 8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from antifraud.models import Audience, FraudCase, ScamType
from antifraud.workflow.people import Group
from station import policy
from station.models import Area

LATELY = timedelta(days=90)


@dataclass(frozen=True)
class Fit:
    """One audience, and why it should hear of it."""

    audience: Audience
    reason: str
    cases: int = 0  # of this type among these people lately, where one may know


def fitting(
    user,
    *,
    scam_type: ScamType | None = None,
    groups: Iterable[str] = (),
    area: Area | None = None,
) -> list[Fit]:
    """The audiences it fits, the hardest hit first; all where nobody is named."""
    asked = set(groups)
    wanted = asked or set(scam_type.groups if scam_type else ())
    rows = Audience.objects.visible_to(user).active().for_list()
    rows = rows.of(wanted) if wanted else rows
    rows = _near(rows, area) if area else rows
    cases = _cases(user, scam_type, area)
    found = [
        Fit(
            row,
            _reason(row, asked, wanted, cases.get(row.kind, 0)),
            cases.get(row.kind, 0),
        )
        for row in rows.order_by("area__path", "name", "pk")
    ]
    return sorted(found, key=lambda fit: -fit.cases)


def _near(rows, area: Area):
    """Groups of the place and of what lies in it, and those of all the place lies in."""
    return rows.filter(area__in=Area.objects.below(area)) | rows.filter(
        area__path__in=area.path_above
    )


def _cases(user, scam_type: ScamType | None, area: Area | None) -> dict[str, int]:
    """Cases of the type by group within three months; nothing without the right."""
    if scam_type is None or not policy.can(user, "fraud_case.figures"):
        return {}
    scope = policy.scope(user, "fraud_case.figures")
    rows = FraudCase.objects.counted().filter(
        FraudCase.objects.all().scope_condition(scope, user),
        scam_type=scam_type,
        happened_at__gt=timezone.now() - LATELY,
    )
    if area is not None:
        rows = rows.filter(area__path__startswith=area.path)
    counted = rows.values_list("group").annotate(n=Count("pk")).order_by()
    return dict(counted)


def _reason(row: Audience, asked: set, wanted: set, cases: int) -> str:
    who = Group(row.kind).label
    if cases:
        return ngettext(
            "%(n)d case among them in three months: %(who)s",
            "%(n)d cases among them in three months: %(who)s",
            cases,
        ) % {"n": cases, "who": who}
    if row.kind in asked:
        return _("Written for: %(who)s") % {"who": who}
    if wanted:
        return _("This fraud meets: %(who)s") % {"who": who}
    return _("Concerns everybody")

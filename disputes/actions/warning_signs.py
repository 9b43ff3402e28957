"""What a county or a station sets about early warning: weights and the line."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from disputes.models import WarningLine, WarningSign
from disputes.models.warning import MOST_WEIGHT
from disputes.warnings.book import Book, Line
from disputes.warnings.shipped import CALMING
from disputes.workflow.warning import Sign
from station import policy
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Area, User

LEVELS = (Area.Kind.COUNTY, Area.Kind.STATION)
BOUNDS = {
    "line": (5, 300),
    "turn_days": (7, 730),
    "back_days": (7, 730),
    "few": (1, 200),
}


@dataclass(frozen=True)
class Weighing:
    """What an office may set about a sign."""

    weight: int
    half_life_days: int | None = None
    figure: int | None = None
    most: int = 1
    is_active: bool = True


@transaction.atomic
def set_sign(
    *,
    area: Area,
    code: str,
    weighing: Weighing,
    by: User,
    at: datetime,
    version: int | None = None,
) -> WarningSign:
    """From the next reading on the sign weighs this below the area."""
    _check_area(area, by)
    if code not in Sign.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    holds = Book().sign(code, area.path)
    _check_weighing(weighing, is_calming=code in CALMING)
    before = {name: getattr(holds, name) for name in asdict(weighing)}
    if holds.area_id == area.pk:
        row = lock(holds, version=version)
        row.version += 1
    else:
        row = _copy(holds, area)
    for name, value in asdict(weighing).items():
        setattr(row, name, value)
    row.save()
    changes = {
        name: [before[name], value]
        for name, value in asdict(weighing).items()
        if before[name] != value
    }
    record(
        kind="warning_sign.set", subject=row, by=by, at=at, area=area, changes=changes
    )
    return row


@transaction.atomic
def set_line(
    *, area: Area, line: Line, by: User, at: datetime, version: int | None = None
) -> WarningLine:
    """From which score one is warned, and over which days it is judged."""
    _check_area(area, by)
    for name, (least, most) in BOUNDS.items():
        _check_between(getattr(line, name), least, most, code=name)
    before, values = asdict(Book().line(area.path)), asdict(line)
    known = WarningLine.objects.filter(area=area).first()
    row = lock(known, version=version) if known else WarningLine(area=area, version=0)
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    changes = {
        name: [before[name], value]
        for name, value in values.items()
        if before[name] != value
    }
    record(
        kind="warning_line.set", subject=row, by=by, at=at, area=area, changes=changes
    )
    return row


def _copy(holds: WarningSign, area: Area) -> WarningSign:
    words = ("code", "title_zh", "title_en", "why_zh", "why_en")
    return WarningSign(area=area, **{name: getattr(holds, name) for name in words})


def _check_area(area: Area, by: User) -> None:
    if area.kind not in LEVELS or not policy.covers(by, "warning_sign.edit", area):
        raise RuleError(
            _("Weights are set for a county or a station in your charge."),
            code="not_your_area",
        )


def _check_weighing(said: Weighing, *, is_calming: bool) -> None:
    """A sign that alarms never calms, and the other way round."""
    least, most = (-MOST_WEIGHT, 0) if is_calming else (0, MOST_WEIGHT)
    _check_between(said.weight, least, most, code="weight")
    _check_between(said.most, 1, 9, code="most")
    if said.half_life_days is not None:
        _check_between(said.half_life_days, 1, 730, code="half_life_days")
    if said.figure is not None:
        _check_between(said.figure, 0, 100_000_000, code="figure")


def _check_between(value: int, least: int, most: int, *, code: str) -> None:
    if not least <= value <= most:
        raise RuleError(
            _("Between %(least)s and %(most)s.") % {"least": least, "most": most},
            code=code,
        )

"""When a station or community room serves people, and on which days it differs."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from households.models import ServiceDay, ServiceHours
from station.actions.events import record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import Area, User


@dataclass(frozen=True)
class Hours:
    """A window of the week."""

    weekday: int
    opens: time
    closes: time
    slot_minutes: int = 30
    capacity: int = 1
    is_outside: bool = False


@transaction.atomic
def add(*, area: Area, hours: Hours, by: User, at: datetime) -> ServiceHours:
    """People are served in this window from now on."""
    _check(area, hours)
    _check_overlap(area, hours)
    with refusing_twins(**_twins()):
        made = ServiceHours.objects.create(area=area, **asdict(hours))
    record(kind="service_hours.added", subject=made, by=by, at=at)
    return made


@transaction.atomic
def change(
    *,
    window: ServiceHours,
    hours: Hours,
    by: User,
    at: datetime,
    version: int | None = None,
) -> ServiceHours:
    """Other hours from now on; who has booked keeps the time."""
    window = lock(window, version=version)
    _check(window.area, hours)
    _check_overlap(window.area, hours, without=window.pk)
    for name, value in asdict(hours).items():
        setattr(window, name, value)
    window.version += 1
    with refusing_twins(**_twins()):
        window.save()
    record(kind="service_hours.changed", subject=window, by=by, at=at)
    return window


@transaction.atomic
def drop(*, window: ServiceHours, by: User, at: datetime) -> None:
    """No more in this window; who has booked keeps the time."""
    record(kind="service_hours.dropped", subject=window, by=by, at=at)
    window.delete()


@transaction.atomic
def set_day(
    *,
    area: Area,
    day: date,
    reason: str,
    by: User,
    at: datetime,
    is_open: bool = False,
    opens: time | None = None,
    closes: time | None = None,
    slot_minutes: int = 30,
    capacity: int = 1,
) -> ServiceDay:
    """Closed on a day, or open at an extra time, with the reason."""
    if not reason.strip():
        raise RuleError(_("Say why."), code="reason")
    if is_open and not (opens and closes and opens < closes):
        raise RuleError(_("Say from when until when."), code="opens")
    twin = {"households_serviceday_unique": _("That day is noted already.")}
    with refusing_twins(**twin):
        made = ServiceDay.objects.create(
            area=area,
            day=day,
            is_open=is_open,
            opens=opens if is_open else None,
            closes=closes if is_open else None,
            slot_minutes=slot_minutes,
            capacity=capacity,
            reason=reason.strip(),
        )
    record(kind="service_hours.day_set", subject=made, by=by, at=at)
    return made


@transaction.atomic
def clear_day(*, day: ServiceDay, by: User, at: datetime) -> None:
    """The day is as its weekday says again."""
    record(kind="service_hours.day_cleared", subject=day, by=by, at=at)
    day.delete()


def _check(area: Area, hours: Hours) -> None:
    if area.kind not in {Area.Kind.STATION, Area.Kind.TOWNSHIP, Area.Kind.COMMUNITY}:
        raise RuleError(
            _("Hours belong to a station or a community room."), code="area"
        )
    minutes = (hours.closes.hour - hours.opens.hour) * 60
    minutes += hours.closes.minute - hours.opens.minute
    if minutes < hours.slot_minutes:
        raise RuleError(_("Not one of them fits between the two."), code="closes")


def _check_overlap(area: Area, hours: Hours, *, without: int = 0) -> None:
    others = ServiceHours.objects.filter(area=area, weekday=hours.weekday)
    if (
        others.exclude(pk=without)
        .filter(opens__lt=hours.closes, closes__gt=hours.opens)
        .exists()
    ):
        raise RuleError(_("There are other hours at that time."), code="opens")


def _twins() -> dict[str, str]:
    return {"households_servicehours_unique": _("There are other hours at that time.")}

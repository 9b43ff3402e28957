"""Which times are still free: the hours of the week, less what differs and is taken."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from households.models import ServiceDay, ServiceHours, ServiceSlot
from households.workflow.services import ServiceKind
from station import working_days
from station.models import Area

DAYS_AHEAD = 14
ONE_DAY = timedelta(days=1)
MONDAY = 0


@dataclass(frozen=True)
class Window:
    """From when until when, how long each one takes, how many at once."""

    opens: time
    closes: time
    slot_minutes: int
    capacity: int
    is_outside: bool


@dataclass(frozen=True)
class Slot:
    """A time somebody may come, and how many places are left."""

    area: Area
    begins_at: datetime
    ends_at: datetime
    capacity: int
    taken: int
    is_outside: bool

    @property
    def free(self) -> int:
        return max(self.capacity - self.taken, 0)

    @property
    def kind(self) -> ServiceKind:
        return ServiceKind.OFF_HOURS if self.is_outside else ServiceKind.APPOINTMENT


def place_of(area: Area) -> Area | None:
    """Who offers times for this area: the nearest place above that has hours."""
    above = Area.objects.above(area)
    with_hours = ServiceHours.objects.filter(area__in=above).values("area")
    return above.filter(pk__in=with_hours).order_by("-path").first()


def slots(area: Area, first: date, last: date, *, after: datetime) -> list[Slot]:
    """All times from the first to the last day that begin after a moment."""
    place = place_of(area)
    if place is None:
        return []
    plan = _Plan(place, first, last)
    days = (first + ONE_DAY * n for n in range((last - first).days + 1))
    found = {}  # an hour offered twice, by the week and by the day, counts once
    for day in days:
        for slot in plan.slots_on(day):
            if slot.begins_at > after:
                found.setdefault(slot.begins_at, slot)
    return [found[begins_at] for begins_at in sorted(found)]


def free_slots(
    area: Area, *, at: datetime, kind: str = "", days: int = DAYS_AHEAD
) -> list[Slot]:
    """The times one may still book in the coming days."""
    today = working_days.local_date(at)
    found = slots(area, today, today + ONE_DAY * days, after=at)
    return [slot for slot in found if slot.free and kind in {"", slot.kind}]


def slot_at(area: Area, begins_at: datetime, *, at: datetime) -> Slot | None:
    """The time that begins then, if it is offered."""
    day = working_days.local_date(begins_at)
    found = slots(area, day, day, after=at)
    return next((slot for slot in found if slot.begins_at == begins_at), None)


class _Plan:
    """What one place offers over some days, read in four queries."""

    def __init__(self, place: Area, first: date, last: date) -> None:
        self.place = place
        self.calendar = working_days.calendar()
        self.week: dict[int, list[Window]] = defaultdict(list)
        for row in ServiceHours.objects.filter(area=place).order_by("opens"):
            self.week[row.weekday].append(_window(row, is_outside=row.is_outside))
        self.closed: set[date] = set()
        self.extra: dict[date, list[Window]] = defaultdict(list)
        here = Area.objects.above(place)
        for row in ServiceDay.objects.filter(area__in=here, day__range=(first, last)):
            if not row.is_open:
                self.closed.add(row.day)
            elif row.area_id == place.pk:
                self.extra[row.day].append(_window(row, is_outside=True))
        taken = ServiceSlot.objects.filter(
            area=place,
            begins_at__gte=working_days.at_clock(first, time.min),
            begins_at__lt=working_days.at_clock(last + ONE_DAY, time.min),
        )
        self.taken = dict(taken.values_list("begins_at", "taken"))

    def slots_on(self, day: date) -> Iterator[Slot]:
        for window in self._windows(day):
            begins_at = working_days.at_clock(day, window.opens)
            closes_at = working_days.at_clock(day, window.closes)
            step = timedelta(minutes=window.slot_minutes)
            while begins_at + step <= closes_at:
                yield Slot(
                    area=self.place,
                    begins_at=begins_at,
                    ends_at=begins_at + step,
                    capacity=window.capacity,
                    taken=self.taken.get(begins_at, 0),
                    is_outside=window.is_outside,
                )
                begins_at += step

    def _windows(self, day: date) -> list[Window]:
        """A closed day has only what was opened for it by name."""
        extra = self.extra.get(day, [])
        if day in self.closed:
            return extra
        weekday, is_working = day.weekday(), self.calendar.is_working(day)
        if is_working and weekday >= working_days.SATURDAY:
            weekday = MONDAY  # a make-up day has the hours of a Monday
        is_holiday = not is_working and bool(self.calendar.reason(day))
        return extra + [
            window
            for window in self.week.get(weekday, ())
            if (not is_holiday if window.is_outside else is_working)
        ]


def _window(row, *, is_outside: bool) -> Window:
    return Window(row.opens, row.closes, row.slot_minutes, row.capacity, is_outside)

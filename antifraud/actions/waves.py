"""Waves: raised by the figures day by day, judged by an officer, over when it is calm."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from antifraud.actions import wave_reminders
from antifraud.models import Wave
from antifraud.waves.rules import RuleBook
from antifraud.waves.series import History, Series
from antifraud.waves.watch import Found, Running, Watch
from antifraud.workflow import waves as workflow
from antifraud.workflow.waves import Verdict
from station import working_days
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Area, User

BACK = 7  # days judged again: what was reported late, or while no worker ran
CENT = Decimal("0.01")


def find(*, at: datetime, since: date | None = None) -> list[Wave]:
    """Judge every station at the end of yesterday, and of the days before it."""
    last = working_days.local_date(at) - timedelta(days=1)
    first = since or last - timedelta(days=BACK - 1)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    stations = Area.objects.filter(kind=Area.Kind.STATION, is_active=True)
    raised = []
    for station in stations.order_by("path"):
        raised += find_in(station=station, days=days, at=at)
    return raised


@transaction.atomic
def find_in(*, station: Area, days: list[date], at: datetime) -> list[Wave]:
    """Raise what is new in a station, follow what runs, end what is calm."""
    if not days:
        return []
    lock(station)  # two workers do not raise one wave twice
    history = History(station, until=days[-1])
    watch = Watch(history, RuleBook(history.areas.values()))
    live = {_series(wave): wave for wave in _live(station)}
    raised = []
    for on in days if history.first else ():
        raised += judge_day(watch=watch, live=live, on=on, at=at)
    return raised


def judge_day(
    *, watch: Watch, live: dict[Series, Wave], on: date, at: datetime
) -> list[Wave]:
    """One day of a station; ``live`` are its waves that are followed, kept up."""
    running = [Running(series, wave.seen_on) for series, wave in live.items()]
    found = watch.day(on, running)
    for one in found.seen:
        _follow(live[one.series], watch.history, on)
    for one in found.calm:
        _end(live.pop(one.series), on, at=at)
    new = {one.series: _raise(one, watch.history, at=at) for one in found.raised}
    live.update(new)
    return list(new.values())


@transaction.atomic
def decide(
    *,
    wave: Wave,
    verdict: str,
    version: int,
    by: User,
    at: datetime,
    reason: str = "",
) -> Wave:
    """An officer says whether it is a wave; why not, is said in words."""
    row = lock(wave, version=version)
    _check(verdict, reason)
    row.verdict, row.reason = verdict, reason.strip()
    row.decided_at, row.decided_by = at, by
    row.status = workflow.after(verdict, is_over=row.over_on is not None)
    _save(row)
    wave_reminders.settled(row, at=at)
    kind = "wave.confirmed" if verdict == Verdict.REAL else "wave.dismissed"
    record(kind=kind, subject=row, by=by, at=at, note=row.reason)
    return row


def _check(verdict: str, reason: str) -> None:
    if verdict not in Verdict.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if verdict == Verdict.FALSE and not reason.strip():
        raise RuleError(_("Say why it is none."), code="no_reason")


def _live(station: Area) -> list[Wave]:
    """Those whose series is not watched anew yet."""
    rows = Wave.objects.live().filter(area__path__startswith=station.path)
    rows = rows.select_for_update(of=("self",)).select_related("area", "scam_type")
    return list(rows.order_by("pk"))


def _series(wave: Wave) -> Series:
    return Series(wave.scam_type_id, wave.group, wave.area.path)


def _raise(found: Found, history: History, *, at: datetime) -> Wave:
    """Write it down, and tell those it concerns."""
    series, rise = found.series, found.rise
    wave = Wave.objects.create(
        scam_type_id=series.type_id,
        group=series.group,
        area=history.areas[series.path],
        from_on=found.from_on,
        until_on=found.on,
        seen_on=found.on,
        observed=rise.observed,
        cases=rise.observed,
        expected=Decimal(rise.expected).quantize(CENT),
        a_week=Decimal(found.expected.a_week).quantize(CENT),
        chance=rise.chance,
        raised_at=at,
    )
    record(kind="wave.raised", subject=wave, by=None, at=at)
    wave_reminders.raised(wave, at=at)
    return wave


def _follow(wave: Wave, history: History, on: date) -> None:
    """It goes on: until when, and how many it is now."""
    if on <= wave.seen_on:
        return
    days = history.days(_series(wave))
    cases = days.between(wave.from_on.toordinal(), on.toordinal())
    wave.seen_on, wave.cases = on, max(cases, wave.cases)
    _save(wave)


def _end(wave: Wave, on: date, *, at: datetime) -> None:
    """The figures have been calm for long enough."""
    wave.over_on = on
    wave.status = workflow.after(wave.verdict, is_over=True)
    _save(wave)
    wave_reminders.settled(wave, at=at)
    record(kind="wave.over", subject=wave, by=None, at=at)


def _save(wave: Wave) -> None:
    wave.version += 1
    wave.save()

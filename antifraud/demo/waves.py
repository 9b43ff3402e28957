"""The waves of half a year as they were found, and what the officers said of them."""

from datetime import date, datetime, time, timedelta
from random import Random

from antifraud.actions import waves as actions
from antifraud.models import Wave
from antifraud.waves.rules import RuleBook
from antifraud.waves.series import History
from antifraud.waves.watch import Watch
from antifraud.workflow.waves import Verdict
from station import working_days
from station.duty import Roster
from station.models import Area, User

DAWN, NINE = time(6, 10), time(9, 40)
BACK = 250  # days
FRESH = 21  # what was raised since waits for its officer
REASONS = (
    (Verdict.REAL, "手法一致，多为同一款软件引流。"),
    (Verdict.FALSE, "两起为同一事主，其余互不关联，属偶然波动。"),
    (Verdict.REAL, "同一兼职群拉人，已提示各班级群。"),
)


def make(*, chance: Random, at: datetime, scale: float) -> str:
    """Found day by day in the cases of the demo; the old ones are judged."""
    last = working_days.local_date(at) - timedelta(days=1)
    stations = Area.objects.filter(kind=Area.Kind.STATION).order_by("path")
    raised = []
    for station in stations:
        raised += _in(station, last, at)
    said = 0
    for wave in raised:
        if (last - wave.until_on).days > FRESH:
            said += _judge(wave, REASONS[said % len(REASONS)])
    return f"{len(raised)} waves, {said} judged"


def _in(station: Area, last: date, at: datetime) -> list[Wave]:
    """Every morning the day before, as the worker does."""
    history = History(station, until=last)
    if not history.first:
        return []
    watch = Watch(history, RuleBook(history.areas.values()))
    live: dict = {}
    raised = []
    for ago in range(BACK, -1, -1):
        on = last - timedelta(days=ago)
        morning = min(working_days.at_clock(on + timedelta(days=1), DAWN), at)
        raised += actions.judge_day(watch=watch, live=live, on=on, at=morning)
    return raised


def _judge(wave: Wave, said: tuple) -> int:
    """By the officer of the place, two days after it was seen."""
    verdict, reason = said
    day = wave.until_on + timedelta(days=2)
    people = Roster({wave.area.path}, on=day)
    ids = people.successor(wave.area.path)
    officer = User.objects.filter(pk__in=ids).order_by("pk").first()
    if officer is None:
        return 0
    wave.refresh_from_db()
    actions.decide(
        wave=wave,
        verdict=verdict,
        reason=reason,
        version=wave.version,
        by=officer,
        at=working_days.at_clock(day, NINE),
    )
    return 1

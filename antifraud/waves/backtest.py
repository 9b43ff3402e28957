"""What would have been raised, had the past been watched day by day."""

from dataclasses import dataclass
from datetime import date, timedelta

from antifraud.models import Wave
from antifraud.waves import method
from antifraud.waves.rules import RuleBook, Rules
from antifraud.waves.series import History
from antifraud.waves.watch import Found, Running, Watch
from station.models import Area


class Fixed(RuleBook):
    """The same everywhere, to try out another rate of false alarms."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules

    def at(self, path: str) -> Rules:
        return self._rules


@dataclass(frozen=True)
class Outcome:
    """The waves of a station, and over how much they were looked for."""

    found: list[Found]
    areas: dict[str, Area]
    years: float
    series: int  # that ever had enough cases to be judged

    def judged(self, one: Found) -> str:
        """What an officer said of a wave of these days, if one was raised then."""
        rows = Wave.objects.filter(
            scam_type=one.series.type_id,
            group=one.series.group,
            area__path=one.series.path,
            from_on__lte=one.on,
            seen_on__gte=one.from_on,
        )
        return rows.values_list("status", flat=True).first() or ""


def first_day(history: History) -> date | None:
    """From when on enough is known of the past."""
    if history.since is None:
        return None
    ahead = 7 * (method.LEAST_WEEKS + 1) + method.GUARD
    return history.since + timedelta(days=ahead)


def run(
    station: Area, *, since: date | None, until: date, rules: Rules | None = None
) -> Outcome:
    """Day by day over the history of a station, writing nothing."""
    history = History(station, until=until)
    book = Fixed(rules) if rules else RuleBook(history.areas.values())
    watch = Watch(history, book)
    begin = first_day(history)
    on = begin = max(since, begin) if since and begin else begin
    running: list[Running] = []
    found: list[Found] = []
    judged: set = set()
    while on is not None and on <= until:
        day = watch.day(on, running)
        for wave in day.seen:
            wave.seen_on = on
        running = [wave for wave in running if wave not in day.calm]
        running += [Running(one.series, on) for one in day.raised]
        found += day.raised
        judged |= _judged(history, on, book)
        on += timedelta(days=1)
    years = max((until - begin).days + 1, 0) / 365.25 if begin else 0.0
    return Outcome(found, history.areas, years, len(judged))


def _judged(history: History, on: date, book: RuleBook) -> set:
    if on.weekday():  # once a week tells enough
        return set()
    least = min(book.at(path).least for path in history.areas)
    return {s for kind in history.types for s in history.lively(kind, on, least=least)}

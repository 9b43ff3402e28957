"""What keeps somebody from a duty: the person and the hours, without any query."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from patrols.limits.rules import Rules
from patrols.models import Volunteer
from patrols.workflow.limits import Bar
from station import working_days

DAY, WEEK = timedelta(days=1), timedelta(days=7)
ADULT = 18
Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Standing:
    """What is known of a volunteer when a shift is to be filled."""

    volunteer: Volunteer
    is_of_team: bool
    insured: list[tuple[date, date]] = field(default_factory=list)
    held: list[Span] = field(default_factory=list)
    walked: list[Span] = field(default_factory=list)  # outside the roster


def is_night(span: Span, rules: Rules) -> bool:
    """Does any part of it lie between the beginning and the end of the night?"""
    start, end = span
    day = working_days.local_date(start) - DAY
    while day <= working_days.local_date(end):
        night = (
            working_days.at_clock(day, rules.night_from),
            working_days.at_clock(day + DAY, rules.night_until),
        )
        if start < night[1] and night[0] < end:
            return True
        day += DAY
    return False


def bars(standing: Standing, span: Span, *, is_risky: bool, rules: Rules) -> list[Bar]:
    """Everything that keeps this person from a duty of these hours."""
    return [
        *personal_bars(standing, span, is_risky=is_risky, rules=rules),
        *hour_bars(standing.held, span, rules, walked=standing.walked),
    ]


def personal_bars(
    standing: Standing, span: Span, *, is_risky: bool, rules: Rules
) -> list[Bar]:
    """What lies in the person: age, night, fitness, insurance, service, team."""
    who, night = standing.volunteer, is_night(span, rules)
    first, last = (working_days.local_date(moment) for moment in span)
    age = who.age_on(first)
    insured = any(since <= first and last <= until for since, until in standing.insured)
    found = {
        Bar.NOT_ACTIVE: not who.serves,
        Bar.NOT_OF_TEAM: not standing.is_of_team,
        Bar.TOO_YOUNG: age < rules.youngest,
        Bar.MINOR_AT_NIGHT: night and age < ADULT,
        Bar.NOT_FIT: (night or is_risky) and not who.is_fit,
        Bar.NOT_INSURED: is_risky and not insured,
    }
    return [bar for bar, holds in found.items() if holds]


def hour_bars(
    held: list[Span], span: Span, rules: Rules, *, walked: Iterable[Span] = ()
) -> list[Bar]:
    """What lies in the hours: another shift, too little rest, too much in a row.

    What was ``walked`` outside the roster counts as hours, not as another shift.
    """
    start, end = span
    if any(one < end and start < other for one, other in held):
        return [Bar.BOOKED]
    rest = rules.rest
    near = any(one < end + rest and start < other + rest for one, other in held)
    served = merged([*held, *walked])
    return [*([Bar.REST] if near else []), *most_bars(served, span, rules)]


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same hours once, though two records tell of them."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def most_bars(served: list[Span], span: Span, rules: Rules) -> list[Bar]:
    """Would these hours, with all others, be too many in a day or a week?"""
    found = {
        Bar.DAY_HOURS: _most(served, span, DAY) > rules.hours_a_day * 3600,
        Bar.WEEK_HOURS: _in_weeks(served, span) > rules.hours_a_week * 3600,
    }
    return [bar for bar, holds in found.items() if holds]


def seconds_within(spans: Iterable[Span], window: Span) -> float:
    """How much of these lies in the window."""
    since, until = window
    return sum(
        max((min(end, until) - max(start, since)).total_seconds(), 0)
        for start, end in spans
    )


def _most(held: list[Span], span: Span, length: timedelta) -> float:
    """The most in any such stretch that the new one lies in."""
    spans = [*held, span]
    windows = [(start, start + length) for start, _end in spans]
    windows += [(end - length, end) for _start, end in spans]
    return max(
        seconds_within(spans, window)
        for window in windows
        if seconds_within([span], window)
    )


def week_of(day: date) -> Span:
    """From Monday's midnight to the next one's."""
    monday = day - timedelta(days=day.weekday())
    return (
        working_days.at_clock(monday, time()),
        working_days.at_clock(monday + WEEK, time()),
    )


def weeks_of(span: Span) -> list[Span]:
    """The week a duty lies in, or both that it touches."""
    first = working_days.local_date(span[0])
    last = working_days.local_date(span[1] - timedelta(seconds=1))
    return list(dict.fromkeys([week_of(first), week_of(last)]))


def _in_weeks(held: list[Span], span: Span) -> float:
    return max(seconds_within([*held, span], week) for week in weeks_of(span))

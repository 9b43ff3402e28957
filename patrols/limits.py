"""The hard limits of duty, in one place: whatever puts somebody on a shift asks here.

Ages and night (未成年人保护法), fitness and insurance (志愿服务条例, articles 15 and 17)
are the law's; hours and rest are the station's own (``DutyLimits``).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from patrols.models import (
    DutyLimits,
    Insurance,
    Membership,
    Shift,
    SignUp,
    Team,
    Volunteer,
)
from patrols.workflow.limits import Bar
from patrols.workflow.people import LEADING
from patrols.workflow.rosters import Attendance
from station import working_days
from station.errors import RuleError
from station.models import Area

DAY, WEEK = timedelta(days=1), timedelta(days=7)
ADULT = 18
AROUND = timedelta(days=8)  # what of the roster can touch a shift's limits
Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Rules:
    """The limits that hold at a place."""

    hours_a_day: int = 6
    hours_a_week: int = 16
    rest_hours: int = 10
    night_from: time = time(22)
    night_until: time = time(6)
    youngest: int = 16
    notice_hours: int = 12

    @property
    def rest(self) -> timedelta:
        return timedelta(hours=self.rest_hours)

    @property
    def notice(self) -> timedelta:
        return timedelta(hours=self.notice_hours)


NAMES = tuple(Rules.__dataclass_fields__)


def row_of(area: Area) -> DutyLimits | None:
    """The limits set nearest above the area, if any."""
    above = Area.objects.above(area).values("pk")
    rows = DutyLimits.objects.filter(area__in=above).select_related("area")
    return max(rows, key=lambda row: len(row.area.path), default=None)


def rules_of(area: Area) -> Rules:
    """The nearest area's limits hold; where nobody has set any, the usual ones."""
    row = row_of(area)
    return Rules(**{name: getattr(row, name) for name in NAMES}) if row else Rules()


@dataclass(frozen=True)
class Standing:
    """What is known of a volunteer when a shift is to be filled."""

    volunteer: Volunteer
    is_of_team: bool
    insured: list[tuple[date, date]] = field(default_factory=list)
    held: list[Span] = field(default_factory=list)


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
        *hour_bars(standing.held, span, rules),
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


def hour_bars(held: list[Span], span: Span, rules: Rules) -> list[Bar]:
    """What lies in the hours: another shift, too little rest, too much in a row."""
    start, end = span
    if any(one < end and start < other for one, other in held):
        return [Bar.BOOKED]
    rest = rules.rest
    found = {
        Bar.REST: any(one < end + rest and start < other + rest for one, other in held),
        Bar.DAY_HOURS: _most(held, span, DAY) > rules.hours_a_day * 3600,
        Bar.WEEK_HOURS: _in_weeks(held, span) > rules.hours_a_week * 3600,
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


def standings(
    volunteers: Iterable[Volunteer], shift: Shift, *, ignoring: Iterable[int] = ()
) -> dict[int, Standing]:
    """What is known of these people about a shift, in three queries for all.

    ``ignoring`` are places that are given up in the same breath.
    """
    volunteers = list(volunteers)
    ids = [volunteer.pk for volunteer in volunteers]
    around = (shift.starts_at - AROUND, shift.ends_at + AROUND)
    held, insured = held_by(ids, around, ignoring=ignoring), insured_days(ids)
    of_team = members_of(shift.team, ids)
    return {
        volunteer.pk: Standing(
            volunteer,
            volunteer.pk in of_team,
            insured.get(volunteer.pk, []),
            [span for pk, span in held.get(volunteer.pk, []) if pk != shift.pk],
        )
        for volunteer in volunteers
    }


def held_by(
    ids: list[int], around: Span, *, ignoring: Iterable[int] = ()
) -> dict[int, list[tuple[int, Span]]]:
    """Shift and hours of every place these people hold; not where they stayed away."""
    rows = SignUp.objects.holding().filter(volunteer__in=ids, span__overlap=around)
    rows = rows.exclude(attendance__in=[Attendance.ABSENT, Attendance.EXCUSED])
    rows = rows.exclude(pk__in=list(ignoring)).order_by("pk")
    found = defaultdict(list)
    for volunteer, shift, span in rows.values_list("volunteer", "shift", "span"):
        found[volunteer].append((shift, (span.lower, span.upper)))
    return found


def insured_days(ids: list[int]) -> dict[int, list[tuple[date, date]]]:
    """From when until when each of them is insured."""
    found = defaultdict(list)
    rows = Insurance.objects.filter(volunteer__in=ids)
    for pk, since, until in rows.values_list("volunteer", "from_on", "until_on"):
        found[pk].append((since, until))
    return found


def candidates(team) -> QuerySet:
    """Who may be on the shifts of a team: its own, those below, who leads above."""
    return Volunteer.objects.filter(pk__in=_members(team).values("volunteer"))


def members_of(team, ids: list[int]) -> set[int]:
    """Those of these people who may be on the shifts of the team."""
    rows = _members(team).filter(volunteer__in=ids)
    return set(rows.values_list("volunteer", flat=True))


def _members(team) -> QuerySet:
    """Current memberships that open the shifts of the team."""
    leads = Q(role__in=LEADING)
    return Membership.objects.current().filter(
        Q(team=team.pk)
        | Q(team__parent=team.pk)
        | Q(team__parent__parent=team.pk)
        | (leads & Q(team__children=team.pk))
        | (leads & Q(team__children__children=team.pk))
    )


def bars_of(
    volunteers: Iterable[Volunteer], shift: Shift, *, ignoring: Iterable[int] = ()
) -> dict[int, list[Bar]]:
    """What keeps each of these people from the shift."""
    rules = rules_of(shift.area)
    span = (shift.starts_at, shift.ends_at)
    return {
        pk: bars(standing, span, is_risky=is_risky(shift), rules=rules)
        for pk, standing in standings(volunteers, shift, ignoring=ignoring).items()
    }


def open_to(volunteer: Volunteer, shifts: Iterable[Shift]) -> dict[int, list[Bar]]:
    """What keeps one person from each of these shifts, in a few queries for all."""
    shifts = list(shifts)
    if not shifts:
        return {}
    around = (
        min(shift.starts_at for shift in shifts) - AROUND,
        max(shift.ends_at for shift in shifts) + AROUND,
    )
    held = held_by([volunteer.pk], around).get(volunteer.pk, [])
    insured = insured_days([volunteer.pk]).get(volunteer.pk, [])
    teams = teams_open_to(volunteer)
    rules = {area: rules_of(area) for area in {shift.area for shift in shifts}}
    return {
        shift.pk: bars(
            Standing(
                volunteer,
                shift.team_id in teams,
                insured,
                [span for pk, span in held if pk != shift.pk],
            ),
            (shift.starts_at, shift.ends_at),
            is_risky=is_risky(shift),
            rules=rules[shift.area],
        )
        for shift in shifts
    }


def teams_open_to(volunteer: Volunteer) -> set[int]:
    """The teams whose shifts somebody may be on: the own, those above, those led."""
    rows = volunteer.memberships.current()
    found = set()
    for own, up, top in rows.values_list(
        "team", "team__parent", "team__parent__parent"
    ):
        found |= {own, up, top}
    led = rows.filter(role__in=LEADING).values("team")
    below = Team.objects.filter(Q(parent__in=led) | Q(parent__parent__in=led))
    return (found | set(below.values_list("pk", flat=True))) - {None}


def is_risky(shift: Shift) -> bool:
    """The shift itself, or every patrol of its kind, carries personal risk."""
    return shift.is_risky or shift.kind.is_risky


def check(volunteer: Volunteer, shift: Shift, *, ignoring: Iterable[int] = ()) -> None:
    """Refuse who must not be on the shift. The volunteer and the shift are locked."""
    found = bars_of([volunteer], shift, ignoring=ignoring)[volunteer.pk]
    if found:
        raise refusal(found[0], shift)


def check_person(volunteer: Volunteer, shift: Shift) -> None:
    """For the waiting list: what hours would say is seen when they move up."""
    found = standings([volunteer], shift)[volunteer.pk]
    rules = rules_of(shift.area)
    span = (shift.starts_at, shift.ends_at)
    held = personal_bars(found, span, is_risky=is_risky(shift), rules=rules)
    if held:
        raise refusal(held[0], shift)


def refusal(bar: Bar, shift: Shift) -> RuleError:
    """Why not, with the figure that is set here."""
    rules = rules_of(shift.area)
    words = {
        Bar.NOT_ACTIVE: _("Only who serves at present can be on a shift."),
        Bar.NOT_OF_TEAM: _("Only people of this team can be on its shifts."),
        Bar.TOO_YOUNG: _("The youngest age for duty here is %(n)d."),
        Bar.MINOR_AT_NIGHT: _("Nobody under 18 is on duty at night."),
        Bar.NOT_FIT: _("Night and risky duty need somebody who is fit for it."),
        Bar.NOT_INSURED: _(
            "Risky duty needs an accident insurance on that day (article 17 of the "
            "rules on volunteers)."
        ),
        Bar.BOOKED: _("There is another shift at that time."),
        Bar.REST: _("Between two shifts there are at least %(n)d hours of rest."),
        Bar.DAY_HOURS: _("At most %(n)d hours of duty within 24 hours."),
        Bar.WEEK_HOURS: _("At most %(n)d hours of duty in a week."),
    }
    figures = {
        Bar.TOO_YOUNG: rules.youngest,
        Bar.REST: rules.rest_hours,
        Bar.DAY_HOURS: rules.hours_a_day,
        Bar.WEEK_HOURS: rules.hours_a_week,
    }
    return RuleError(words[bar] % {"n": figures.get(bar, 0)}, code=bar.value)

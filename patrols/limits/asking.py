"""Asked before somebody is put on a shift; the refusal says which limit, and how much."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from patrols.limits.bars import Span, Standing, bars, merged, most_bars, personal_bars
from patrols.limits.known import (
    AROUND,
    held_by,
    insured_days,
    standings,
    teams_open_to,
    walked_by,
)
from patrols.limits.rules import Rules, rules_of
from patrols.models import Shift, Volunteer
from patrols.workflow.limits import Bar
from station.errors import RuleError
from station.models import Area

WORDS = {
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


def bars_of(
    volunteers: Iterable[Volunteer], shift: Shift, *, ignoring: Iterable[int] = ()
) -> dict[int, list[Bar]]:
    """What keeps each of these people from the shift."""
    rules = rules_of(shift.area)
    return {
        pk: bars_on(standing, shift, rules)
        for pk, standing in standings(volunteers, shift, ignoring=ignoring).items()
    }


def bars_on(standing: Standing, shift: Shift, rules: Rules) -> list[Bar]:
    """What keeps somebody of whom all is known from the shift."""
    span = (shift.starts_at, shift.ends_at)
    return bars(standing, span, is_risky=is_risky(shift), rules=rules)


def open_to(volunteer: Volunteer, shifts: Iterable[Shift]) -> dict[int, list[Bar]]:
    """What keeps one person from each of these shifts, in a few queries for all."""
    shifts = list(shifts)
    if not shifts:
        return {}
    around = (
        min(shift.starts_at for shift in shifts) - AROUND,
        max(shift.ends_at for shift in shifts) + AROUND,
    )
    ids, teams = [volunteer.pk], teams_open_to(volunteer)
    held, walked = held_by(ids, around), walked_by(ids, around)
    insured = insured_days(ids)
    rules = {area: rules_of(area) for area in {shift.area for shift in shifts}}

    def judged(shift: Shift) -> list[Bar]:
        standing = Standing(
            volunteer,
            shift.team_id in teams,
            insured.get(volunteer.pk, []),
            [span for pk, span in held.get(volunteer.pk, []) if pk != shift.pk],
            walked.get(volunteer.pk, []),
        )
        return bars_on(standing, shift, rules[shift.area])

    return {shift.pk: judged(shift) for shift in shifts}


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


def check_hours(volunteer: Volunteer, span: Span, area: Area) -> None:
    """Out of one's own accord: not beyond the hours of the day and the week."""
    around = (span[0] - AROUND, span[1] + AROUND)
    held = [one for _pk, one in held_by([volunteer.pk], around).get(volunteer.pk, [])]
    walked = walked_by([volunteer.pk], around).get(volunteer.pk, [])
    rules = rules_of(area)
    if found := most_bars(merged([*held, *walked]), span, rules):
        raise refused(found[0], rules)


def refusal(bar: Bar, shift: Shift) -> RuleError:
    """Why not, with the figure that is set where the shift is."""
    return refused(bar, rules_of(shift.area))


def refused(bar: Bar, rules: Rules) -> RuleError:
    figures = {
        Bar.TOO_YOUNG: rules.youngest,
        Bar.REST: rules.rest_hours,
        Bar.DAY_HOURS: rules.hours_a_day,
        Bar.WEEK_HOURS: rules.hours_a_week,
    }
    return RuleError(WORDS[bar] % {"n": figures.get(bar, 0)}, code=bar.value)

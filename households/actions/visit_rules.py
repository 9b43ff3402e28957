"""What a report of a visit must keep to."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from households.models import Advice, Household, Outcome, Purpose, Resident
from station.errors import RuleError

LATE_AFTER = timedelta(days=7)
NEXT_WITHIN = timedelta(days=731)
MOST_PHOTOS = 6


def check(
    report,
    *,
    household: Household | None,
    at: datetime,
    reason: str = "",
    known_since: datetime | None = None,
    known_people: Collection[Resident] = (),
) -> None:
    """Raise RuleError where the report breaks a rule.

    ``known_since`` is when the visit was first written: its age is counted from then.
    ``known_people`` were met according to the earlier version; they may have moved.
    """
    _check_words(report)
    _check_time(report, at=at, reason=reason, known_since=known_since)
    _check_people(report, household, known_people)
    if household is None:
        _check_field(report)
    left_on = household and household.left_on
    if left_on is not None and timezone.localdate(report.visited_at) > left_on:
        raise RuleError(_("This household has moved away."), code="moved_away")


def _check_field(report) -> None:
    """Out in the fields there is no door: the place and the purpose say where."""
    if report.purpose != Purpose.FIELD or not report.place.strip():
        raise RuleError(_("Say at which place in the fields."), code="no_place")
    if report.next_visit_on is not None:
        raise RuleError(
            _("A next visit is agreed with a household."), code="no_household"
        )


def check_photos(count: int) -> None:
    """A visit is no album."""
    if count > MOST_PHOTOS:
        raise RuleError(
            _("A visit holds at most %(n)s photos.") % {"n": MOST_PHOTOS},
            code="too_many_photos",
        )


def _check_words(report) -> None:
    known = (
        report.purpose in Purpose.values
        and report.outcome in Outcome.values
        and set(report.advice) <= set(Advice.values)
    )
    if not known:
        raise RuleError(_("Choose from the list."), code="unknown_choice")


def _check_time(report, *, at, reason, known_since) -> None:
    if report.visited_at > at:
        raise RuleError(
            _("A visit cannot lie in the future."), code="visited_in_future"
        )
    written = known_since or at
    if written - report.visited_at > LATE_AFTER and not reason.strip():
        raise RuleError(
            _("This visit is more than a week ago: say why it is recorded only now."),
            code="late_without_reason",
        )
    visited_on = timezone.localdate(report.visited_at)
    following = report.next_visit_on
    if following is None:
        return
    if following <= visited_on:
        raise RuleError(
            _("The next visit must be after this one."), code="next_too_early"
        )
    if following - visited_on > NEXT_WITHIN:
        raise RuleError(
            _("The next visit may be at most two years away."), code="next_too_late"
        )


def _check_people(report, household: Household | None, known_people) -> None:
    strangers = [
        person
        for person in report.people_met
        if (household is None or person.household_id != household.pk)
        and person not in known_people
    ]
    if strangers:
        raise RuleError(
            _("Somebody in the list does not live here."), code="not_of_household"
        )
    if report.outcome == Outcome.NOBODY_HOME and (report.people_met or report.advice):
        raise RuleError(
            _("Nobody was home: nobody can have been met or advised."),
            code="nobody_home",
        )
    if report.outcome == Outcome.MET and not (report.people_met or report.others_met):
        raise RuleError(_("Who was met? Choose at least one."), code="nobody_named")

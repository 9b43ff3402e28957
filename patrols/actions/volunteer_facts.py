"""What a volunteer is taught, insured by, lent, and wishes."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from patrols.models import Equipment, Insurance, Training, Volunteer, Wish
from patrols.workflow.people import Item, Topic
from station import working_days
from station.actions import reminders
from station.actions.events import record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import User

MORNING, EVENING = time(9), time(18)
AHEAD = timedelta(days=14)
LONGEST = timedelta(days=36525)
INSURANCE_ENDS = "volunteer.insurance_ends"
TRAINING_ENDS = "volunteer.training_ends"
IN_ONE_HAND = "patrols_equipment_in_one_hand"
MOST_WISHES = 28


@transaction.atomic
def train(
    *,
    volunteer: Volunteer,
    topic: str,
    held_on: date,
    hours: Decimal,
    by: User,
    at: datetime,
    title: str = "",
    expires_on: date | None = None,
) -> Training:
    """A course was attended (志愿服务条例, article 16)."""
    volunteer = lock(volunteer)
    if topic not in Topic.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if held_on > working_days.local_date(at):
        raise RuleError(_("This day has not come yet."), code="in_future")
    if not 0 < hours <= 200:
        raise RuleError(_("Between half an hour and 200 hours."), code="hours")
    if expires_on is not None and expires_on <= held_on:
        raise RuleError(_("It cannot end before it begins."), code="order")
    if held_on <= volunteer.born_on:
        raise RuleError(_("Is the year right?"), code="year")
    _check_end(expires_on, held_on)
    made = volunteer.trainings.create(
        topic=topic,
        title=title.strip()[:120],
        held_on=held_on,
        hours=hours,
        expires_on=expires_on,
    )
    _warn(TRAINING_ENDS, volunteer, expires_on, edition=made.pk, at=at)
    record(kind="volunteer.trained", subject=volunteer, by=by, at=at, note=str(made))
    return made


@transaction.atomic
def insure(
    *,
    volunteer: Volunteer,
    insurer: str,
    from_on: date,
    until_on: date,
    by: User,
    at: datetime,
    policy_number: str = "",
) -> Insurance:
    """Insured against accidents; risky duty needs it (article 17)."""
    volunteer = lock(volunteer)
    if not insurer.strip():
        raise RuleError(_("Name the insurer."), code="no_insurer")
    if until_on < from_on:
        raise RuleError(_("It cannot end before it begins."), code="order")
    _check_end(until_on, from_on)
    made = volunteer.insurances.create(
        insurer=insurer.strip(),
        policy_number=policy_number.strip(),
        from_on=from_on,
        until_on=until_on,
    )
    reminders.silence(subject=volunteer, at=at, kinds=(INSURANCE_ENDS,))
    _warn(INSURANCE_ENDS, volunteer, until_on, edition=made.pk, at=at)
    record(kind="volunteer.insured", subject=volunteer, by=by, at=at)
    return made


@transaction.atomic
def hand_out(
    *,
    volunteer: Volunteer,
    item: str,
    by: User,
    at: datetime,
    mark: str = "",
    condition: str = "",
) -> Equipment:
    """A thing is lent for patrols."""
    volunteer = lock(volunteer)
    if item not in Item.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if not volunteer.is_on_the_strength:
        raise RuleError(_("Only who serves is given equipment."), code="state")
    made = Equipment(
        volunteer=volunteer,
        item=item,
        mark=mark.strip()[:40],
        condition=condition.strip()[:120],
        issued_on=working_days.local_date(at),
        issued_by=by,
    )
    taken = _("This number is in other hands already.")
    with refusing_twins(**{IN_ONE_HAND: taken}):
        made.save()
    record(kind="volunteer.equipped", subject=volunteer, by=by, at=at, note=str(made))
    return made


@transaction.atomic
def take_back(
    *, equipment: Equipment, by: User, at: datetime, condition: str = ""
) -> Equipment:
    """A thing is given back; how it looks, or that it is lost."""
    volunteer = lock(equipment.volunteer)
    equipment = lock(equipment)
    if equipment.returned_on is not None:
        raise RuleError(_("It is back already."), code="already")
    equipment.returned_on = working_days.local_date(at)
    equipment.condition = condition.strip()[:120] or equipment.condition
    equipment.version += 1
    equipment.save()
    record(
        kind="volunteer.gave_back",
        subject=volunteer,
        by=by,
        at=at,
        note=str(equipment),
    )
    return equipment


@transaction.atomic
def strike(*, fact: Training | Insurance, by: User, at: datetime) -> Volunteer:
    """Noted by mistake."""
    volunteer = lock(fact.volunteer)
    word = str(fact)
    type(fact).objects.filter(pk=fact.pk).delete()
    record(kind="volunteer.struck", subject=volunteer, by=by, at=at, note=word)
    return volunteer


@transaction.atomic
def wish(
    *,
    volunteer: Volunteer,
    weekday: int,
    from_time: time,
    until_time: time,
    by: User,
    at: datetime,
    is_possible: bool = True,
) -> Wish:
    """When in the week somebody likes to come, or cannot."""
    volunteer = lock(volunteer)
    if not 0 <= weekday <= 6:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if until_time <= from_time:
        raise RuleError(_("It cannot end before it begins."), code="order")
    if volunteer.wishes.count() >= MOST_WISHES:
        raise RuleError(_("That is enough wishes; take one off first."), code="most")
    made = volunteer.wishes.create(
        weekday=weekday,
        from_time=from_time,
        until_time=until_time,
        is_possible=is_possible,
    )
    record(kind="volunteer.wished", subject=volunteer, by=by, at=at)
    return made


@transaction.atomic
def take_off_wish(*, wish: Wish, by: User, at: datetime) -> Volunteer:
    """It no longer holds."""
    volunteer = lock(wish.volunteer)
    volunteer.wishes.filter(pk=wish.pk).delete()
    record(kind="volunteer.wish_off", subject=volunteer, by=by, at=at)
    return volunteer


def _check_end(ends_on: date | None, from_on: date) -> None:
    """No course and no policy outlives the person."""
    if ends_on is not None and ends_on - from_on > LONGEST:
        raise RuleError(_("Is the year right?"), code="year_of_end")


def _warn(kind: str, volunteer: Volunteer, ends_on: date | None, *, edition, at):
    """Two weeks before it ends; at once where that is past already."""
    if ends_on is None or ends_on < working_days.local_date(at):
        return
    due_at = max(at, working_days.at_clock(ends_on - AHEAD, MORNING))
    reminders.schedule(kind=kind, subject=volunteer, due_at=due_at, edition=edition)

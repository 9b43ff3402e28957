"""Matters handed to another office: asked, due back, answered, or taken back."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from households.actions.message_life import (
    check_not_away,
    end_referral,
    hold,
    not_about,
    note_event,
    offices_for,
    open_to,
    run_again,
    stop_clock,
)
from households.models import Message, Office, Referral
from households.reply_limits import ReplyClock, morning_of
from households.workflow.messages import MessageStatus, ReferralStatus
from station.actions import reminders
from station.actions.events import record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import Area, Post, User
from station.roles import Role
from station.working_days import local_date


@transaction.atomic
def refer(
    *,
    message: Message,
    office: Office,
    asked: str,
    by: User,
    at: datetime,
    due_at: datetime | None = None,
    version: int | None = None,
) -> Referral:
    """Hand it to who must answer it; our clock stands while theirs runs."""
    message = open_to(message, by, version=version)
    check_not_away(message)
    if not message.is_open:
        raise RuleError(_("This matter is answered already."), code="not_now")
    if not asked.strip():
        raise RuleError(_("Say what you ask of the other office."))
    if not offices_for(message.area).filter(pk=office.pk).exists():
        raise RuleError(_("The station does not work with this office."))
    clock = ReplyClock(message.area)
    due_at = due_at or clock.end_of_day(at, days=office.usual_days)
    if due_at <= at:
        raise RuleError(_("The time must lie ahead."), code="past")
    referral = Referral.objects.create(
        message=message,
        area=message.area,
        office=office,
        asked=asked.strip(),
        handed_at=at,
        handed_by=by,
        due_at=due_at,
    )
    stop_clock(message, MessageStatus.REFERRED, at=at)
    _remind(referral, at=at)
    note_event(
        "referred",
        message,
        by=by,
        at=at,
        note=str(office),
        changes={"due_at": [None, due_at.isoformat()]},
    )
    return referral


def _remind(referral: Referral, *, at: datetime) -> None:
    """Their partners now; both sides before the answer is late, us when it is."""
    morning = morning_of(referral.due_at)
    planned = {
        "referral.soon": morning,
        "referral.late": referral.due_at,
        "handed.soon": morning,
    }
    moments = {kind: due for kind, due in planned.items() if due > at}
    reminders.schedule_all(
        moments={"handed.new": at, **moments},
        subject=referral,
        area=referral.area,
        edition=referral.version,
    )


@transaction.atomic
def record_answer(
    *,
    referral: Referral,
    text: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Referral:
    """What the other office answered; now it is our turn again."""
    message, referral = _waiting(referral, by, version)
    if not text.strip():
        raise RuleError(_("Write down what they answered."))
    end_referral(referral, ReferralStatus.ANSWERED, by=by, at=at, text=text)
    is_owner = message.assigned_to_id == by.pk
    run_again(message, at=at, told="" if is_owner else "message.came_back")
    note_event("referral_answered", message, by=by, at=at, note=str(referral.office))
    return referral


@transaction.atomic
def withdraw(
    *,
    referral: Referral,
    reason: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Referral:
    """Take it back from the other office; the reason stays with it."""
    message, referral = _waiting(referral, by, version)
    if not reason.strip():
        raise RuleError(_("Say why it is taken back."))
    end_referral(referral, ReferralStatus.WITHDRAWN, by=by, at=at, text=reason)
    run_again(message, at=at, told="")
    note_event("referral_withdrawn", message, by=by, at=at, note=str(referral.office))
    return referral


@transaction.atomic
def accept(
    *, referral: Referral, by: User, at: datetime, version: int | None = None
) -> Referral:
    """The other office says that it is theirs; the time to answer runs on."""
    message, referral = _waiting(referral, by, version)
    if referral.accepted_at is not None:
        raise RuleError(_("It was taken on already."), code="not_now")
    referral.accepted_at, referral.accepted_by = at, by
    referral.version += 1
    referral.save()
    note_event("referral_accepted", message, by=by, at=at, note=str(referral.office))
    return referral


@transaction.atomic
def give_back(
    *,
    referral: Referral,
    reason: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Referral:
    """Not for this office: the station has it again, with the reason."""
    message, referral = _waiting(referral, by, version)
    if not reason.strip():
        raise RuleError(_("Say why it is not for your office."))
    end_referral(referral, ReferralStatus.RETURNED, by=by, at=at, text=reason)
    run_again(message, at=at, told="message.came_back")
    note_event("referral_returned", message, by=by, at=at, note=str(referral.office))
    return referral


def _waiting(referral: Referral, by: User, version) -> tuple[Message, Referral]:
    """The matter first, then what was asked about it: always in this order."""
    message = not_about(hold(referral.message_id)[referral.message_id], by)
    referral = lock(referral, version=version)
    if not referral.is_waiting:
        raise RuleError(_("This is settled already."), code="settled")
    return message, referral


def _seat(office: Office, people: list[User], *, at: datetime) -> None:
    """Who reads and answers there: partners with a post, nobody else."""
    posts = Post.objects.valid(on=local_date(at)).for_role(Role.PARTNER)
    partners = set(posts.filter(user__in=people).values_list("user_id", flat=True))
    if any(person.pk not in partners for person in people):
        raise RuleError(_("Only partners with a post sit in another office."))
    office.people.set(people)


@transaction.atomic
def keep_office(
    *,
    station: Area,
    kind: str,
    title: str,
    by: User,
    at: datetime,
    line: str = "",
    usual_days: int = 5,
    is_active: bool = True,
    people: Iterable[User] | None = None,
    office: Office | None = None,
    version: int | None = None,
) -> Office:
    """Add an office, or change what is known of it; what was handed over stays."""
    is_new = office is None
    office = Office(station=station) if is_new else lock(office, version=version)
    office.kind, office.title = kind, title.strip()
    office.line, office.usual_days = line.strip(), usual_days
    office.is_active = is_active
    if not is_new:
        office.version += 1
    with refusing_twins(
        households_office_one_of_a_name=_("There is an office of this name already.")
    ):
        office.save()
    if people is not None:
        _seat(office, list(people), at=at)
    verb = "office.added" if is_new else "office.changed"
    record(kind=verb, subject=office, by=by, at=at, area=station, note=office.title)
    return office

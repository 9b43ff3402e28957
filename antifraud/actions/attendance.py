"""Who is invited to a session and who came: by name, by the code, by a list."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from antifraud.actions.course_sessions import MOST_NAMELESS, taken
from antifraud.models import Ally, Attendee, CourseSession
from antifraud.workflow.school import AgeGroup, Seat, SessionStatus, Way, age_group
from households.actions.residents import read_phone
from households.models import Resident
from station import names, working_days
from station.actions.events import record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import User

TWINS = tuple(
    f"antifraud_attendee_{name}"
    for name in ("resident_once", "ally_once", "person_once")
)


@dataclass(frozen=True)
class Person:
    """Somebody of the register or the alliance, or only by name."""

    name: str = ""
    phone: str = ""
    tail: str = ""
    age_group: str = AgeGroup.ADULT
    guardian_name: str = ""
    guardian_agreed_on: date | None = None
    resident: Resident | None = None
    ally: Ally | None = None


@transaction.atomic
def invite(
    *, session: CourseSession, person: Person, by: User, at: datetime
) -> Attendee:
    """Somebody is asked to come, while there are places."""
    session = _lock_open(session)
    if taken(session) >= session.capacity:
        raise RuleError(_("All places are taken."), code="full")
    made = _new(session, person, at=at)
    made.seat = Seat.INVITED
    _save(made)
    _note("attendance.invited", made, by=by, at=at)
    return made


@transaction.atomic
def add(
    *,
    session: CourseSession,
    person: Person,
    by: User,
    at: datetime,
    way: str = Way.HAND,
) -> Attendee:
    """Somebody came who was not on the list: nobody in the hall is sent away."""
    session = _lock_open(session)
    _check_begun(session, at=at)
    made = _new(session, person, at=at)
    _seat(made, way, by=by, at=at)
    _save(made)
    _note("attendance.came", made, by=by, at=at)
    return made


@transaction.atomic
def tick(
    *,
    attendee: Attendee,
    by: User,
    at: datetime,
    version: int | None = None,
    way: str = Way.HAND,
) -> Attendee:
    """Ticked off the list: this one is there."""
    session = _lock_open(attendee.session)
    _check_begun(session, at=at)
    attendee = lock(attendee, version=version)
    if attendee.is_there:
        return attendee
    _seat(attendee, way, by=by, at=at)
    return _change("attendance.came", attendee, by=by, at=at)


@transaction.atomic
def untick(
    *, attendee: Attendee, by: User, at: datetime, version: int | None = None
) -> Attendee:
    """Ticked off by mistake."""
    return _leave(attendee, Seat.INVITED, "attendance.taken_back", by, at, version)


@transaction.atomic
def decline(
    *, attendee: Attendee, by: User, at: datetime, version: int | None = None
) -> Attendee:
    """They cannot come; the place is free again."""
    return _leave(attendee, Seat.DECLINED, "attendance.declined", by, at, version)


@transaction.atomic
def strike(
    *, attendee: Attendee, by: User, at: datetime, version: int | None = None
) -> CourseSession:
    """Put down by mistake: nothing of it is kept."""
    session = _lock_open(attendee.session)
    attendee = lock(attendee, version=version)
    if attendee.certificates.exists():
        raise RuleError(
            _("A certificate was made out to this name; it stays on the list."),
            code="certified",
        )
    record(kind="attendance.struck", subject=session, by=by, at=at)
    attendee.delete()
    return session


@transaction.atomic
def come(
    *, session: CourseSession, name: str, tail: str, age: str, at: datetime
) -> Attendee:
    """Scanned at the door: known by name and last digits, else put on the list."""
    session = _lock_open(session)
    if not session.takes_people(at=at):
        raise RuleError(_("The code is not open at this time."), code="closed")
    person = Person(name=name, tail=_tail(tail), age_group=age)
    found = _known(session, person)
    if found is not None and found.is_there:
        return found
    if found is None:
        if age == AgeGroup.CHILD:
            raise RuleError(
                _("Under 14 your guardian decides; you are counted without a name."),
                code="guardian",
            )
        found = _new(session, person, at=at)
    found.phone_tail = found.phone_tail or person.tail
    _seat(found, Way.CODE, by=None, at=at)
    found.version += 1 if found.pk else 0
    _save(found)
    _note("attendance.came", found, by=None, at=at)
    return found


@transaction.atomic
def count_child(*, session: CourseSession, at: datetime) -> None:
    """A child under 14 scanned: one more, and nothing of it is kept."""
    session = _lock_open(session)
    if not session.takes_people(at=at):
        raise RuleError(_("The code is not open at this time."), code="closed")
    rows = CourseSession.objects.filter(pk=session.pk, nameless__lt=MOST_NAMELESS)
    rows.update(nameless=F("nameless") + 1, updated_at=at)


def _new(session: CourseSession, person: Person, *, at: datetime) -> Attendee:
    """A name on the list; of a child only with the guardian's consent."""
    if person.resident is not None and person.ally is not None:
        raise RuleError(
            _("Choose a resident or an ally, not both."), code="two_registers"
        )
    made = Attendee(
        session=session,
        area=session.area,
        resident=person.resident,
        ally=person.ally,
        age_group=_age_group(session, person),
        guardian_name=person.guardian_name.strip()[:60],
    )
    _write_who(made, person)
    _write_guardian(made, person, at=at)
    return made


def _write_who(made: Attendee, person: Person) -> None:
    """From the register as much as the list needs, the whole number stays there."""
    known = person.resident or person.ally
    name = known.name if known is not None else person.name
    if not names.normalise(name):
        raise RuleError(_("A name is needed."), code="no_name")
    made.write_name(name)
    if known is not None:
        made.phone_masked = known.phone_masked
        digits = known.phone_masked[-4:]
        made.phone_tail = digits if digits.isdigit() else ""
    elif person.phone.strip():
        made.write_phone(read_phone(person.phone))
    else:
        made.phone_tail = _tail(person.tail) if person.tail else ""


def _write_guardian(made: Attendee, person: Person, *, at: datetime) -> None:
    """Personal Information Protection Law, article 31: under 14 the guardian decides."""
    if made.age_group == AgeGroup.CHILD and not made.guardian_name:
        raise RuleError(
            _(
                "A child under 14 is put down by name only when the guardian agreed. "
                "Else count it without a name."
            ),
            code="guardian",
        )
    today = working_days.local_date(at)
    if made.guardian_name:
        made.guardian_agreed_on = person.guardian_agreed_on or today
        if made.guardian_agreed_on > today:
            raise RuleError(_("The day cannot lie in the future."), code="agreed_on")


def _age_group(session: CourseSession, person: Person) -> str:
    """Of a resident as the register says on the day of the session."""
    known = person.resident or (person.ally.resident if person.ally else None)
    if known is not None:
        return age_group(known.age(on=working_days.local_date(session.starts_at)))
    if person.age_group not in AgeGroup.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    return person.age_group


def _tail(text: str) -> str:
    """The last four digits of a phone, as typed."""
    digits = "".join(sign for sign in text if sign.isdigit())
    if len(digits) < 4:
        raise RuleError(_("Four digits are needed."), code="no_tail")
    return digits[-4:]


def _known(session: CourseSession, person: Person) -> Attendee | None:
    """On the list by name and digits; or by the only such name without any."""
    rows = session.attendees.filter(name=names.normalise(person.name))
    found = rows.filter(phone_tail=person.tail).order_by("pk").first()
    if found is not None:
        return found
    bare = list(rows.filter(phone_tail="")[:2])
    return bare[0] if len(bare) == 1 else None


def _seat(attendee: Attendee, way: str, *, by: User | None, at: datetime) -> None:
    attendee.seat, attendee.way = Seat.CAME, way
    attendee.came_at, attendee.noted_by = at, by


def _leave(attendee: Attendee, seat: str, kind: str, by, at, version) -> Attendee:
    _lock_open(attendee.session)
    attendee = lock(attendee, version=version)
    if attendee.seat == seat:
        return attendee
    _check_no_certificate(attendee)
    attendee.seat, attendee.way = seat, ""
    attendee.came_at, attendee.noted_by = None, by
    return _change(kind, attendee, by=by, at=at)


def _check_no_certificate(attendee: Attendee) -> None:
    if attendee.certificates.valid().exists():
        raise RuleError(_("Void the certificate first."), code="certified")


def _check_begun(session: CourseSession, *, at: datetime) -> None:
    if at < session.starts_at and not session.takes_people(at=at):
        raise RuleError(_("It has not begun yet."), code="too_early")


def _lock_open(session: CourseSession) -> CourseSession:
    session = lock(session)
    if session.status == SessionStatus.CANCELLED:
        raise RuleError(_("This session was cancelled."), code="cancelled")
    return session


def _save(attendee: Attendee) -> None:
    text = _("This person is on the list already.")
    with refusing_twins(**dict.fromkeys(TWINS, text)):
        attendee.save()


def _change(kind: str, attendee: Attendee, *, by, at) -> Attendee:
    attendee.version += 1
    attendee.save()
    _note(kind, attendee, by=by, at=at)
    return attendee


def _note(kind: str, attendee: Attendee, *, by, at) -> None:
    """On the person's own timeline too; the session's would only grow long."""
    also = [attendee.resident] if attendee.resident_id else []
    record(kind=kind, subject=attendee, by=by, at=at, also=also)

"""Reports: asked for, worded, signed; corrected by another one, never altered."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from station import places, policy, working_days
from station.actions import jobs, reminders
from station.actions.access import record_access
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import AccessRecord, Area, Report, User
from station.personal_numbers import holds_personal_number
from station.reports.spans import first_day, last_day

JOB = "report.count"
WAITING = "report.waiting"  # a draft is there to be read and signed
LATE = "report.late"  # nobody signed it in time
SIGN_WITHIN = 3  # working days from the first figures
LONGEST_TEXT = 4000
SHORTEST_REASON = 4
FIRST = date(2000, 1, 1)
KINDS = (Area.Kind.COUNTY, Area.Kind.STATION, Area.Kind.COMMUNITY)
FORMS = {
    "pdf": AccessRecord.Act.EXPORT,
    "xlsx": AccessRecord.Act.EXPORT,
    "print": AccessRecord.Act.PRINT,
}
Status = Report.Status


def areas_to_make(user) -> QuerySet[Area]:
    """The places this person may have reports made of."""
    return places.areas_of(user, "report.make", KINDS)


@transaction.atomic
def ask(*, kind: str, area: Area, starts_on: date, by: User, at: datetime) -> Report:
    """Have a report made; ring with ``station.tasks.ring_job`` afterwards."""
    if not policy.covers(by, "report.make", area):
        raise RuleError(_("This place is not in your charge."), code="area")
    if area.kind not in KINDS or not area.is_active:
        raise RuleError(_("No reports are made of this place."), code="area")
    _check_period(kind, starts_on, at=at)
    lock(area)
    _check_none_open(area, kind, starts_on)
    if (
        Report.objects.in_force()
        .filter(area=area, kind=kind, starts_on=starts_on)
        .exists()
    ):
        raise RuleError(
            _("There is a signed report of these days. Correct that one."),
            code="signed",
        )
    return make(area=area, kind=kind, starts_on=starts_on, owner=by, by=by, at=at)


def make(*, area, kind, starts_on, owner: User, by: User | None, at, **facts) -> Report:
    """The row and the work, in the owner's name; ``by`` nobody: it was due."""
    report = Report.objects.create(
        area=area,
        kind=kind,
        starts_on=starts_on,
        ends_on=last_day(kind, starts_on),
        made_by=by,
        **facts,
    )
    record(kind="report.asked", subject=report, by=by, at=at)
    return enqueue(report, owner=owner, by=by, at=at)


def enqueue(report: Report, *, owner: User, by: User | None, at: datetime) -> Report:
    """Leave the counting of a locked report to the worker."""
    params = {"report": report.pk, "is_due": by is None}
    report.job = jobs.enqueue(
        kind=JOB, owner=owner, at=at, params=params, area=report.area
    )
    report.status = Status.MAKING
    report.version += 1
    report.save()
    return report


@transaction.atomic
def count_again(*, report: Report, by: User, at: datetime) -> Report:
    """Fresh figures for a draft; what an officer wrote stays as it is."""
    found = _own(report, "report.make", by=by)
    if found.status == Status.MAKING:
        raise RuleError(_("It is being counted already."), code="busy")
    if not found.is_open:
        raise RuleError(_("Only a draft is counted again."), code="not_draft")
    record(kind="report.asked_again", subject=found, by=by, at=at)
    return enqueue(found, owner=by, by=by, at=at)


@transaction.atomic
def write(
    *,
    report: Report,
    texts: dict[str, str],
    by: User,
    at: datetime,
    version: int | None = None,
) -> Report:
    """Say it in one's own words; an empty part takes up the suggestion again."""
    found = _own(report, "report.edit", by=by, version=version)
    _check_draft(found)
    said = found.texts | {part: _words(text) for part, text in texts.items()}
    kept = {p: t for p, t in said.items() if t and t != found.suggested.get(p)}
    if kept == found.texts:
        return found
    found.texts = kept
    found.version += 1
    found.save()
    record(kind="report.written", subject=found, by=by, at=at, changes={"texts": None})
    return found


@transaction.atomic
def sign(
    *, report: Report, by: User, at: datetime, version: int | None = None
) -> Report:
    """Stand for it: from now on nothing of it moves."""
    found = _own(report, report.sign_permission, by=by, version=version)
    _check_draft(found)
    words = {part: found.text_of(part) for part in Report.Part.values}
    if not words[Report.Part.OVERVIEW]:
        raise RuleError(_("Say something in the overview first."), code="empty_text")
    if found.supersedes_id is not None:
        _replace(found, by=by, at=at)
    found.texts = words
    found.status, found.signed_by, found.signed_at = Status.SIGNED, by, at
    found.version += 1
    found.save()
    record(kind="report.signed", subject=found, by=by, at=at)
    reminders.silence(subject=found, at=at)
    return found


def _replace(found: Report, *, by: User, at: datetime) -> None:
    """The signed one before it stays, and says that it holds no longer."""
    old = lock(found.supersedes)
    old.replaced_at = at
    old.version += 1
    old.save(update_fields=["replaced_at", "version", "updated_at"])
    record(kind="report.replaced", subject=old, by=by, at=at, also=[found])


@transaction.atomic
def correct(*, report: Report, reason: str, by: User, at: datetime) -> Report:
    """Another report of the same days, counted anew, that will replace a signed one."""
    lock(report.area)
    old = _own(report, "report.make", by=by)
    if old.status != Status.SIGNED:
        raise RuleError(_("Only a signed report is corrected."), code="not_signed")
    if old.is_replaced:
        raise RuleError(_("This report was replaced already."), code="replaced")
    reason = _reason(reason)
    _check_none_open(old.area, old.kind, old.starts_on)
    own = {p: t for p, t in old.texts.items() if t != old.suggested.get(p)}
    return make(
        area=old.area,
        kind=old.kind,
        starts_on=old.starts_on,
        owner=by,
        by=by,
        at=at,
        supersedes=old,
        reason=reason,
        texts=own,
    )


@transaction.atomic
def drop(*, report: Report, reason: str, by: User, at: datetime) -> Report:
    """A draft nobody needs; it stays in the list as dropped."""
    found = _own(report, "report.make", by=by)
    if not found.is_open:
        raise RuleError(_("Only a draft is dropped."), code="not_open")
    reason = _reason(reason)
    found.status = Status.DROPPED
    found.version += 1
    found.save()
    record(kind="report.dropped", subject=found, by=by, at=at, note=reason)
    reminders.silence(subject=found, at=at)
    return found


def take(*, report: Report, form: str, by: User, at: datetime) -> None:
    """It leaves on paper or as a file: written down first."""
    record_access(by=by, act=FORMS[form], subject=report, at=at, fields=form)


# -- checks ------------------------------------------------------------------------


def _own(report: Report, permission: str, *, by: User, version=None) -> Report:
    """The report as it stands, locked, for who may do this to it."""
    found = lock(report, version=version)
    if not policy.can(by, permission, found):
        raise RuleError(_("This is not yours to do."), code="forbidden")
    return found


def _check_draft(found: Report) -> None:
    if not found.is_draft:
        raise RuleError(_("This report is no draft."), code="not_draft")


def _check_period(kind: str, starts_on: date, *, at: datetime) -> None:
    today = working_days.local_date(at)
    if starts_on < FIRST or starts_on > today + timedelta(days=366):
        raise RuleError(_("Choose a week or a month that is over."), code="period")
    if starts_on != first_day(kind, starts_on):
        raise RuleError(
            _("A week begins on Monday, a month on its first day."), code="period"
        )
    if last_day(kind, starts_on) >= today:
        raise RuleError(_("Choose a week or a month that is over."), code="period")


def _check_none_open(area: Area, kind: str, starts_on: date) -> None:
    rows = Report.objects.open()
    if rows.filter(area=area, kind=kind, starts_on=starts_on).exists():
        raise RuleError(_("There is a draft of these days already."), code="exists")


def _words(text: str) -> str:
    text = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if len(text) > LONGEST_TEXT:
        raise RuleError(_("At most 4,000 characters."), code="too_long")
    return _unnumbered(text)


def _reason(text: str) -> str:
    text = " ".join(text.split())[:200]
    if len(text) < SHORTEST_REASON:
        raise RuleError(_("Say in a few words why."), code="reason_missing")
    return _unnumbered(text)


def _unnumbered(text: str) -> str:
    if holds_personal_number(text):
        raise RuleError(
            _("ID and phone numbers must not stand here."), code="personal_number"
        )
    return text

"""What becomes of a finding: passed on, handed over, set right, settled, reopened."""

from collections.abc import Sequence
from copy import copy
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from households.models import Office
from patrols.actions import finding_reminders as reminders
from patrols.actions.findings import (
    EVENING,
    check_people,
    check_words,
    note,
    open_,
    photograph,
)
from patrols.carried import carrier_of
from patrols.models import Finding
from patrols.workflow import findings as workflow
from patrols.workflow.findings import (
    TO_SETTLE,
    TOLD_TO_ALL,
    FindingKind,
    FindingStatus,
)
from station import policy, working_days
from station.actions import attachments
from station.actions.events import differences
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User

LONGEST_DAYS = 365
CORRECTED = ("kind", "what", "place", "people")


@transaction.atomic
def pass_on(
    *,
    finding: Finding,
    due_on: date,
    version: int,
    by: User,
    at: datetime,
    office: Office | None = None,
    to: str = "",
) -> Finding:
    """Another office sees to it; the owner keeps asking until it is settled."""
    row = _lock_unsettled(finding, version)
    name = office.title if office is not None else to.strip()
    if not name:
        raise RuleError(_("Say to whom it is passed on."), code="no_office")
    before = row.passed_to
    row.passed_to, row.status = name, FindingStatus.PASSED_ON
    row.due_at = _evening(due_on, at=at)
    _save(row)
    reminders.follow(row, at=at)
    note("finding.passed_on", row, by=by, at=at, changes={"passed_to": [before, name]})
    return row


@transaction.atomic
def take_back(*, finding: Finding, version: int, by: User, at: datetime) -> Finding:
    """They do not see to it after all: it is ours again."""
    row = _lock_unsettled(finding, version)
    if row.status != FindingStatus.PASSED_ON:
        raise RuleError(_("It was not passed on."), code="state")
    before, row.passed_to = row.passed_to, ""
    open_(row, at=at)
    _save(row)
    reminders.follow(row, at=at)
    note("finding.taken_back", row, by=by, at=at, changes={"passed_to": [before, ""]})
    return row


@transaction.atomic
def hand_over(
    *, finding: Finding, to: User, version: int, by: User, at: datetime
) -> Finding:
    """Somebody else who serves there sees to it."""
    row = _lock_unsettled(finding, version)
    if not (to.is_active and policy.can(to, "finding.edit", row)):
        raise RuleError(_("This person does not serve there."), code="not_serving")
    before, row.owner = row.owner_id, to
    _save(row)
    reminders.given(row, by=by, at=at)
    note("finding.handed_over", row, by=by, at=at, changes={"owner": [before, to.pk]})
    return row


@transaction.atomic
def postpone(
    *,
    finding: Finding,
    due_on: date,
    reason: str,
    version: int,
    by: User,
    at: datetime,
) -> Finding:
    """It takes longer, and why."""
    row = _lock_unsettled(finding, version)
    if not reason.strip():
        raise RuleError(_("Say why."), code="no_reason")
    before, row.due_at = row.due_at, _evening(due_on, at=at)
    _save(row)
    reminders.follow(row, at=at)
    note(
        "finding.postponed",
        row,
        by=by,
        at=at,
        changes={"due_at": [before.isoformat(), row.due_at.isoformat()]},
        words=reason.strip(),
    )
    return row


@transaction.atomic
def correct(
    *,
    finding: Finding,
    kind: str,
    what: str,
    place: str = "",
    people: int | None = None,
    version: int,
    by: User,
    at: datetime,
) -> Finding:
    """What was told in haste is set right; a deed stays a deed."""
    row = lock(finding, version=version)
    if kind not in FindingKind.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if (kind in TO_SETTLE) != (row.kind in TO_SETTLE):
        raise RuleError(
            _("What is to be settled cannot become a deed, nor the other way round."),
            code="other_kind",
        )
    check_words(what)
    check_people(kind, people)
    before = copy(row)
    row.kind, row.what, row.place = kind, what.strip(), place.strip()
    row.people = people
    _save(row)
    changes = differences(before, row, CORRECTED)
    if kind in TOLD_TO_ALL and before.kind not in TOLD_TO_ALL and not row.is_settled:
        reminders.tell_all(row, at=at)
    note("finding.corrected", row, by=by, at=at, changes=changes)
    return row


@transaction.atomic
def settle(
    *,
    finding: Finding,
    result: str,
    version: int,
    by: User,
    at: datetime,
    photos: Sequence[attachments.StoredFile] = (),
) -> Finding:
    """It is put right, and how; whoever found it hears so."""
    row = _lock_unsettled(finding, version)
    if not result.strip():
        raise RuleError(_("Say what came of it."), code="no_result")
    close(row, result, by=by, at=at)
    photograph(row, photos, by=by, at=at)
    return row


@transaction.atomic
def reopen(
    *, finding: Finding, reason: str, version: int, by: User, at: datetime
) -> Finding:
    """It is not put right after all."""
    row = lock(finding, version=version)
    if row.kind not in TO_SETTLE or not row.is_settled:
        raise RuleError(_("There is nothing to take up again."), code="state")
    if not reason.strip():
        raise RuleError(_("Say why."), code="no_reason")
    row.closed_at = row.closed_by = None
    row.passed_to = ""
    open_(row, at=at)
    _save(row)
    reminders.given(row, by=by, at=at)
    if row.kind in TOLD_TO_ALL:
        reminders.tell_all(row, at=at)
    note("finding.reopened", row, by=by, at=at, words=reason.strip())
    return row


def close(row: Finding, result: str, *, by: User, at: datetime) -> None:
    """Settle a finding that is locked already."""
    row.status, row.result = FindingStatus.CLOSED, result.strip()
    row.closed_at, row.closed_by = at, by
    _save(row)
    reminders.settled(row, by=by, at=at)
    note("finding.settled", row, by=by, at=at)


def _lock_unsettled(finding: Finding, version: int | None) -> Finding:
    row = lock(finding, version=version)
    if row.is_settled or not workflow.allows(row.status, FindingStatus.CLOSED):
        raise RuleError(_("This finding is settled already."), code="settled")
    carrier = carrier_of(row)
    if carrier is not None:
        raise RuleError(
            _("%(number)s carries it now: whatever happens there counts here too.")
            % {"number": carrier.number},
            code="carried",
        )
    return row


def _save(row: Finding) -> None:
    """Keep the change; whoever read it before is told."""
    row.version += 1
    row.save()


def _evening(day: date, *, at: datetime) -> datetime:
    today = working_days.local_date(at)
    if not today <= day <= today + timedelta(days=LONGEST_DAYS):
        raise RuleError(
            _("The deadline must lie ahead, within a year."), code="deadline"
        )
    return working_days.at_clock(day, EVENING)

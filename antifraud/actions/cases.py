"""Fraud cases: written down once, set right, ended, struck out, taken up again."""

from copy import copy
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from antifraud.actions import case_facts, contact_rules, victim_contacts
from antifraud.actions.case_facts import CaseFacts
from antifraud.models import FraudCase
from antifraud.workflow import cases as workflow
from antifraud.workflow.cases import CaseSource, CaseStatus
from households.numbering import number_in
from station import policy, working_days
from station.actions import links
from station.actions.events import differences, record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.duty import Roster
from station.errors import RuleError
from station.models import Area, CallRecord, User

__all__ = ["CaseFacts", "edit", "end", "hand_over", "register", "reopen", "void"]

SERIES = "SZ"  # 涉诈
TWIN = "antifraud_fraudcase_source_number_once"


@transaction.atomic
def register(
    *,
    facts: CaseFacts,
    area: Area,
    by: User,
    at: datetime,
    call: CallRecord | None = None,
    origin=None,
) -> FraudCase:
    """Write a case down; where a victim is known, somebody sees to it."""
    case = FraudCase(area=area, source=facts.source, call=call)
    case_facts.fill(case, facts, at=at)
    case.number = number_in(SERIES, area, at=at)
    case.owner = _in_charge(case, by=by, at=at)
    if _is_history(case, at=at):
        _close(case, CaseStatus.CLOSED, by=by, at=at)
    _insert(case)
    record(kind="fraud_case.registered", subject=case, by=by, at=at)
    links.tie(origin=origin or call, made=case, by=by, at=at)
    victim_contacts.plan_first(case, by=by, at=at)
    return case


@transaction.atomic
def edit(
    *, case: FraudCase, facts: CaseFacts, version: int, by: User, at: datetime
) -> FraudCase:
    """Set right what was written; what is struck out is taken up again first."""
    row = lock(case, version=version)
    if row.status == CaseStatus.VOID:
        raise RuleError(_("This case is struck out."), code="void")
    before = copy(row)
    case_facts.fill(row, facts, at=at)
    _save(row)
    changes = differences(before, row, case_facts.FIELDS)
    record(kind="fraud_case.edited", subject=row, by=by, at=at, changes=changes)
    return row


@transaction.atomic
def end(
    *, case: FraudCase, version: int, by: User, at: datetime, note: str = ""
) -> FraudCase:
    """Nothing more is to be done for it."""
    return _finish(case, CaseStatus.CLOSED, note, version=version, by=by, at=at)


@transaction.atomic
def void(
    *, case: FraudCase, reason: str, version: int, by: User, at: datetime
) -> FraudCase:
    """It was no fraud, or it was written down twice: it counts nowhere."""
    if not reason.strip():
        raise RuleError(_("Say why."), code="no_reason")
    return _finish(case, CaseStatus.VOID, reason, version=version, by=by, at=at)


@transaction.atomic
def reopen(
    *, case: FraudCase, reason: str, version: int, by: User, at: datetime
) -> FraudCase:
    """It is not over after all, or it was a fraud after all."""
    row = lock(case, version=version)
    if not workflow.allows(row.status, CaseStatus.OPEN):
        raise RuleError(_("There is nothing to take up again."), code="state")
    if not reason.strip():
        raise RuleError(_("Say why."), code="no_reason")
    before, row.status = row.status, CaseStatus.OPEN
    row.ended_at = row.ended_by = None
    row.end_note = ""
    if row.owner is None:
        row.owner = _in_charge(row, by=by, at=at)
    _save(row)
    changes = {"status": [before, row.status]}
    record(
        kind="fraud_case.reopened",
        subject=row,
        by=by,
        at=at,
        changes=changes,
        note=reason.strip(),
    )
    return row


@transaction.atomic
def hand_over(
    *, case: FraudCase, to: User, version: int, by: User, at: datetime
) -> FraudCase:
    """Somebody else who serves there sees to it, and asks the victim."""
    row = lock(case, version=version)
    if not row.is_open:
        raise RuleError(_("This case is ended."), code="state")
    contact_rules.check_owner(row, to)
    before, row.owner = row.owner_id, to
    _save(row)
    victim_contacts.give_to(row, to, at=at)
    changes = {"owner": [before, to.pk]}
    record(kind="fraud_case.handed_over", subject=row, by=by, at=at, changes=changes)
    return row


def _is_history(case: FraudCase, *, at: datetime) -> bool:
    """Of the statistics there is nobody to see to, or it was long ago."""
    is_old = at - case.reported_at > contact_rules.SENSIBLE_AFTER
    return case.source == CaseSource.STATISTICS and (is_old or not case.has_victim)


EVENTS = {
    CaseStatus.CLOSED: "fraud_case.ended",
    CaseStatus.VOID: "fraud_case.voided",
}


def _finish(case, status, note: str, *, version: int, by: User, at: datetime):
    row = lock(case, version=version)
    if not workflow.allows(row.status, status):
        raise RuleError(_("This case is ended already."), code="state")
    before = row.status
    _close(row, status, by=by, at=at)
    row.end_note = note.strip()
    victim_contacts.call_off_all(row, at=at)
    _save(row)
    changes = {"status": [before, row.status]}
    record(kind=EVENTS[status], subject=row, by=by, at=at, changes=changes)
    return row


def _close(case: FraudCase, status: CaseStatus, *, by: User, at: datetime) -> None:
    case.status, case.ended_at, case.ended_by = status, at, by


def _insert(case: FraudCase) -> None:
    """Once; the same row of the statistics twice is told."""
    twin = _("This number of the statistics is here already.")
    with refusing_twins(**{TWIN: twin}):
        case.save()


def _save(case: FraudCase) -> None:
    case.version += 1
    _insert(case)


def _in_charge(case: FraudCase, *, by: User, at: datetime) -> User | None:
    """Whoever writes it down, if it is theirs; else the officer of the place."""
    if policy.can(by, "fraud_case.edit", case):
        return by
    path = case.area.path
    ids = Roster({path}, on=working_days.local_date(at)).successor(path)
    return User.objects.filter(pk__in=ids).order_by("pk").first()

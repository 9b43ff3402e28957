"""The parties settle a violation without the police (自行和解).

治安管理处罚法 (2025) art. 9 ¶4, 程序规定 art. 186: what the police might mediate, settled among
the parties or before a people's committee and performed before the police decide, is
not punished once both apply in writing and the police accept.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from disputes import safeguards
from disputes.actions import disputes, moves, tracks
from disputes.agreement_numbers import OF_PEOPLE
from disputes.models import Agreement, Dispute, Reconciliation
from disputes.workflow import Status
from disputes.workflow.gate import COMMITTEE, Answers, decide
from disputes.workflow.intake import Track
from disputes.workflow.law import Exclusion
from disputes.workflow.mediation import AgreementStatus, MediationOutcome
from disputes.workflow.papers import PaperKind
from disputes.workflow.reconciliation import (
    STANDING,
    ReconciledHow,
    ReconciliationStatus,
)
from station import working_days
from station.actions.attachments import attached_to
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User

SETTLES_FROM = frozenset({Status.TAKEN_UP, Status.SETTLED, Status.FAILED})


@dataclass(frozen=True)
class Application:
    """What both parties say in writing, and when."""

    how: str
    applied_on: date
    both_apply: bool
    is_undecided: bool  # the police have not decided on the violation
    terms: str = ""
    reached_on: date | None = None  # of the committee's agreement, where it was there
    performed_on: date | None = None


@transaction.atomic
def apply(
    *,
    dispute: Dispute,
    application: Application,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Reconciliation:
    """Settled, performed, and asked for in writing by both."""
    dispute = moves.lock_open(dispute, version)
    check_place(dispute)
    agreement = _check(dispute, application, working_days.local_date(at))
    made = Reconciliation.objects.create(
        dispute=dispute,
        how=application.how,
        agreement=agreement,
        terms=application.terms.strip(),
        reached_on=agreement.reached_on if agreement else application.reached_on,
        performed_on=agreement.kept_on if agreement else application.performed_on,
        applied_on=application.applied_on,
        article=COMMITTEE[tracks.law_of(dispute)],
        written_by=by,
    )
    moves.save(dispute)
    _note("reconciliation.applied", made, by=by, at=at)
    return made


@transaction.atomic
def accept(
    *, reconciliation: Reconciliation, version: int, by: User, at: datetime
) -> Reconciliation:
    """No penalty; the dispute is settled, and somebody goes back the next day."""
    found = _lock(reconciliation, version)
    dispute = found.dispute
    check_place(dispute)
    if not is_in_writing(dispute):
        raise RuleError(
            _("The written application is not signed and not scanned yet."),
            code="not_written",
        )
    _decide(found, ReconciliationStatus.ACCEPTED, by=by, at=at)
    if dispute.status == Status.FAILED:
        disputes.resume(dispute, _("The parties settled it."), by=by, at=at)
    if dispute.status == Status.TAKEN_UP:
        disputes.agree(dispute, by=by, at=at)
    return found


@transaction.atomic
def refuse(
    *, reconciliation: Reconciliation, reason: str, version: int, by: User, at: datetime
) -> Reconciliation:
    """The violation is handled by law; the parties hear why."""
    found = _lock(reconciliation, version)
    if not reason.strip():
        raise RuleError(_("Say why."), code="no_reason")
    found.reason = reason.strip()
    _decide(found, ReconciliationStatus.REFUSED, by=by, at=at)
    return found


def in_scope(dispute: Dispute) -> bool:
    """Is it a violation the police might mediate (art. 9 ¶1, 程序规定 art. 178)?

    That somebody was unwilling before counts no longer: they have come to terms.
    """
    newest = tracks.newest(dispute)
    if newest is None:
        return False
    said = Answers.of(newest.answers)
    bar = "" if said.exclusion == Exclusion.UNWILLING else said.exclusion
    said = replace(
        said, exclusion=bar, is_willing=True, by_committee=False, noise_dissuaded=True
    )
    found = decide(said, law=tracks.law_of(dispute))
    return found.track == Track.PUBLIC_SECURITY


def is_in_writing(dispute: Dispute) -> bool:
    """Is the application on file, signed on the screen or as a scan?"""
    papers = dispute.papers.standing().filter(kind=PaperKind.NO_PENALTY)
    return any(
        paper.signed_at is not None or attached_to(paper).exists() for paper in papers
    )


def kept_before_committee(dispute: Dispute) -> Agreement | None:
    """The agreement of people's mediation, once it is kept."""
    rows = dispute.agreements.filter(form__in=OF_PEOPLE, status=AgreementStatus.KEPT)
    return rows.order_by("-pk").first()


# -- the parts -------------------------------------------------------------------


def check_place(dispute: Dispute) -> None:
    """A violation within the scope of mediation, taken up, with nothing else pending."""
    if dispute.status not in SETTLES_FROM:
        raise RuleError(_("Take the dispute up first."), code="state")
    if not in_scope(dispute):
        raise RuleError(
            _("Only a violation that may be mediated can be settled by the parties."),
            code="scope",
        )
    safeguards.check_track(dispute, Track.PUBLIC_SECURITY)
    if dispute.mediations.filter(outcome=MediationOutcome.PLANNED).exists():
        raise RuleError(_("Call the planned sitting off first."), code="planned")


def _check(dispute: Dispute, said: Application, today: date) -> Agreement | None:
    if said.how not in ReconciledHow.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if dispute.reconciliations.filter(status__in=STANDING).exists():
        raise RuleError(_("They have applied already."), code="twice")
    if not said.both_apply:
        raise RuleError(_("Both parties apply in writing."), code="not_joint")
    if not said.is_undecided:
        raise RuleError(
            _("The police have decided: it comes too late."), code="decided"
        )
    agreement = None
    if said.how == ReconciledHow.COMMITTEE:
        agreement = kept_before_committee(dispute)
        if agreement is None:
            raise RuleError(
                _("No agreement of a people's committee is kept here."), code="not_kept"
            )
        said = replace(
            said, reached_on=agreement.reached_on, performed_on=agreement.kept_on
        )
    elif not said.terms.strip():
        raise RuleError(_("Say what was agreed."), code="no_terms")
    _check_days(said, today)
    return agreement


def _check_days(said: Application, today: date) -> None:
    """Reached, then performed, then applied for."""
    if said.reached_on is None:
        raise RuleError(_("Say when they agreed."), code="no_reached")
    if said.performed_on is None:
        raise RuleError(_("It counts only once it is performed."), code="not_performed")
    if said.performed_on < said.reached_on:
        raise RuleError(
            _("Nothing is performed before it was agreed."), code="not_performed"
        )
    if said.applied_on < said.performed_on:
        raise RuleError(
            _("They apply once it is performed, not before."), code="too_early"
        )
    if said.applied_on > today:
        raise RuleError(_("This day has not come yet."), code="in_future")


def _lock(reconciliation: Reconciliation, version: int) -> Reconciliation:
    """The dispute first, then the application."""
    dispute = moves.lock_open(reconciliation.dispute, None)
    found = lock(reconciliation, version=version)
    found.dispute = dispute
    if not found.is_open:
        raise RuleError(_("This application was answered already."), code="over")
    return found


def _decide(
    found: Reconciliation, status: ReconciliationStatus, *, by: User, at: datetime
) -> None:
    found.status = status
    found.decided_on, found.decided_by = working_days.local_date(at), by
    found.version += 1
    found.save()
    _note(f"reconciliation.{status.value}", found, by=by, at=at)


def _note(kind: str, found: Reconciliation, *, by: User, at: datetime) -> None:
    record(kind=kind, subject=found, by=by, at=at, also=[found.dispute])

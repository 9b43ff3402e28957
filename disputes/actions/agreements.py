"""Agreements: written down, changed, put into effect, set aside."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from disputes import agreement_contents
from disputes.actions import (
    confirmation_clock,
    disputes,
    dossiers,
    moves,
    obligations,
    warnings,
)
from disputes.actions.obligations import Duty
from disputes.agreement_numbers import OF_PEOPLE, next_number
from disputes.models import Agreement, Dispute, Mediation
from disputes.workflow import Status
from disputes.workflow.agreements import AGREEMENT_MOVES, allows
from disputes.workflow.intake import Track
from disputes.workflow.mediation import (
    AgreementForm,
    AgreementStatus,
    MediationOutcome,
)
from station import working_days
from station.actions import reminders
from station.actions.events import differences, record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import User

TWIN = "disputes_agreement_one_standing"
# A people's agreement may come before the gate was answered, a police one never.
TRACKS = {
    AgreementForm.PEOPLE: {"", Track.PEOPLE},
    AgreementForm.ORAL: {"", Track.PEOPLE},
    AgreementForm.PUBLIC_SECURITY: {Track.PUBLIC_SECURITY},
    AgreementForm.ON_THE_SPOT: {Track.PUBLIC_SECURITY},
}


@dataclass(frozen=True)
class Content:
    """What stands in an agreement; ``obligations`` only when it is first written."""

    form: str
    terms: str
    facts: str = ""
    responsibility: str = ""
    performance: str = ""
    body: str = ""
    chair: str = ""
    others_present: str = ""
    place: str = ""
    reached_on: date | None = None  # today, where nobody says
    is_performed_at_once: bool = False
    obligations: tuple[Duty, ...] = ()


@transaction.atomic
def draft(
    *,
    dispute: Dispute,
    content: Content,
    by: User,
    at: datetime,
    mediation: Mediation | None = None,
) -> Agreement:
    """Write down what the parties agreed on; it holds nobody yet.

    Of a people's mediation it bears the number of the dossier.
    """
    dispute = moves.lock_open(dispute, None)
    _check_place(dispute, content, mediation)
    _check_content(content, at=at)
    if content.form in OF_PEOPLE:
        dossiers.open_for(dispute, by=by, at=at)
    agreement = Agreement(
        dispute=dispute,
        mediation=mediation,
        number=next_number(dispute, content.form, at=at),
        written_by=by,
        **_fields(content, at=at),
    )
    twin = _("There is an agreement already; finish it or set it aside first.")
    with refusing_twins(**{TWIN: twin}):
        agreement.save()
    for duty in content.obligations:
        obligations.write(agreement, duty)
    note("agreement.drafted", agreement, by=by, at=at)
    return agreement


@transaction.atomic
def edit(
    *, agreement: Agreement, content: Content, version: int, by: User, at: datetime
) -> Agreement:
    """Change what is being written; what was signed before no longer counts."""
    agreement = lock_draft(agreement, version)
    _check_place(agreement.dispute, content, agreement.mediation)
    _check_content(content, at=at)
    before = Agreement.objects.get(pk=agreement.pk)
    facts = _fields(content, at=at)
    for name, value in facts.items():
        setattr(agreement, name, value)
    changes = differences(before, agreement, facts)
    if changes:
        void_signatures(agreement, by=by, at=at)
    save(agreement)
    note("agreement.edited", agreement, by=by, at=at, changes=changes)
    return agreement


@transaction.atomic
@warnings.once()
def make_effective(
    *, agreement: Agreement, version: int, by: User, at: datetime
) -> Agreement:
    """It holds from now on, the oral one since it was reached; the dispute is settled."""
    dispute = moves.lock_open(agreement.dispute, None)
    agreement = lock_draft(agreement, version)
    agreement.dispute = dispute
    _check_place(dispute, agreement, agreement.mediation)
    text = agreement_contents.Text(agreement)
    lacks = text.lacking()
    if lacks:
        raise RuleError(" ".join(lack.text for lack in lacks), code="incomplete")
    is_oral = agreement.form == AgreementForm.ORAL
    today = working_days.local_date(at)
    move(agreement, AgreementStatus.EFFECTIVE)
    agreement.effective_on = agreement.reached_on if is_oral else today
    agreement.content_hash = text.hash
    save(agreement)
    note("agreement.effective", agreement, by=by, at=at)
    disputes.agree(dispute, by=by, at=at)
    obligations.begin(agreement, by=by, at=at)
    confirmation_clock.remind(agreement, at=at)
    return agreement


@transaction.atomic
def set_aside(
    *, agreement: Agreement, reason: str, version: int, by: User, at: datetime
) -> Agreement:
    """It holds no longer; where it held already, the dispute is taken up again."""
    dispute = lock(agreement.dispute)
    agreement = lock(agreement, version=version)
    agreement.dispute = dispute
    if not reason.strip():
        raise RuleError(_("Say why it is set aside."), code="no_reason")
    held = not agreement.is_draft
    move(agreement, AgreementStatus.VOID)
    agreement.void_on = working_days.local_date(at)
    agreement.void_reason = reason.strip()[:300]
    save(agreement)
    obligations.drop(agreement, by=by, at=at)
    reminders.silence(subject=agreement, at=at)
    note("agreement.set_aside", agreement, by=by, at=at)
    if held and dispute.status in {Status.SETTLED, Status.ENDED}:
        disputes.resume(dispute, agreement.void_reason, by=by, at=at)
    return agreement


# -- the parts -------------------------------------------------------------------


def lock_draft(agreement: Agreement, version: int | None) -> Agreement:
    """The agreement as it stands now, locked; refuses what holds already."""
    agreement = lock(agreement, version=version)
    if not agreement.is_draft:
        raise RuleError(
            _("This agreement is “%(status)s”; its text stands.")
            % {"status": agreement.get_status_display()},
            code="not_draft",
        )
    return agreement


def move(agreement: Agreement, target: AgreementStatus) -> None:
    """Check the move against the locked row and make it."""
    if not allows(AGREEMENT_MOVES, agreement.status, target):
        raise RuleError(
            _("An agreement that is “%(status)s” cannot become “%(target)s”.")
            % {"status": agreement.get_status_display(), "target": target.label},
            code="state",
        )
    agreement.status = target


def save(agreement: Agreement) -> None:
    """Keep the change; whoever read the agreement before is told."""
    agreement.version += 1
    agreement.save()


def void_signatures(agreement: Agreement, *, by: User, at: datetime) -> None:
    """The text is another one: everybody has to sign again."""
    voided = agreement.signatures.valid().update(voided_at=at, updated_at=at)
    if voided:
        changes = {"signatures": [voided, 0]}
        note("agreement.signatures_void", agreement, by=by, at=at, changes=changes)


def note(
    kind: str, agreement: Agreement, *, by: User, at: datetime, changes=None
) -> None:
    """Write what happened to the timelines of the agreement and its dispute."""
    record(
        kind=kind,
        subject=agreement,
        by=by,
        at=at,
        also=[agreement.dispute],
        changes=changes,
    )


def _fields(content: Content, *, at: datetime) -> dict:
    """The content as the fields of an agreement."""
    said = asdict(content)
    del said["obligations"]
    found = {
        name: value.strip() if isinstance(value, str) else value
        for name, value in said.items()
    }
    found["reached_on"] = content.reached_on or working_days.local_date(at)
    return found


def _check_place(
    dispute: Dispute, content: Content | Agreement, mediation: Mediation | None
) -> None:
    """An agreement belongs to a dispute in mediation, and to its legal track."""
    if content.form not in AgreementForm.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if dispute.status != Status.TAKEN_UP:
        raise RuleError(
            _("Only a dispute that is being mediated can be agreed on."), code="state"
        )
    if dispute.track not in TRACKS[AgreementForm(content.form)]:
        raise RuleError(
            _("This kind of agreement does not fit the legal track of the dispute."),
            code="track",
        )
    if mediation is None:
        return
    if mediation.dispute_id != dispute.pk:
        raise RuleError(_("This mediation is of another dispute."), code="mediation")
    if mediation.outcome != MediationOutcome.AGREED:
        raise RuleError(_("Nothing was agreed in this mediation."), code="mediation")


def _check_content(content: Content, *, at: datetime) -> None:
    if not content.terms.strip():
        raise RuleError(_("Say what was agreed."), code="no_terms")
    if content.reached_on and content.reached_on > working_days.local_date(at):
        raise RuleError(_("This day has not come yet."), code="in_future")

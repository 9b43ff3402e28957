"""A dispute is given to a mediator: proposed by figures, decided by a person."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from disputes import proposals
from disputes.actions import moves
from disputes.models import Assignment, Dispute, DisputeParty, MediatorObjection
from disputes.models.mediator import Mediator
from disputes.workflow import IN_MEDIATION
from disputes.workflow.mediators import Chosen, Left
from station.actions import reminders
from station.errors import RuleError
from station.models import User

ASSIGNED = "mediator.assigned"  # to the mediator and the officer
PROPOSED = "mediator.proposed"  # to whom the proposal puts first
CHOOSE = "mediator.choose"  # to the officer: somebody must decide
MOOT_WHEN_CHOSEN = (PROPOSED, CHOOSE)


@transaction.atomic
def assign(
    *,
    dispute: Dispute,
    mediator: Mediator,
    version: int | None,
    by: User,
    at: datetime,
    reason: str = "",
) -> Assignment:
    """Give it to somebody; whoever takes another than the first says why."""
    dispute = _lock(dispute, version)
    rank = _check(dispute, mediator, at=at)
    if rank > 1 and not reason.strip():
        raise RuleError(
            _("Say why it is not the one proposed first."), code="no_reason"
        )
    how = Chosen.PROPOSED if rank == 1 else Chosen.OVERRIDE
    return _give(dispute, mediator, how, rank, reason, by=by, at=at)


@transaction.atomic
def choose_by_parties(
    *,
    dispute: Dispute,
    mediator: Mediator,
    version: int | None,
    by: User,
    at: datetime,
    reason: str = "",
) -> Assignment:
    """The parties agree on a mediator of their own (人民调解法 art. 19)."""
    dispute = _lock(dispute, version)
    rank = _check(dispute, mediator, at=at)
    return _give(dispute, mediator, Chosen.PARTIES, rank, reason, by=by, at=at)


@transaction.atomic
def object_to(
    *,
    dispute: Dispute,
    mediator: Mediator,
    reason: str,
    by: User,
    at: datetime,
    version: int | None = None,
    party: DisputeParty | None = None,
) -> MediatorObjection:
    """A party does not want this mediator; from now on nobody can choose them here."""
    dispute = _lock(dispute, version)
    _need_words(reason)
    if party is not None and party.dispute_id != dispute.pk:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    objection = _object(dispute, mediator, reason, party=party, by=by, at=at)
    if dispute.mediator_id == mediator.pk:
        _leave(dispute, Left.OBJECTED, reason, by=by, at=at)
    else:
        moves.save(dispute)
    _note("dispute.mediator_objected", dispute, mediator, by=by, at=at)
    return objection


@transaction.atomic
def recuse(
    *, dispute: Dispute, reason: str, version: int | None, by: User, at: datetime
) -> MediatorObjection:
    """The mediator steps back: a tie nobody knew of (治安管理处罚法 art. 95)."""
    dispute = _lock(dispute, version)
    mediator = _mediating(dispute)
    _need_words(reason)
    objection = _object(dispute, mediator, reason, is_recusal=True, by=by, at=at)
    _leave(dispute, Left.RECUSED, reason, by=by, at=at)
    _note("dispute.mediator_recused", dispute, mediator, by=by, at=at)
    return objection


@transaction.atomic
def release(
    *, dispute: Dispute, reason: str, version: int | None, by: User, at: datetime
) -> Dispute:
    """The mediator need not mediate it any more; nothing speaks against them."""
    dispute = _lock(dispute, version)
    mediator = _mediating(dispute)
    _need_words(reason)
    _leave(dispute, Left.RELEASED, reason, by=by, at=at)
    _note("dispute.mediator_released", dispute, mediator, by=by, at=at)
    return dispute


@transaction.atomic
def propose_and_tell(*, dispute: Dispute, by: User, at: datetime) -> Mediator | None:
    """Tell who is proposed first and the officer, who decides; asked twice, told once."""
    dispute = moves.lock_open(dispute, None)
    if dispute.mediator_id is not None or dispute.status not in IN_MEDIATION:
        return None
    reminders.schedule(kind=CHOOSE, subject=dispute, due_at=at, edition=at.date())
    found = proposals.propose(dispute, at=at).candidates
    if not found:
        return None
    first = found[0].mediator
    if first.user_id is not None:
        reminders.schedule(
            kind=PROPOSED,
            subject=dispute,
            due_at=at,
            recipient=first.user,
            edition=first.pk,
        )
    _note("dispute.mediator_proposed", dispute, first, by=by, at=at)
    return first


# -- the parts -------------------------------------------------------------------


def _lock(dispute: Dispute, version: int | None) -> Dispute:
    dispute = moves.lock_open(dispute, version)
    if dispute.status not in IN_MEDIATION:
        raise RuleError(_("The mediation of this dispute is over."), code="state")
    return dispute


def _check(dispute: Dispute, mediator: Mediator, *, at: datetime) -> int:
    """The place in the proposal; whoever is bound or away is refused by name."""
    if dispute.mediator_id == mediator.pk:
        raise RuleError(_("This mediator has the dispute already."), code="same")
    proposal = proposals.propose(dispute, at=at)
    refusal = proposal.refusal_of(mediator)
    if refusal is not None:
        words = {"name": mediator.name, "reason": refusal.text}
        raise RuleError(
            _("%(name)s cannot mediate this dispute: %(reason)s.") % words,
            code=refusal.code,
        )
    rank = proposal.place_of(mediator)
    if rank is None:
        raise RuleError(_("This mediator does not serve there."), code="elsewhere")
    return rank


def _give(
    dispute: Dispute,
    mediator: Mediator,
    how: Chosen,
    rank: int,
    reason: str,
    *,
    by: User,
    at: datetime,
) -> Assignment:
    before = dispute.mediator_id
    _close(dispute, Left.REPLACED, reason, by=by, at=at)
    made = Assignment.objects.create(
        dispute=dispute,
        mediator=mediator,
        from_at=at,
        chosen_how=how,
        rank=rank,
        reason=reason.strip(),
        assigned_by=by,
    )
    dispute.mediator = mediator
    moves.save(dispute)
    reminders.silence(subject=dispute, at=at, kinds=MOOT_WHEN_CHOSEN)
    reminders.schedule(
        kind=ASSIGNED, subject=made, due_at=at, area=dispute.area, edition=made.pk
    )
    changes = {"mediator": [before, mediator.pk], "chosen_how": ["", how]}
    moves.note(
        "dispute.mediator_assigned",
        dispute,
        by=by,
        at=at,
        changes=changes,
        words=mediator.name,
    )
    return made


def _object(
    dispute: Dispute,
    mediator: Mediator,
    reason: str,
    *,
    by: User,
    at: datetime,
    party: DisputeParty | None = None,
    is_recusal: bool = False,
) -> MediatorObjection:
    if dispute.objections.filter(mediator=mediator).exists():
        raise RuleError(_("This is noted already."), code="twice")
    return MediatorObjection.objects.create(
        dispute=dispute,
        mediator=mediator,
        party=party,
        is_recusal=is_recusal,
        reason=reason.strip(),
        noted_at=at,
        noted_by=by,
    )


def _leave(dispute: Dispute, how: Left, reason: str, *, by: User, at: datetime) -> None:
    """Nobody mediates it now; the officer is told that somebody must be chosen."""
    _close(dispute, how, reason, by=by, at=at)
    dispute.mediator = None
    moves.save(dispute)
    reminders.schedule(kind=CHOOSE, subject=dispute, due_at=at, edition=dispute.version)


def _close(dispute: Dispute, how: Left, reason: str, *, by: User, at: datetime) -> None:
    for row in dispute.assignments.running():
        row.until_at, row.left_how, row.left_by = at, how, by
        row.left_reason = reason.strip()
        row.save()
        reminders.silence(subject=row, at=at)


def _mediating(dispute: Dispute) -> Mediator:
    if dispute.mediator is None:
        raise RuleError(_("No mediator was chosen yet."), code="no_mediator")
    return dispute.mediator


def _need_words(reason: str) -> None:
    if not reason.strip():
        raise RuleError(_("Say why."), code="no_reason")


def _note(kind: str, dispute: Dispute, mediator: Mediator, *, by: User, at: datetime):
    moves.note(kind, dispute, by=by, at=at, words=mediator.name)

"""Tiers: given at the report, raised and lowered by people, never by themselves."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from disputes import tiers
from disputes.actions import moves
from disputes.models import Dispute, TierChange
from disputes.tiers import RANK, Assessment
from disputes.workflow.intake import Tier
from station.actions import reminders
from station.errors import RuleError, StaleVersion
from station.models import User

LONGEST = 500
TELLS = {
    Tier.SIMPLE: "dispute.tier_simple",  # the full-time mediator
    Tier.GENERAL: "dispute.tier_general",  # the community officer
    Tier.MAJOR: "dispute.tier_major",  # the chief
}


@transaction.atomic
def escalate(
    *,
    dispute: Dispute,
    tier: str,
    reason: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Dispute:
    """It is graver than it stood there; whoever must know is told.

    Of two officers who raise it at once the second is told that it is done.
    """
    return _change(dispute, tier, reason, is_up=True, version=version, by=by, at=at)


@transaction.atomic
def lower(
    *,
    dispute: Dispute,
    tier: str,
    reason: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Dispute:
    """It is less grave than it stood there."""
    return _change(dispute, tier, reason, is_up=False, version=version, by=by, at=at)


@transaction.atomic
def keep(
    *, dispute: Dispute, reason: str, version: int, by: User, at: datetime
) -> Dispute:
    """The rules would have another tier, and somebody decided that it stays."""
    dispute = moves.lock_open(dispute, version)
    if not dispute.proposed_tier:
        raise RuleError(_("No other tier is proposed."), code="nothing_proposed")
    reason = _checked(reason)
    found = tiers.assess(dispute)
    _write(dispute, found, dispute.tier, dispute.tier, reason, by=by, at=at)
    dispute.proposed_tier = ""
    moves.save(dispute)
    moves.note("dispute.tier_kept", dispute, by=by, at=at, words=reason)
    return dispute


def give(dispute: Dispute, *, by: User, at: datetime) -> None:
    """The first tier, by the rules; inside the action that reports a dispute."""
    found = tiers.assess(dispute)
    dispute.tier = found.tier
    change = _write(dispute, found, "", found.tier, found.because, by=by, at=at)
    _tell(dispute, change, by=by, at=at)


def propose(dispute: Dispute) -> None:
    """The facts are others: say which tier the rules have now; nothing moves.

    Inside the action that changes the facts, which saves the dispute.
    """
    found = tiers.assess(dispute)
    if found.tier == dispute.tier:
        dispute.proposed_tier = ""
        return
    last = dispute.tier_changes.order_by("-pk").first()
    is_decided = last is not None and (
        (last.proposed, last.facts) == (found.tier, found.facts.as_json())
    )
    dispute.proposed_tier = "" if is_decided else found.tier


# -- the parts -------------------------------------------------------------------


def _change(
    dispute: Dispute,
    tier: str,
    reason: str,
    *,
    is_up: bool,
    version: int | None,
    by: User,
    at: datetime,
) -> Dispute:
    if tier not in Tier.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    try:
        dispute = moves.lock_open(dispute, version)
    except StaleVersion as error:
        _check_direction(error.current, tier, is_up=is_up)
        raise
    _check_direction(dispute, tier, is_up=is_up)
    reason = _checked(reason)
    before, dispute.tier, dispute.proposed_tier = dispute.tier, tier, ""
    found = tiers.assess(dispute)
    change = _write(dispute, found, before, tier, reason, by=by, at=at)
    moves.save(dispute)
    kind = "dispute.escalated" if is_up else "dispute.lowered"
    changes = {"tier": [before, tier]}
    moves.note(kind, dispute, by=by, at=at, changes=changes, words=reason)
    reminders.silence(subject=dispute, at=at, kinds=TELLS.values())
    _tell(dispute, change, by=by, at=at)
    return dispute


def _check_direction(dispute: Dispute, tier: str, *, is_up: bool) -> None:
    """Who comes second learns what happened rather than that a version is stale."""
    step = RANK[Tier(tier)] - RANK[Tier(dispute.tier)]
    if is_up and step <= 0:
        raise RuleError(
            _("This dispute is “%(tier)s” already.")
            % {"tier": dispute.get_tier_display()},
            code="raised_already",
        )
    if not is_up and step >= 0:
        raise RuleError(
            _("This dispute is “%(tier)s” already.")
            % {"tier": dispute.get_tier_display()},
            code="lowered_already",
        )


def _checked(reason: str) -> str:
    if not reason.strip():
        raise RuleError(_("Say why."), code="no_reason")
    return reason.strip()[:LONGEST]


def _write(
    dispute: Dispute,
    found: Assessment,
    before: str,
    after: str,
    reason: str,
    *,
    by: User,
    at: datetime,
) -> TierChange:
    return TierChange.objects.create(
        dispute=dispute,
        from_tier=before,
        to_tier=after,
        proposed=found.tier,
        facts=found.facts.as_json(),
        reason=reason[:LONGEST],
        changed_by=by,
        changed_at=at,
    )


def _tell(dispute: Dispute, change: TierChange, *, by: User, at: datetime) -> None:
    """Whoever must know at this tier; not the officer of what he wrote himself."""
    tier = Tier(change.to_tier)
    if tier == Tier.GENERAL and dispute.assigned_to_id == by.pk:
        return
    reminders.schedule(kind=TELLS[tier], subject=dispute, due_at=at, edition=change.pk)

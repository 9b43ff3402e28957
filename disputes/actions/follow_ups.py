"""Going back to the parties (回访): the next day, later, and what was found."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from disputes.actions import moves
from disputes.actions.deadlines import EVENING
from disputes.models import Dispute, DisputeFollowUp, DisputeParty
from disputes.workflow import Step
from disputes.workflow.closing import Occasion, Performance, Satisfaction
from disputes.workflow.intake import Danger
from households.actions import follow_ups
from households.workflow import FollowUpStatus
from station import legal, working_days
from station.actions.locking import lock
from station.duty import Roster
from station.errors import RuleError
from station.models import User
from station.registry import registry

RECORD = "dispute"  # what such a follow-up is settled with
LIMITS = {Occasion.NEXT_DAY: "dispute.follow_up", Occasion.LATER: "dispute.look_again"}


@dataclass(frozen=True)
class Found:
    """What somebody who went back has to tell."""

    performance: str
    satisfaction: str
    met: tuple[DisputeParty, ...] = ()
    words: str = ""
    has_sued: bool = False
    dangers: tuple[str, ...] = ()
    scam_types: tuple[str, ...] = ()  # what the anti-fraud briefing explained
    handed_over: tuple[str, ...] = ()  # leaflet, letter, sticker: what was left there
    no_briefing_reason: str = ""
    again_on: date | None = None


@transaction.atomic
def plan(
    *,
    dispute: Dispute,
    occasion: str,
    by: User,
    at: datetime,
    due_on: date | None = None,
    version: int | None = None,
) -> DisputeFollowUp:
    """Promise to go back; whoever answers for the dispute is reminded of it."""
    dispute = moves.lock_open(dispute, version)
    if occasion not in Occasion.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    return promise(dispute, Occasion(occasion), due_on=due_on, by=by, at=at)


def promise(
    dispute: Dispute,
    occasion: Occasion,
    *,
    by: User,
    at: datetime,
    due_on: date | None = None,
) -> DisputeFollowUp:
    """The same inside an action that has locked the dispute."""
    due_on = due_on or due_day(occasion, at=at)
    household = dispute.household
    is_there = household is not None and household.left_on is None
    made = follow_ups.create(
        household=household if is_there else None,
        area=dispute.area,
        elsewhere="" if is_there else (dispute.place or dispute.area.name),
        record_kind=RECORD,
        matter=_("Dispute %(number)s: %(occasion)s")
        % {"number": dispute.number, "occasion": occasion.label},
        due_at=working_days.at_clock(due_on, EVENING),
        assigned_to=_who_goes(dispute, by=by, at=at),
        by=by,
        at=at,
        origin=dispute,
    )
    return DisputeFollowUp.objects.create(
        dispute=dispute, follow_up=made, occasion=occasion
    )


def due_day(occasion: Occasion, *, at: datetime) -> date:
    """By when one goes back, by the office's own rule."""
    today = working_days.local_date(at)
    code = LIMITS.get(occasion, LIMITS[Occasion.LATER])
    return legal.limit(code, today).due_on


@transaction.atomic
def record(
    *, row: DisputeFollowUp, found: Found, version: int, by: User, at: datetime
) -> DisputeFollowUp:
    """Write down what was found; the promise is kept and the last step signed."""
    dispute = lock(row.dispute)
    row = lock(row, version=version)
    _check(row, found)
    follow_ups.mark_done(
        follow_up=row.follow_up, by=by, at=at, result="", recorded=RECORD
    )
    row.performance, row.satisfaction = found.performance, found.satisfaction
    row.has_sued, row.words = found.has_sued, found.words.strip()
    row.dangers = sorted(set(found.dangers))
    row.is_briefed = bool(found.scam_types)
    row.no_briefing_reason = found.no_briefing_reason.strip()
    row.recorded_at, row.recorded_by = at, by
    row.version += 1
    row.save()
    row.met.set(found.met)
    if found.scam_types:
        _brief(dispute, found, by=by, at=at)
    _keep_in_view(dispute, found, by=by, at=at)
    return row


@transaction.atomic
def call_off(*, dispute: Dispute, by: User, at: datetime, reason: str) -> None:
    """The dispute ends another way; nobody needs to go back."""
    rows = dispute.follow_ups.filter(follow_up__status=FollowUpStatus.OPEN)
    for row in rows.select_related("follow_up"):
        follow_ups.cancel(follow_up=row.follow_up, by=by, at=at, reason=reason)


# -- the parts -------------------------------------------------------------------


def _who_goes(dispute: Dispute, *, by: User, at: datetime) -> User:
    roster = Roster({dispute.area.path}, on=working_days.local_date(at))
    person = dispute.assigned_to
    if person is not None and roster.serves(person.pk, dispute.area.path):
        return person
    return by


def _check(row: DisputeFollowUp, found: Found) -> None:
    if row.recorded_at is not None:
        raise RuleError(_("This follow-up is on record already."), code="recorded")
    known = (
        (found.performance, Performance.values),
        (found.satisfaction, Satisfaction.values),
    )
    if any(value not in values for value, values in known):
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if set(found.dangers) - set(Danger.values):
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if not found.met:
        raise RuleError(
            _("Say who was met. If nobody was there, put the follow-up off."),
            code="nobody_met",
        )
    if {party.dispute_id for party in found.met} != {row.dispute_id}:
        raise RuleError(_("This person is no party of the dispute."), code="stranger")
    if not found.scam_types and not found.no_briefing_reason.strip():
        raise RuleError(
            _("Say what the anti-fraud briefing explained, or why there was none."),
            code="no_briefing",
        )


def _brief(dispute: Dispute, found: Found, *, by: User, at: datetime) -> None:
    """Each who was met has been briefed; anti-fraud work counts it (A8)."""
    if registry.briefer is None:
        return
    registry.briefer.give(
        people=[(party.resident, party.name) for party in found.met],
        scam_types=found.scam_types,
        handed_over=found.handed_over,
        area=dispute.area,
        by=by,
        at=at,
        origin=dispute,
    )


def _keep_in_view(dispute: Dispute, found: Found, *, by: User, at: datetime) -> None:
    """New signs of danger stay with the dispute; the promise to look again too."""
    dispute.dangers = sorted({*dispute.dangers, *found.dangers})
    moves.save(dispute)
    moves.sign(dispute, Step.FOLLOW_UP, by=by, at=at)
    changes = {"dangers": [[], sorted(found.dangers)]} if found.dangers else {}
    moves.note("dispute.followed_up", dispute, by=by, at=at, changes=changes)
    if found.again_on is not None and dispute.is_open:
        promise(dispute, Occasion.LATER, due_on=found.again_on, by=by, at=at)

"""The one thing to do now about a dispute, so that nobody has to look for it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from disputes import closings
from disputes.actions import disputes, sitting_rules
from disputes.models import Dispute
from disputes.workflow import Status
from disputes.workflow.intake import Tier, Track
from disputes.workflow.joint import JointStatus
from disputes.workflow.mediation import MediationOutcome
from station import phrasing, policy, working_days
from station.models import User

SOON = timedelta(days=1)


@dataclass(frozen=True)
class NextStep:
    """What comes next in a sentence, and the button that leads there."""

    says: str
    label: str = ""
    url: str = ""
    icon: str = "arrow-right"
    needs: str = "dispute.edit"


def of(dispute: Dispute, *, user: User, at: datetime) -> NextStep | None:
    """What is next; without the button for who may not do it, nothing at its end."""
    if dispute.status == Status.ENDED:
        return None
    step = _asked(dispute) or _FROM[dispute.status](dispute, user, at)
    if step.url and policy.can(user, step.needs, dispute):
        return step
    return NextStep(step.says, icon=step.icon)


def _url(name: str, *args) -> str:
    return reverse(f"disputes:{name}", args=args)


def _asked(dispute: Dispute) -> NextStep | None:
    """Once the chief is asked to close it, nothing else is next."""
    asked = dispute.closing_requests.filter(decided_at=None).only("pk").first()
    if asked is None:
        return None
    return NextStep(
        _("Next: the chief decides about closing it."),
        _("Close the dispute"),
        _url("closing_approve", asked.pk),
        "circle-check",
        "dispute.approve",
    )


def _reported(dispute: Dispute, _user, _at) -> NextStep:
    return NextStep(
        _("Next: somebody takes it up; then the clocks of the track run."),
        _("Take up"),
        _url("take_up", dispute.pk),
        "user-check",
    )


def _mediating(dispute: Dispute, _user, at: datetime) -> NextStep:
    """Safety first, then the track, then what stands half done, then a sitting."""
    for steps in (
        _safeguards,
        _settled,
        _track,
        _joint,
        _sitting,
        _agreement,
        _mediator,
    ):
        for step in steps(dispute, at):
            return step
    return _another_sitting(dispute)


def _safeguards(dispute: Dispute, at: datetime) -> Iterator[NextStep]:
    pressing = working_days.local_date(at + SOON)
    rows = dispute.safeguards.filter(done_on=None, due_on__lte=pressing)
    for row in rows.defer("note")[:1]:
        yield NextStep(
            _("Next, to keep them safe: %(what)s.") % {"what": row.get_kind_display()},
            _("Write down what was done"),
            _url("safeguard", dispute.pk, row.kind),
            "shield",
        )


def _settled(dispute: Dispute, _at) -> Iterator[NextStep]:
    """The parties settled it without the police and wait for an answer."""
    for row in dispute.reconciliations.open().defer("terms")[:1]:
        yield NextStep(
            _("Next: answer the parties' application that there be no penalty."),
            _("Answer the application"),
            _url("reconciliation_answer", row.pk),
            "gavel",
            "agreement.decide",
        )


def _track(dispute: Dispute, _at) -> Iterator[NextStep]:
    if not dispute.track:
        yield NextStep(
            _("Next: answer the questions of the legal track."),
            _("Which legal track?"),
            _url("track", dispute.pk),
            "list-check",
            "track.create",
        )
    elif dispute.track == Track.NONE:
        yield _closing(
            dispute,
            _("Next: tell the parties of the court; the violation goes its own way."),
        )


def _joint(dispute: Dispute, at: datetime) -> Iterator[NextStep]:
    rows = dispute.joint_mediations.filter(status=JointStatus.PLANNED)
    for row in rows.defer("subject", "agenda")[:1]:
        when = phrasing.moment(row.planned_at, now=at)
        is_past = row.planned_at <= at
        yield NextStep(
            _("Next: the joint mediation, %(when)s.") % {"when": when},
            _("Write the result") if is_past else _("Joint mediation"),
            _url("joint_hold" if is_past else "joint_detail", row.pk),
            "users",
            "joint_mediation.edit" if is_past else "joint_mediation.view",
        )


def _sitting(dispute: Dispute, at: datetime) -> Iterator[NextStep]:
    rows = dispute.mediations.filter(outcome=MediationOutcome.PLANNED)
    for row in rows.defer("facts", "record")[:1]:
        when = {"when": phrasing.moment(row.held_at, now=at)}
        yield NextStep(
            _("Next: write down how the sitting of %(when)s went.") % when
            if row.held_at <= at
            else _("Next: the sitting, %(when)s; then its result.") % when,
            _("Write the result"),
            _url("mediation_hold", row.pk),
            "writing",
            "mediation.edit",
        )


def _agreement(dispute: Dispute, _at) -> Iterator[NextStep]:
    """A draft is to be signed; what was agreed without one is to be written down."""
    newest = dispute.agreements.only("pk", "status", "mediation_id").order_by("-pk")
    agreement = newest.first()
    if agreement is not None and agreement.is_draft:
        yield NextStep(
            _("Next: complete the agreement and have it signed."),
            _("To the agreement"),
            agreement.get_absolute_url(),
            "writing",
            "agreement.edit",
        )
    held = dispute.mediations.exclude(outcome=MediationOutcome.CANCELLED)
    last = held.only("pk", "outcome").order_by("-ordinal").first()
    is_agreed = last is not None and last.outcome == MediationOutcome.AGREED
    if is_agreed and agreement is None:
        yield NextStep(
            _("Next: write down what they agreed."),
            _("Write the agreement"),
            _url("agreement_create", dispute.pk),
            "writing",
            "agreement.create",
        )


def _mediator(dispute: Dispute, _at) -> Iterator[NextStep]:
    if dispute.track == Track.PEOPLE and dispute.mediator_id is None:
        yield NextStep(
            _("Next: choose who mediates."),
            _("Choose the mediator"),
            _url("mediator_choice", dispute.pk),
            "users-group",
            "dispute.assign",
        )


def _another_sitting(dispute: Dispute) -> NextStep:
    """As many as the law leaves open; those of a major dispute are joint ones."""
    says = _("Next: a sitting, until they agree or the time is over.")
    if dispute.track == Track.PUBLIC_SECURITY:
        held = len(sitting_rules.sessions(dispute))
        if held >= sitting_rules.book_of(dispute).figure("ps.sessions"):
            return _closing(
                dispute, _("Next: no further session; tell them that they may sue.")
            )
        says = (
            _("Next: a second session, if the police or a party want it.")
            if held
            else _("Next: the first session, once the facts are established.")
        )
    if dispute.tier == Tier.MAJOR:
        return NextStep(
            _("Next: a joint mediation, as the dispute is major or complex."),
            _("Plan a joint mediation"),
            _url("joint_pick", dispute.pk),
            "users",
            "joint_mediation.create",
        )
    return NextStep(
        says,
        _("Plan a sitting"),
        _url("mediation_plan", dispute.pk),
        "calendar-plus",
        "mediation.create",
    )


def _mediated(dispute: Dispute, user: User, at: datetime) -> NextStep:
    """What presses, then the review, then what has time, then the end."""
    owed = closings.owed(dispute, user=user)
    owed.sort(key=lambda item: (item.due_at is not None, item.due_at or 0))
    if owed and (owed[0].due_at is None or owed[0].due_at <= at + SOON):
        return _owed(owed[0])
    if not dispute.reviews.exists():
        return NextStep(
            _("Next: review what was done and make it known."),
            _("Write the review"),
            _url("review", dispute.pk),
            "speakerphone",
        )
    if owed:
        return _owed(owed[0])
    says = _("Next: nothing is owed any more; it can be closed.")
    may_close = policy.can(user, "dispute.approve", dispute)
    if disputes.needs_chief(dispute) and not may_close:
        return NextStep(says, _("Ask the chief"), _url("end", dispute.pk))
    return _closing(dispute, says)


def _owed(item) -> NextStep:
    says = _("Next: %(what)s.") % {"what": item.title}
    return NextStep(says, _("Deal with it"), item.url, item.icon, "dispute.view")


def _closing(dispute: Dispute, says: str) -> NextStep:
    return NextStep(says, _("Conclude"), _url("end", dispute.pk), "circle-check")


_FROM: dict[str, Callable] = {
    Status.REPORTED: _reported,
    Status.TAKEN_UP: _mediating,
    Status.SETTLED: _mediated,
    Status.FAILED: _mediated,
}

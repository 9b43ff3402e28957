"""What the parties settled without the police, on the page of the dispute."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disputes.actions import reconciliations
from disputes.models import Dispute, Reconciliation
from disputes.workflow import Status
from disputes.workflow.papers import PaperKind
from disputes.workflow.reconciliation import STANDING, ReconciliationStatus
from station import policy
from station.registry import Panel, WorkItem, registry

TONES = {
    ReconciliationStatus.APPLIED: "amber",
    ReconciliationStatus.ACCEPTED: "green",
    ReconciliationStatus.REFUSED: "grey",
}


def of_dispute(request, dispute: Dispute) -> dict | None:
    """The applications so far, and the way to one where there is a violation."""
    user = request.user
    if not policy.can(user, "agreement.view", dispute):
        return None
    rows = list(dispute.reconciliations.defer("terms").order_by("-pk"))
    may_decide = dispute.is_open and policy.can(user, "agreement.decide", dispute)
    may_apply = (
        may_decide
        and not any(row.status in STANDING for row in rows)
        and _may_settle(dispute)
        and reconciliations.in_scope(dispute)
    )
    if not rows and not may_apply:
        return None
    return {
        "dispute": dispute,
        "rows": [(row, TONES[row.status]) for row in rows],
        "may_apply": may_apply,
        "may_decide": may_decide,
        "is_written": reconciliations.is_in_writing(dispute) if rows else False,
        "paper": PaperKind.NO_PENALTY.value,
        "may_print": policy.can(user, "paper.print", dispute),
        "may_write": policy.can(user, "paper.create", dispute),
    }


def _may_settle(dispute: Dispute) -> bool:
    """Still to be settled, or settled and kept before the committee."""
    if dispute.status == Status.SETTLED:
        return reconciliations.kept_before_committee(dispute) is not None
    return dispute.status in reconciliations.SETTLES_FROM


def open_about(dispute: Dispute, user) -> list[WorkItem]:
    """An application nobody answered stands in the way of closing."""
    rows = Reconciliation.objects.visible_to(user).open().filter(dispute=dispute)
    return [
        WorkItem(
            title=_("Answer the parties' application that there be no penalty"),
            url=reverse("disputes:reconciliation_answer", args=[row.pk]),
            due_at=None,
            kind_label=_("Settled without the police"),
            icon="writing",
        )
        for row in rows.defer("terms")
    ]


registry.add_closing("disputes.dispute", open_about)
registry.add_panel(
    "dispute",
    Panel(
        "reconciliation", "disputes/_reconciliation_panel.html", of_dispute, order=36
    ),
)
registry.add_event_labels(
    reconciliation__applied=gettext_lazy("The parties settled it and applied"),
    reconciliation__accepted=gettext_lazy("Settlement accepted: no penalty"),
    reconciliation__refused=gettext_lazy("Settlement not accepted"),
)

"""Who is told of what is owed, broken, or about to be too late for the court."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disputes.models import Agreement, Obligation
from disputes.models.agreement import SEALED_TEXTS
from disputes.workflow.agreements import ConfirmationStatus
from disputes.workflow.mediation import AgreementStatus
from households.dues import Dues
from station.closings import MOST, evening
from station.registry import Notice, WorkItem
from station.worklist.rows import written_once

AHEAD = timedelta(days=7)
MANY = 60
# What a line of My day says, by the fields it is read from.
ON_MY_DAY = (
    "kind",
    "due_on",
    "party__name",
    "agreement__number",
    "area__name",
)


class OfDisputes(Dues):
    """Dues of what hangs on a dispute and lies where it lies."""

    def _notice(self, kind: str, row, user) -> Notice:
        words = {"what": self.labels[kind], "who": self.title(row)}
        area = row.area.name
        return Notice(
            recipient=user,
            title=_("%(what)s · %(who)s") % words,
            url=row.get_absolute_url(),
            detail=area,
            outside=_("%(what)s · %(who)s") % {**words, "who": area},
        )


OBLIGATIONS = OfDisputes(
    Obligation,
    {
        "obligation.soon": gettext_lazy("Obligation due in three days"),
        "obligation.due": gettext_lazy("Obligation due today"),
        "obligation.late": gettext_lazy("Obligation late"),
        "obligation.chief": gettext_lazy("Obligation late by two working days"),
    },
    still=lambda rows: rows.owed(),
    title=lambda row: row.title,
    person="agreement__dispute__assigned_to_id",
    joins=("party",),
    for_chief=frozenset({"obligation.chief"}),
    icon="checklist",
    defer=(
        "what",
        "note",
        "party__phone",
        *(f"agreement__{name}" for name in SEALED_TEXTS),
    ),
)
BREACHES = OfDisputes(
    Agreement,
    {"agreement.broken": gettext_lazy("Agreement broken: say what follows")},
    still=lambda rows: rows.filter(status=AgreementStatus.BROKEN, breach_answer=""),
    title=lambda row: row.number,
    person="dispute__assigned_to_id",
    area="dispute__area",
    for_both=frozenset({"agreement.broken"}),
    icon="alert-triangle",
    defer=SEALED_TEXTS,
)
COURT = OfDisputes(
    Agreement,
    {
        "confirm.warn_first": gettext_lazy("Judicial confirmation: ten days left"),
        "confirm.warn_last": gettext_lazy("Judicial confirmation: three days left"),
    },
    still=lambda rows: rows.filter(status=AgreementStatus.EFFECTIVE).exclude(
        confirmations__status__in=[
            ConfirmationStatus.APPLIED,
            ConfirmationStatus.ACCEPTED,
            ConfirmationStatus.CONFIRMED,
        ]
    ),
    title=lambda row: row.number,
    person="dispute__assigned_to_id",
    area="dispute__area",
    icon="gavel",
    defer=SEALED_TEXTS,
)
KINDS = [*OBLIGATIONS.kinds(), *BREACHES.kinds(), *COURT.kinds()]


@written_once
def _owed(user, now: datetime) -> QuerySet[Obligation]:
    rows = Obligation.objects.visible_to(user, "edit").owed()
    rows = rows.filter(
        Q(agreement__dispute__assigned_to=user)
        | Q(agreement__dispute__mediator__user=user),
        due_on__lt=(timezone.localdate(now) + AHEAD),
    )
    rows = rows.select_related("party", "agreement", "area").only(*ON_MY_DAY)
    return rows.order_by("due_on", "pk")[:MANY]


def owed(user, now: datetime) -> Iterator[WorkItem]:
    """What the parties of one's disputes owe within the week, the late first."""
    for row in _owed(user, now):
        yield _item(row)


def breaches_owed(user, now: datetime) -> Iterator[WorkItem]:
    """Agreements of one's disputes that were broken, and nobody said what follows."""
    broken = Agreement.objects.visible_to(user, "decide").filter(
        dispute__assigned_to=user, status=AgreementStatus.BROKEN, breach_answer=""
    )
    found = broken.order_by("broken_on", "pk").values_list("pk", flat=True)[:MANY]
    rows = Agreement.objects.filter(pk__in=list(found)).for_list()
    for row in rows.order_by("broken_on", "pk"):
        yield WorkItem(
            title=_("%(number)s is broken: say what follows") % {"number": row.number},
            url=reverse("disputes:agreement_breach", args=[row.pk]),
            due_at=evening(row.broken_on),
            kind_label=_("Agreement"),
            icon="alert-triangle",
            area_name=row.area.name,
            detail=row.dispute.title,
        )


def open_about(dispute, user) -> list[WorkItem]:
    """What keeps a dispute open: drafts, debts, breaches, and the court."""
    found = [
        _item(row)
        for row in Obligation.objects.visible_to(user)
        .owed()
        .filter(agreement__dispute=dispute)
        .for_list()
        .order_by("due_on", "pk")[:MOST]
    ]
    rows = Agreement.objects.visible_to(user).filter(dispute=dispute).for_list()
    waiting = rows.filter(
        Q(status=AgreementStatus.DRAFT)
        | Q(status=AgreementStatus.BROKEN, breach_answer="")
        | Q(confirmations__status__in=["applied", "accepted"])
    ).distinct()
    return found + [_waiting(row) for row in waiting.order_by("pk")]


def _waiting(row: Agreement) -> WorkItem:
    """What has to happen to an agreement, and by when."""
    title, due_on = _("The court has not ruled"), None
    if row.is_draft:
        title = _("The agreement is not in effect")
    elif row.awaits_an_answer:
        title, due_on = _("The agreement is broken: say what follows"), row.broken_on
    return WorkItem(
        title=title,
        url=row.get_absolute_url(),
        due_at=evening(due_on) if isinstance(due_on, date) else None,
        kind_label=_("Agreement"),
        icon="writing",
        detail=row.number,
    )


def _item(row: Obligation) -> WorkItem:
    return WorkItem(
        title=row.title,
        url=row.get_absolute_url(),
        due_at=evening(row.due_on),
        kind_label=_("Obligation"),
        icon="checklist",
        area_name=row.area.name,
        detail=row.agreement.number,
    )

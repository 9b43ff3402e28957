"""What is still open about the records of the register, of visits and services."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from households import visit_coverage
from households.models import Delivery, FollowUp, Referral
from households.workflow.services import DeliveryStatus
from station import phrasing, policy
from station.closings import MOST, evening
from station.registry import WorkItem, registry


def follow_ups(user, **about) -> list[WorkItem]:
    """The open follow-ups a person may see, as things to do."""
    rows = FollowUp.objects.visible_to(user).open().filter(**about)
    rows = rows.select_related("assigned_to").order_by("due_at")
    return [
        WorkItem(
            title=Truncator(row.matter).chars(40),
            url=row.get_absolute_url(),
            due_at=row.due_at,
            kind_label=_("Follow-up"),
            icon="calendar-event",
            detail=row.assigned_to.name,
        )
        for row in rows[:MOST]
    ]


def of_message(message, user) -> list[WorkItem]:
    """Another office has it and has not answered."""
    rows = Referral.objects.filter(message=message, settled_at__isnull=True)
    return [
        WorkItem(
            title=_("Waiting for %(office)s") % {"office": row.office.title},
            url=message.get_absolute_url(),
            due_at=row.due_at,
            kind_label=_("Hand-over"),
            icon="send",
        )
        for row in rows.select_related("office")[:MOST]
    ]


def of_batch(batch, user) -> list[WorkItem]:
    """Documents that are neither handed over nor brought back."""
    rows = Delivery.objects.visible_to(user).open().filter(batch=batch)
    return [_document(row) for row in _soonest(rows.select_related("kind"))]


def _document(row: Delivery) -> WorkItem:
    is_out = row.status == DeliveryStatus.OUT
    return WorkItem(
        title=f"{row.kind} · {row.holder_name}",
        url=row.get_absolute_url(),
        due_at=row.due_at,
        kind_label=row.get_status_display(),
        icon="walk" if is_out else "archive",
    )


def _soonest(rows: QuerySet) -> QuerySet:
    return rows.order_by("due_at", "pk")[:MOST]


def of_campaign(campaign, user) -> list[WorkItem]:
    """The households within one's own scope where nobody was met yet."""
    if campaign.ended_at is not None or not policy.can(user, "coverage.view"):
        return []
    tallies = visit_coverage.tallies_of(user, on=campaign.until_on, campaign=campaign)
    left = sum(tally.total - tally.reached for tally in tallies.values())
    if not left:
        return []
    title = ngettext(
        "%(n)s household is not reached yet",
        "%(n)s households are not reached yet",
        left,
    )
    return [
        WorkItem(
            title=title % {"n": phrasing.number(left)},
            url=f"{reverse('households:coverage')}?campaign={campaign.pk}",
            due_at=evening(campaign.until_on),
            kind_label=_("Coverage of visits"),
            icon="chart-bar",
        )
    ]


def of_round(tour, user) -> list[WorkItem]:
    """Doors where nobody was yet and which nobody passed."""
    left = tour.stops.open().count() if tour.is_open else 0
    if not left:
        return []
    title = ngettext("%(n)s door is not settled", "%(n)s doors are not settled", left)
    return [
        WorkItem(
            title=title % {"n": left},
            url=tour.get_absolute_url(),
            due_at=evening(tour.on),
            kind_label=_("Round"),
            icon="route",
        )
    ]


registry.add_closing(
    "households.visit", lambda visit, user: follow_ups(user, visit=visit)
)
registry.add_closing("households.unit", lambda unit, user: follow_ups(user, unit=unit))
registry.add_closing("households.message", of_message)
registry.add_closing("households.deliverybatch", of_batch)
registry.add_closing("households.campaign", of_campaign)
registry.add_closing("households.round", of_round)

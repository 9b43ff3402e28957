"""Everything an officer needs at the doors of a round, read in a few queries."""

from collections import defaultdict
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from households import round_permits
from households.models import (
    ContactCard,
    Delivery,
    FollowUp,
    Household,
    Reason,
    Resident,
    Round,
    RoundStop,
)
from households.workflow import CardStatus
from households.workflow.services import DeliveryStatus
from station import phrasing, policy
from station.models import Area, User
from station.models.area import STEP


def of(tour: Round, *, user: User, at: datetime) -> dict:
    """The round with its doors, as far as this person may see the households."""
    stops = _stops(tour, user=user)
    ids = [stop.household_id for stop in stops]
    on = timezone.localdate(at)
    residents = _residents(ids, user=user, on=on)
    promised = _follow_ups(ids, user=user)
    carried = _deliveries(ids, user=user)
    cards = _cards({stop.household.area for stop in stops}, user=user)
    return {
        "id": tour.pk,
        "officer": {"id": tour.officer_id, "name": tour.officer.name},
        "on": tour.on,
        "area": {"id": tour.area_id, "name": tour.area.name},
        "state": tour.state,
        "version": tour.version,
        "permit": round_permits.issue(tour, user=user, at=at),
        "stops": [
            _stop(stop, residents[stop.household_id])
            | {
                "follow_ups": promised[stop.household_id],
                "card": cards.get(stop.household.area_id),
                "deliveries": carried[stop.household_id],
            }
            for stop in stops
        ],
    }


def _stops(tour: Round, *, user: User) -> list[RoundStop]:
    visible = Household.objects.visible_to(user)
    rows = tour.stops.filter(household__in=visible).in_order()
    return list(
        rows.select_related(
            "household__address", "household__standing"
        ).prefetch_related("household__area")
    )


def _stop(stop: RoundStop, residents: list) -> dict:
    household = stop.household
    standing = getattr(household, "standing", None)
    return {
        "id": stop.pk,
        "order": stop.order,
        "reasons": [
            {"code": code, "label": str(Reason(code).label)} for code in stop.reasons
        ],
        "visited": stop.visited_id,
        "skipped_reason": stop.skipped_reason,
        "carried_from": stop.carried_from,
        "household": {
            "id": household.pk,
            "number": household.number,
            "head_name": household.head_name,
            "address": household.address.text,
            "latitude": household.address.latitude,
            "longitude": household.address.longitude,
            "version": household.version,
            "area": {"id": household.area_id, "name": household.area.name},
            "last_visited_at": standing and standing.last_visited_at,
            "next_due_on": standing and standing.next_due_on,
            "card_handed": bool(standing and standing.card_handed_at),
            "residents": residents,
        },
    }


def _residents(ids: list[int], *, user: User, on: date) -> dict[int, list[dict]]:
    rows = Resident.objects.visible_to(user).present().filter(household__in=ids)
    found = defaultdict(list)
    for row in rows.defer("note", "id_number", "phone").order_by("pk"):
        found[row.household_id].append(
            {
                "id": row.pk,
                "name": row.name,
                "relation": row.relation,
                "relation_display": row.get_relation_display(),
                "age": row.age(on=on),
                "id_number_masked": row.id_number_masked,
                "phone_masked": row.phone_masked,
            }
        )
    return found


def _cards(areas: set[Area], *, user: User) -> dict[int, dict]:
    """The card that can be handed over in each area: the grid's, else from above."""
    if not policy.can(user, "contact_card.hand_over"):
        return {}
    above = {a.path[:end] for a in areas for end in range(STEP, len(a.path) + 1, STEP)}
    rows = ContactCard.objects.filter(status=CardStatus.ACTIVE, area__path__in=above)
    by_path = {
        path: {"id": pk, "number": number}
        for path, pk, number in rows.values_list("area__path", "pk", "number")
    }
    found = {}
    for area in areas:
        paths = (area.path[:end] for end in range(len(area.path), 0, -STEP))
        found[area.pk] = next((by_path[p] for p in paths if p in by_path), None)
    return found


def _deliveries(ids: list[int], *, user: User) -> dict[int, list[dict]]:
    """Documents this person carries for the people behind the doors."""
    rows = Delivery.objects.visible_to(user, "edit").filter(
        household__in=ids, status=DeliveryStatus.OUT, assigned_to=user
    )
    found = defaultdict(list)
    for row in rows.select_related("kind").order_by("due_at", "pk"):
        found[row.household_id].append(
            {
                "id": row.pk,
                "kind_display": str(row.kind),
                "holder_name": row.holder_name,
                "version": row.version,
            }
        )
    return found


def _follow_ups(ids: list[int], *, user: User) -> dict[int, list[dict]]:
    rows = FollowUp.objects.visible_to(user, "edit").open()
    rows = rows.filter(household__in=ids, record_kind="")
    found = defaultdict(list)
    for row in rows.defer("result").order_by("due_at"):
        found[row.household_id].append(
            {
                "id": row.pk,
                "matter": row.matter,
                "due_at": row.due_at,
                "version": row.version,
            }
        )
    return found


def in_words(stop: dict, *, on: date) -> dict:
    """The door with its reasons told to people: overdue by how many days, and so on."""
    return stop | {"why": [_in_words(reason, stop, on) for reason in stop["reasons"]]}


def _in_words(reason: dict, stop: dict, on: date) -> tuple[str, str]:
    """Words and tone of one reason."""
    code, label = reason["code"], reason["label"]
    due_on = stop["household"]["next_due_on"]
    if code == Reason.OVERDUE and due_on and due_on < on:
        days = (on - due_on).days
        text = ngettext("overdue by %(n)s day", "overdue by %(n)s days", days)
        return text % {"n": days}, "red"
    if code == Reason.CARRIED and stop["carried_from"]:
        day = phrasing.day(stop["carried_from"], today=on)
        return _("left over from %(day)s") % {"day": day}, "amber"
    tones = {Reason.OVERDUE: "red", Reason.FOLLOW_UP: "amber", Reason.CAMPAIGN: "blue"}
    return label, tones.get(code, "grey")

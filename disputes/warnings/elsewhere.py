"""What other parts of the station know of a dispute: calls, follow-ups, events."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Max, Q

from households.models import FollowUp
from households.workflow import FollowUpStatus
from station.models import CallRecord, Event, RecordLink

DISPUTE, CALL, FOLLOW_UP = (
    "disputes.dispute:",
    "station.callrecord:",
    "households.followup:",
)
LONGEST = timedelta(days=365)


def calls(disputes: Iterable[int], *, at: datetime) -> dict[int, list[datetime]]:
    """Every call of the caller or from the place of the calls it was made of."""
    made = _linked(disputes, inward=CALL)
    keys = {call for found in made.values() for call in found}
    if not keys:
        return {}
    by_phone, by_place = defaultdict(set), defaultdict(set)
    of_call = {call: pk for pk, found in made.items() for call in found}
    for call, phone, station, place in CallRecord.objects.filter(
        pk__in=keys
    ).values_list("pk", "phone_index", "station_id", "place"):
        if phone:
            by_phone[bytes(phone)].add(of_call[call])
        if place:
            by_place[station, place].add(of_call[call])
    rows = CallRecord.objects.filter(
        Q(pk__in=keys)
        | Q(phone_index__in=by_phone)
        | Q(
            station_id__in={station for station, _place in by_place},
            place__in={place for _station, place in by_place},
        ),
        called_at__range=(at - LONGEST, at),
    )
    found: dict[int, list[datetime]] = defaultdict(list)
    for call, phone, station, place, moment in rows.values_list(
        "pk", "phone_index", "station_id", "place", "called_at"
    ):
        whose = by_phone.get(bytes(phone or b""), set()) | by_place.get(
            (station, place), set()
        )
        for pk in whose | ({of_call[call]} if call in of_call else set()):
            found[pk].append(moment)
    return found


def follow_ups(disputes: Iterable[int], *, at: datetime) -> dict[int, list[datetime]]:
    """When somebody went back and it was settled."""
    made = _linked(disputes, outward=FOLLOW_UP)
    keys = {key for found in made.values() for key in found}
    if not keys:
        return {}
    rows = FollowUp.objects.filter(
        pk__in=keys, status=FollowUpStatus.DONE, settled_at__lte=at
    )
    done = dict(rows.values_list("pk", "settled_at"))
    return {
        pk: [done[key] for key in found if key in done] for pk, found in made.items()
    }


def dangers_since(disputes: Iterable[int], *, at: datetime) -> dict[int, datetime]:
    """When the signs of danger were last changed."""
    subjects = [f"{DISPUTE}{pk}" for pk in disputes]
    rows = Event.objects.filter(
        trail__overlap=subjects,
        subject__in=subjects,
        changes__has_key="dangers",
        happened_at__lte=at,
    )
    rows = rows.values_list("subject").annotate(last=Max("happened_at"))
    return {_key(subject): moment for subject, moment in rows.order_by()}


def _linked(
    disputes: Iterable[int], *, inward: str = "", outward: str = ""
) -> dict[int, list[int]]:
    """What the disputes were made of, or what was made of them, of one kind."""
    names = [f"{DISPUTE}{pk}" for pk in disputes]
    if inward:
        rows = RecordLink.objects.filter(made__in=names, origin__startswith=inward)
        pairs = rows.values_list("made", "origin")
    else:
        rows = RecordLink.objects.filter(origin__in=names, made__startswith=outward)
        pairs = rows.values_list("origin", "made")
    found: dict[int, list[int]] = defaultdict(list)
    for dispute, other in pairs:
        found[_key(dispute)].append(_key(other))
    return found


def _key(name: str) -> int:
    return int(name.rpartition(":")[2])

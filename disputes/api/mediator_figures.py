"""What a client is told of a mediator: how disputes came out, and the month's goal."""

from django.utils import timezone

from disputes import month_goal
from disputes.mediator_results import results_of
from disputes.models import Mediator
from disputes.proposals import station_of

NUMBER = {"type": "integer"}
SHARE = {"type": ["integer", "null"], "description": "Percent; null without a case."}
WORDS = {"type": "string"}
RESULTS = {
    "agreed": NUMBER,
    "cases": NUMBER,
    "in_hand": NUMBER,
    "estimate": SHARE,
    "low": SHARE,
    "high": SHARE,
    "text": WORDS,
}
GOAL = {
    "settled": NUMBER,
    "wanted": NUMBER,
    "is_reached": {"type": "boolean"},
    "ends_at": {"type": "string", "format": "date-time"},
}


def schema(properties: dict, *, is_optional: bool = False) -> dict:
    return {
        "type": ["object", "null"] if is_optional else "object",
        "properties": properties,
        "required": list(properties),
    }


def results(mediator: Mediator, _user) -> dict:
    """Of three years, with how much the figures tell: few of them prove little."""
    station = station_of(mediator.area)
    found = results_of([mediator.pk], station=station, at=timezone.now())[mediator.pk]
    shares = (found.estimate, *found.bounds) if found.cases else (None,) * 3
    told = [share if share is None else round(share * 100) for share in shares]
    return {
        "agreed": found.agreed,
        "cases": found.cases,
        "in_hand": found.load,
        **dict(zip(("estimate", "low", "high"), told, strict=True)),
        "text": found.text,
    }


def goal(mediator: Mediator, _user) -> dict | None:
    """What a volunteer should settle this month; nobody else is asked."""
    if not mediator.is_volunteer:
        return None
    found = month_goal.of([mediator.pk], at=timezone.now())[mediator.pk]
    return {
        "settled": found.settled,
        "wanted": found.wanted,
        "is_reached": found.is_reached,
        "ends_at": found.ends_at.isoformat(),
    }

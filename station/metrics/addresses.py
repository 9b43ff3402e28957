"""Where a figure leads: its list, already narrowed, for who may see the rows."""

from urllib.parse import urlencode

from django.urls import reverse

from station import policy
from station.metrics.declared import FIRST, LAST
from station.registry import registry


def address(figure, of: str) -> str:
    """The list behind a figure, for who may see the rows; “” where there is none."""
    term = getattr(figure.metric, of)
    kind = registry.lists.get(term.counted.list_name)
    if kind is None or not may_open(
        figure.asked.user, kind.permission, kind.model, figure.area, term.counted.opens
    ):
        return ""
    return f"{reverse(kind.url_name)}?{urlencode(named(figure, of))}"


def named(figure, of: str) -> dict:
    """What names the figure in an address, on pages and over REST."""
    term = getattr(figure.metric, of)
    said = {"figure": figure.metric.key, "figure_area": figure.area.pk}
    if of == "whole":
        said["figure_of"] = of
    first, last = term.days(figure.asked.period, figure.asked.today)
    if term.counted.is_rolled and first > FIRST:
        said["figure_from"] = first.isoformat()
    if term.counted.is_rolled and last < LAST:
        said["figure_until"] = last.isoformat()
    if figure.split is not None:
        said["figure_part"] = f"{figure.split.key}:{figure.value}"
    return said


def may_open(user, permission: str, model, area, right: str = "") -> bool:
    """The list is for this person, and all of the area's rows are."""
    if not policy.can(user, permission):
        return False
    action = permission.partition(".")[2]
    scope = policy.scope(user, right or f"{model.policy_resource}.{action}")
    return scope.everything or area.pk in scope.area_ids

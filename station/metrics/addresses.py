"""Where a figure leads: its list, already narrowed, for who may see the rows."""

from urllib.parse import urlencode

from django.urls import reverse

from station import policy
from station.metrics.declared import FIRST, LAST
from station.registry import registry


def address(figure, of: str) -> str:
    """The list behind a figure, for who may see the rows; “” where there is none."""
    url, scope = _way(figure.asked, getattr(figure.metric, of).counted)
    if not (scope.everything or figure.area.pk in scope.area_ids):
        return ""
    return f"{url}?{urlencode(named(figure, of))}"


def _way(asked, counted) -> tuple[str, policy.Scope]:
    """The list of these rows and where this person sees all of them, found once."""
    key = counted.list_name, counted.opens
    if key not in asked.ways:
        kind = registry.lists.get(counted.list_name)
        asked.ways[key] = (
            ("", policy.NOTHING)
            if kind is None
            else (
                reverse(kind.url_name),
                _seen(asked.user, kind.permission, kind.model, counted.opens),
            )
        )
    return asked.ways[key]


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
    scope = _seen(user, permission, model, right)
    return scope.everything or area.pk in scope.area_ids


def _seen(user, permission: str, model, right: str) -> policy.Scope:
    if not policy.can(user, permission):
        return policy.NOTHING
    action = permission.partition(".")[2]
    return policy.scope(user, right or f"{model.policy_resource}.{action}")

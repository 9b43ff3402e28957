"""Every page, the permission it needs and the record it is about.

A page without a row here fails the suite. What a role may do with a record follows from
``station.policy.TABLE`` alone, never from the page's own queryset.
"""

from tests.access import (
    care,
    disputes,
    fraud,
    households,
    inspections,
    joint,
    patrols,
    reports,
    services,
    station,
)
from tests.access.cast import Cast
from tests.access.routes import FOREIGN, pages, routes
from tests.access.rows import ELSEWHERE, HERE, NEXT_DOOR, PEOPLE, REACH, cells
from tests.access.world import World

PAGES = {
    **station.PAGES,
    **households.PAGES,
    **care.PAGES,
    **inspections.PAGES,
    **services.PAGES,
    **disputes.PAGES,
    **joint.PAGES,
    **patrols.PAGES,
    **fraud.PAGES,
    **reports.PAGES,
}

__all__ = [
    "ELSEWHERE",
    "FOREIGN",
    "HERE",
    "NEXT_DOOR",
    "PAGES",
    "PEOPLE",
    "REACH",
    "Cast",
    "World",
    "cells",
    "pages",
    "routes",
]

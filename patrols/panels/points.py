"""What patrol points and routes bring to the shared pages."""

from django.utils.translation import gettext_lazy as _

from patrols.demo import points as demo
from patrols.lists.points import POINTS, ROUTES
from patrols.models import PatrolPoint, Route
from station.registry import NavItem, OriginFacts, Subject, registry


def describe(place: PatrolPoint | Route) -> OriginFacts:
    """The place it lies in."""
    return OriginFacts(area=place.area)


registry.add_list(POINTS, ROUTES)
registry.add_demo("patrol_points", demo.make, order=61)
registry.add_subject(
    "patrols.patrolpoint", Subject(_("Patrol point"), "map-pin", describe)
)
registry.add_subject("patrols.route", Subject(_("Patrol route"), "route", describe))
registry.add_nav(
    NavItem(
        key="patrol_points",
        label=_("Points and routes"),
        icon="map-pin",
        url_name="patrols:point_list",
        permission="patrol_point.view",
        order=60,
        section="patrols",
    ),
)
registry.add_event_labels(
    patrol_point__created=_("Patrol point set up"),
    patrol_point__edited=_("Patrol point edited"),
    patrol_point__code_renewed=_("New code given"),
    patrol_point__screen_started=_("Screen set up"),
    patrol_point__screen_stopped=_("Screen taken away"),
    patrol_point__retired=_("Taken out of use"),
    patrol_point__brought_back=_("In use again"),
    patrol_point__printed=_("Its code was printed"),
    route__created=_("Patrol route drawn"),
    route__edited=_("Patrol route edited"),
)

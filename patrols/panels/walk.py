"""What patrols and check-ins bring to the shared pages."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from patrols import duty
from patrols.demo import tracks as track_demo
from patrols.demo import walked as demo
from patrols.forms.duty import CheckInForm
from patrols.lists.patrols import CHECK_INS, PATROLS
from patrols.models import Patrol, Volunteer
from station.offline import Page
from station.registry import NavItem, OriginFacts, Panel, Subject, registry


def of_volunteer(request, volunteer: Volunteer) -> dict | None:
    """The large buttons; nothing for who rests."""
    patrol = duty.running_of(request.user)
    if patrol is None and not volunteer.serves:
        return None
    now = timezone.now()
    place = None if patrol else duty.place_at(volunteer, now)
    return {
        "patrol": patrol,
        "place": place,
        "stops": stops_of(patrol) if patrol else [],
        "form": CheckInForm(),
        "now": now,
    }


def stops_of(patrol: Patrol) -> list[tuple[str, object]]:
    """Points of the route and when one was there, then those beside the route."""
    rows = patrol.check_ins.filter(struck_at__isnull=True).select_related("point")
    been = {}
    for row in rows.defer("point__token", "point__screen_seed").order_by("at", "pk"):
        been.setdefault(row.point.name, []).append(row.at)
    found = []
    for name in _route(patrol):
        moments = been.get(name)
        found.append((name, moments.pop(0) if moments else None))
    rest = [(name, at) for name, moments in been.items() for at in moments]
    return [*found, *sorted(rest, key=lambda pair: pair[1])]


def _route(patrol: Patrol) -> list[str]:
    if patrol.sign_up_id is None:
        return []
    route = patrol.sign_up.shift.route
    if route is None:
        return []
    stops = route.stops.order_by("position")
    return list(stops.values_list("point__name", flat=True))


def describe(record) -> OriginFacts:
    """The place it was walked in."""
    return OriginFacts(area=record.area)


registry.add_list(PATROLS, CHECK_INS)
registry.add_demo("walked_patrols", demo.make, order=63)
registry.add_demo("patrol_tracks", track_demo.make, order=64)
registry.add_subject("patrols.patrol", Subject(_("Patrol"), "walk", describe))
registry.add_subject(
    "patrols.checkin", Subject(_("Check-in"), "circle-check", describe)
)
registry.add_panel(
    "volunteer", Panel("walk", "patrols/_walk_panel.html", of_volunteer, 9)
)
registry.offline.pages.append(
    Page(
        "patrols:walk",
        "check_in.create",
        scans=("/p/", "/patrols/findings/new/", "/patrols/me/"),
    )
)
registry.offline.files += [
    "js/finding.js",
    *(
        f"js/offline/{name}.js"
        for name in (
            "draft",
            "finding_draft",
            "finding_page",
            "walk",
            "walk_track",
            "where",
        )
    ),
]
registry.add_nav(
    NavItem(
        key="patrols",
        label=_("Patrols"),
        icon="walk",
        url_name="patrols:patrol_list",
        permission="patrol.view",
        order=58,
        section="patrols",
    ),
)
registry.add_event_labels(
    patrol__started=_("On duty"),
    patrol__ended=_("Off duty"),
    patrol__tracked=_("Track recorded with consent"),
    patrol__track_taken_in=_("Track taken in"),
    patrol__track_stopped=_("Track stopped"),
    patrol__checked=_("Checklist filled in"),
    check_in__made=_("Checked in"),
    check_in__proved=_("Check-in better proved"),
    check_in__confirmed=_("Check-in vouched for"),
    check_in__struck=_("Check-in struck out"),
)

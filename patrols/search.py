"""Finding volunteers, teams, points and what patrols noticed."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patrols.models import Finding, PatrolPoint, ServiceCertificate, Team, Volunteer
from station.places import name_of
from station.searching.source import SearchSource
from station.searching.ways import THING, Named, Numbered, Phone, Worded

VOLUNTEERS = SearchSource(
    key="volunteers",
    label=pgettext_lazy("patrol", "Volunteer"),
    icon="walk",
    model=Volunteer,
    ways=(
        Named(tokens="tokens", spoken="name_sort"),
        Phone(index_of=Volunteer.index_of_phone),
        Worded(label=_("place of work"), columns=("employer",)),
    ),
    title=lambda row: row.name,
    detail=lambda row: f"{name_of(row.area)} · {row.get_status_display()}",
    prepare=lambda rows: rows.for_list(),
    order=("left_on", "name_sort", "pk"),
    list_key="patrols.volunteer",
    place=40,
)
TEAMS = SearchSource(
    key="patrol_teams",
    label=_("Patrol team"),
    icon="users-group",
    model=Team,
    ways=(Named(label=THING, spoken="name_sort"),),
    title=lambda row: row.name,
    detail=lambda row: name_of(row.area),
    narrow=lambda rows: rows.standing(),
    prepare=lambda rows: rows.select_related("area__parent"),
    order=("name_sort", "pk"),
    list_key="patrols.team",
    place=41,
)
POINTS = SearchSource(
    key="patrol_points",
    label=_("Patrol point"),
    icon="map-pin",
    model=PatrolPoint,
    ways=(Worded(label=_("name or place"), columns=("name", "place")),),
    title=lambda row: row.name,
    detail=lambda row: " · ".join(filter(None, (row.area.short_name, row.place))),
    prepare=lambda rows: rows.for_list().defer("token", "screen_seed"),
    order=("-is_active", "name", "pk"),
    list_key="patrols.patrolpoint",
    place=42,
)
FINDINGS = SearchSource(
    key="findings",
    label=_("Finding of a patrol"),
    icon="eye",
    model=Finding,
    ways=(
        Numbered(series=("XF",)),
        Worded(label=_("what or where"), columns=("what", "place"), indexed=True),
    ),
    title=lambda row: row.what,
    detail=lambda row: " · ".join(
        filter(None, (row.number, row.place, row.get_status_display()))
    ),
    prepare=lambda rows: rows.defer("details", "result"),
    list_key="patrols.finding",
    place=81,
)
CERTIFICATES = SearchSource(
    key="service_certificates",
    label=_("Certificate of service"),
    icon="certificate",
    model=ServiceCertificate,
    ways=(Numbered(series=("ZY",)),),
    title=lambda row: row.number,
    detail=lambda row: row.name,
    list_key="patrols.servicecertificate",
    place=94,
)
KINDS = (VOLUNTEERS, TEAMS, POINTS, FINDINGS, CERTIFICATES)

"""Kinds and checklists that hold for every station: read by all, changed above them."""

import pytest
from django.urls import reverse

from households.models import CareCategory, Checklist, EquipmentKind, VenueKind
from station import policy
from station.models import Area
from station.policy_words import keepers
from station.roles import Role
from tests.factories import ChecklistFactory, VenueKindFactory, person

FOR_ALL = ["care_category", "equipment_kind", "venue_kind", "checklist"]
LISTS = [
    "households:care_category_list",
    "households:equipment_kind_list",
    "venues:kind_list",
    "venues:checklist_list",
]
CHANGES = [
    ("households:care_category_create", CareCategory, []),
    ("households:equipment_kind_create", EquipmentKind, []),
    ("venues:kind_create", VenueKind, []),
    ("venues:checklist_draft", Checklist, []),
]


@pytest.fixture
def chief(village):
    return person(Role.STATION_CHIEF, village.parent.parent)


@pytest.fixture
def supervisor(village):
    county = Area.objects.above(village).get(kind="county")
    return person(Role.COUNTY_SUPERVISOR, county)


class TestTable:
    @pytest.mark.parametrize("resource", FOR_ALL)
    def test_lets_only_those_above_the_stations_change_them(self, resource):
        may = set(policy.cells(f"{resource}.edit"))

        assert may == {Role.COUNTY_SUPERVISOR, Role.SYSTEM_ADMIN}
        assert Role.STATION_CHIEF in policy.cells(f"{resource}.view")


@pytest.mark.django_db
class TestChief:
    @pytest.mark.parametrize("name", LISTS)
    def test_reads_them_and_who_changes_them(self, client, chief, name):
        ChecklistFactory(kind=VenueKindFactory())
        client.force_login(chief)

        page = client.get(reverse(name))

        assert page.context["kept_by"] == keepers(chief, "checklist.edit") != ""
        text = page.content.decode()
        assert page.context["kept_by"] in text
        for path in ("kinds/new/", "/edit/", "checklists/new/"):
            assert path not in text

    @pytest.mark.parametrize(("name", "model", "args"), CHANGES)
    def test_changes_nothing(self, client, chief, name, model, args):
        client.force_login(chief)
        before = model.objects.count()

        answer = client.post(reverse(name, args=args), {"code": "x", "name": "x"})

        assert answer.status_code == 404
        assert model.objects.count() == before

    def test_takes_in_the_standard_where_there_is_none(self, client, chief):
        client.force_login(chief)

        client.post(reverse("venues:adopt"))
        client.post(reverse("venues:adopt"))

        assert Checklist.objects.current().exists()
        assert set(Checklist.objects.values_list("version", flat=True)) == {1}


@pytest.mark.django_db
class TestSupervisor:
    @pytest.mark.parametrize("name", LISTS)
    def test_is_offered_the_change(self, client, supervisor, name):
        client.force_login(supervisor)

        page = client.get(reverse(name))

        assert page.status_code == 200
        assert page.context["kept_by"] == ""

    def test_so_does_the_system_administrator(self, client):
        client.force_login(person(Role.SYSTEM_ADMIN))

        for name, _model, args in CHANGES:
            assert client.get(reverse(name, args=args)).status_code == 200

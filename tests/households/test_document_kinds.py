"""Kinds of documents: kept by the county, out of use where nobody asks for them."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from households.actions import document_kinds as actions
from households.forms.deliveries import QuickForm
from households.models import DocumentKind
from station.errors import RuleError, StaleVersion
from station.models import Area, Event
from station.roles import Role
from tests.factories import NOW, person

pytestmark = pytest.mark.django_db
FACTS = {"name": "居住登记凭证", "name_en": "Receipt", "working_days": 5, "order": 7}
LIST = "households:document_kind_list"


@pytest.fixture
def county(village):
    place = Area.objects.above(village).get(kind="county")
    return person(Role.COUNTY_SUPERVISOR, place)


@pytest.fixture
def kind(county):
    return actions.create(code="receipt", by=county, at=NOW, **FACTS)


class TestCreate:
    def test_keeps_it_and_writes_it_down(self, kind):
        assert (kind.code, kind.working_days, kind.is_active) == ("receipt", 5, True)
        assert Event.objects.get(kind="document_kind.created")

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"name": " "}, "no_name"),
            ({"working_days": 0}, "bad_days"),
            ({"working_days": 91}, "bad_days"),
            ({"code": "receipt", "name": "另一种"}, actions.CODE_TWIN),
            ({"code": "other"}, actions.NAME_TWIN),
        ],
    )
    def test_refuses(self, kind, county, changes, code):
        facts = {"code": "new", **FACTS, **changes}

        with pytest.raises(RuleError) as refused:
            actions.create(by=county, at=NOW, **facts)

        assert refused.value.code == code

    def test_the_database_refuses_days_beyond_reason(self, kind):
        with (
            pytest.raises(IntegrityError, match="days_sensible"),
            transaction.atomic(),
        ):
            DocumentKind.objects.filter(pk=kind.pk).update(working_days=0)

    def test_the_database_refuses_a_name_twice(self, kind):
        with pytest.raises(IntegrityError, match="name_once"), transaction.atomic():
            DocumentKind.objects.create(code="x", name=kind.name)


class TestEdit:
    def test_takes_it_out_of_use(self, kind, county):
        actions.edit(document_kind=kind, is_active=False, by=county, at=NOW, version=1)

        kind.refresh_from_db()
        assert (kind.is_active, kind.version) == (False, 2)
        event = Event.objects.get(kind="document_kind.edited")
        assert event.changes == {"is_active": [True, False]}
        assert kind not in QuickForm.base_fields["kind"].queryset.all()

    def test_refuses_a_stale_save(self, kind, county):
        with pytest.raises(StaleVersion):
            actions.edit(document_kind=kind, order=1, by=county, at=NOW, version=9)


class TestPages:
    @pytest.fixture(autouse=True)
    def _signed_in(self, client, county):
        client.force_login(county)

    def test_list_all_with_what_waits(self, client, kind):
        page = client.get(reverse(LIST))

        assert (kind, 0) in page.context["lines"]

    def test_add_one(self, client):
        client.post(
            reverse("households:document_kind_create"),
            {"code": "receipt", "version": 0, "is_active": "on", **FACTS},
        )

        assert DocumentKind.objects.get(code="receipt").name == FACTS["name"]

    def test_say_what_is_wrong_at_the_field(self, client, kind):
        page = client.post(
            reverse("households:document_kind_create"),
            {"code": "receipt", "version": 0, **FACTS, "name": "别的"},
        )

        assert "code" in page.context["form"].errors

    def test_change_one(self, client, kind):
        url = reverse("households:document_kind_edit", args=[kind.pk])

        client.post(url, {"version": 1, **FACTS, "working_days": 3})

        kind.refresh_from_db()
        assert (kind.working_days, kind.is_active) == (3, False)

    def test_a_station_reads_only(self, client, kind, wang):
        client.force_login(wang)

        assert client.get(reverse(LIST)).status_code == 200
        url = reverse("households:document_kind_edit", args=[kind.pk])
        assert client.get(url).status_code == 404


class TestApi:
    def test_over_rest(self, client, county):
        client.force_login(county)
        made = client.post(
            "/api/v1/document-kinds/",
            {"code": "receipt", **FACTS},
            content_type="application/json",
        ).json()

        changed = client.patch(
            f"/api/v1/document-kinds/{made['id']}/",
            {"version": 1, "is_active": False},
            content_type="application/json",
        )

        assert changed.json()["is_active"] is False
        shown = client.get("/api/v1/document-kinds/?is_active=false").json()
        assert [row["code"] for row in shown["results"]] == ["receipt"]

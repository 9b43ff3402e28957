"""What every resource of the API owes its readers, whichever app it is of."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.api import RESOURCES
from station.api.pagination import orderings
from station.api.permissions import named
from station.api.viewsets import ShapeViewSet
from station.fields import EncryptedTextField
from station.roles import Role
from tests.access import cells
from tests.api_records import CANARIES, ID_NUMBER, MAKERS, PHONE, SECRET, reader, url_of
from tests.factories import CommunityFactory, person

pytestmark = pytest.mark.django_db

# Station and people are read in the tests of the ground floor.
GROUND = {"areas", "users", "posts", "attachments", "register-imports"}
# Session, user, posts, their areas and what lies in them, one for the rows;
# of disputes also the county's words for kinds and for grades.
QUERIES = 8


def permission_of(name) -> str:
    return named(RESOURCES[name], "list")[0]


def reach_of(name, role) -> str | None:
    """How far the list reaches for a role, by the policy."""
    return cells(permission_of(name)).get(role)


def reader_of(name, village):
    """Whoever reads it in the village: the officer, else the chief or a partner."""
    known = (Role.COMMUNITY_OFFICER, Role.STATION_CHIEF, Role.PARTNER)
    return reader(village, next(role for role in known if reach_of(name, role)))


def filters_of(name) -> dict:
    return getattr(RESOURCES[name].filterset_class, "base_filters", {})


# One set for the whole office: nothing of it is out of scope.
SCOPED = [n for n in MAKERS if reach_of(n, Role.COMMUNITY_OFFICER) != "all"]
BY_AREA = [n for n in MAKERS if "area" in filters_of(n)]
CLOSED_TO_ADMINISTRATORS = [n for n in MAKERS if not reach_of(n, Role.SYSTEM_ADMIN)]


@pytest.mark.parametrize("name", SCOPED)
class TestScope:
    def test_lists_what_is_in_scope_and_nothing_else(self, name, client, village):
        here = MAKERS[name](village)
        there = MAKERS[name](CommunityFactory())
        client.force_login(reader_of(name, village))

        answer = client.get(url_of(name)).json()

        ids = {row["id"] for row in answer["results"]}
        assert here.pk in ids
        assert there.pk not in ids

    def test_out_of_scope_is_404_as_if_it_were_not(self, name, client, village):
        there = MAKERS[name](CommunityFactory())
        client.force_login(reader_of(name, village))

        out = client.get(url_of(name, there.pk))
        absent = client.get(url_of(name, 10**15))

        assert out.status_code == absent.status_code == 404
        assert out.json() == absent.json()


@pytest.mark.parametrize("name", MAKERS)
class TestEveryResource:
    def test_shows_a_single_record(self, name, client, village):
        here = MAKERS[name](village)
        client.force_login(reader_of(name, village))

        assert client.get(url_of(name, here.pk)).json()["id"] == here.pk

    def test_answers_as_the_schema_says(self, name, client, village):
        here = MAKERS[name](village)
        client.force_login(reader_of(name, village))
        shape = RESOURCES[name].shape

        row = client.get(url_of(name)).json()["results"][0]
        single = client.get(url_of(name, here.pk)).json()

        assert list(row) == list(shape.schema()["properties"])
        assert set(single) == set(shape.schema(detail=True)["properties"])

    def test_answers_with_the_fields_that_are_named(self, name, client, village):
        MAKERS[name](village)
        client.force_login(reader_of(name, village))
        names = RESOURCES[name].shape.names()[:3]

        row = client.get(url_of(name), {"fields": ",".join(names)}).json()

        assert set(row["results"][0]) == {"id", *names}

    def test_sorts_by_each_of_its_orders(self, name, client, village):
        MAKERS[name](village)
        client.force_login(reader_of(name, village))

        for order in orderings(RESOURCES[name].shape):
            asked = {"ordering": order, "page_size": 1}
            assert client.get(url_of(name), asked).status_code == 200, order

    def test_is_not_sent_again_while_nothing_changed(self, name, client, village):
        MAKERS[name](village)
        client.force_login(reader_of(name, village))
        tag = client.get(url_of(name))["ETag"]

        assert client.get(url_of(name), headers={"If-None-Match": tag}).content == b""
        MAKERS[name](village)
        again = client.get(url_of(name), headers={"If-None-Match": tag})

        assert again.status_code == 200

    @pytest.mark.parametrize("role", [Role.COMMUNITY_OFFICER, Role.API_CLIENT])
    def test_never_tells_sealed_things_in_a_list(self, name, role, client, village):
        MAKERS[name](village)
        client.force_login(reader(village, role))

        text = client.get(url_of(name)).content.decode()

        for canary in CANARIES:
            assert canary not in text

    @pytest.mark.parametrize(
        "role", [Role.AUXILIARY_OFFICER, Role.COMMUNITY_OFFICER, Role.API_CLIENT]
    )
    def test_never_tells_whole_numbers_unasked(self, name, role, client, village):
        here = MAKERS[name](village)
        client.force_login(reader(village, role))

        text = client.get(url_of(name, here.pk)).content.decode()

        assert ID_NUMBER not in text
        assert PHONE not in text

    def test_tells_a_client_nothing_that_was_said(self, name, client, village):
        here = MAKERS[name](village)
        client.force_login(reader(village, Role.API_CLIENT))

        assert SECRET not in client.get(url_of(name, here.pk)).content.decode()

    def test_costs_the_same_for_one_row_and_for_twelve(
        self, name, client, village, django_assert_num_queries
    ):
        MAKERS[name](village)
        client.force_login(reader_of(name, village))
        client.get(url_of(name))
        with CaptureQueriesContext(connection) as one:
            client.get(url_of(name))
        for _ in range(11):
            MAKERS[name](village)

        with django_assert_num_queries(len(one)):
            client.get(url_of(name))

        assert len(one) <= QUERIES

    def test_takes_every_filter_of_its_filter_set(self, name, client, village):
        MAKERS[name](village)
        client.force_login(reader_of(name, village))

        for key in filters_of(name):
            answer = client.get(url_of(name), {key: "1"})
            assert answer.status_code in {200, 400}, key
            answer = client.get(url_of(name), {key: ""})
            assert answer.status_code == 200, key


@pytest.mark.parametrize("name", BY_AREA)
def test_offers_no_rows_of_others_in_its_filters(name, client, village):
    client.force_login(reader_of(name, village))
    other = CommunityFactory()

    assert client.get(url_of(name), {"area": other.pk}).status_code == 400


@pytest.mark.parametrize("name", CLOSED_TO_ADMINISTRATORS)
def test_is_refused_to_system_administrators(name, client, db):
    client.force_login(person(Role.SYSTEM_ADMIN))

    assert client.get(url_of(name)).status_code == 403


def test_every_shape_is_tested():
    shapes = {n for n, v in RESOURCES.items() if issubclass(v, ShapeViewSet)}

    assert shapes - set(MAKERS) == GROUND


def sealed_in(name) -> set[str]:
    fields = RESOURCES[name].shape.model._meta.fields
    return {field.name for field in fields if isinstance(field, EncryptedTextField)}


@pytest.mark.parametrize("name", [n for n in MAKERS if sealed_in(n)])
def test_record_above_has_something_to_hide(name, village):
    made = MAKERS[name](village)

    assert any(getattr(made, field) for field in sealed_in(name))

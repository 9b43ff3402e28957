import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from station.api import pagination
from station.api.pagination import Cursor
from tests.factories import NOW, CommunityFactory, HouseholdFactory, officer

pytestmark = pytest.mark.django_db
URL = "/api/v1/households/"


@pytest.fixture
def seven(village):
    """Seven households in one village, two of them of one name."""
    names = ["an", "bai", "bai", "cui", "du", "fan", "gao"]
    return [
        HouseholdFactory(community=village, head_name=name, head_sort=name)
        for name in names
    ]


@pytest.fixture
def api(client, village):
    """The village's officer at the API."""
    client.force_login(officer(village))
    return client


def walk(api, url, follow="next"):
    """Every page from here on, as lists of ids."""
    pages = []
    while url:
        answer = api.get(url).json()
        pages.append([row["id"] for row in answer["results"]])
        url = answer[follow]
    return pages


class TestPages:
    @pytest.mark.parametrize("ordering", ["name", "-name", "id", "-id", "updated_at"])
    def test_show_every_row_once(self, api, seven, ordering):
        pages = walk(api, f"{URL}?page_size=3&ordering={ordering}")

        assert [len(page) for page in pages] == [3, 3, 1]
        assert {pk for page in pages for pk in page} == {row.pk for row in seven}

    def test_lead_back_the_way_they_came(self, api, seven):
        forth = walk(api, f"{URL}?page_size=3")
        last = api.get(f"{URL}?page_size=3").json()["next"]
        last = api.get(last).json()["next"]

        back = walk(api, last, follow="previous")

        assert back == forth[::-1]

    @pytest.mark.parametrize("ordering", ["last_visited_at", "-last_visited_at"])
    def test_do_not_lose_rows_without_a_value(self, api, seven, ordering):
        for household in seven[:3]:
            household.standing.last_visited_at = NOW
            household.standing.save()

        pages = walk(api, f"{URL}?page_size=2&ordering={ordering}")

        assert sorted(pk for page in pages for pk in page) == [h.pk for h in seven]

    @pytest.mark.parametrize("ordering", ["last_visited_at", "-last_visited_at"])
    def test_go_back_over_rows_without_a_value(self, api, seven, ordering):
        for household in seven[:3]:
            household.standing.last_visited_at = NOW
            household.standing.save()
        url = f"{URL}?page_size=2&ordering={ordering}"
        forth = walk(api, url)
        while api.get(url).json()["next"]:
            url = api.get(url).json()["next"]

        assert walk(api, url, follow="previous") == forth[::-1]

    @pytest.mark.parametrize("most", [1, 200])
    def test_are_joined_from_several_areas(self, client, village, monkeypatch, most):
        monkeypatch.setattr(pagination, "PLACES", most)
        neighbour = CommunityFactory(parent=village.parent)
        for place in (village, neighbour) * 3:
            HouseholdFactory(community=place)
        client.force_login(officer(village.parent))

        pages = walk(client, f"{URL}?page_size=4")

        assert [len(page) for page in pages] == [4, 2]

    @pytest.mark.parametrize(("most", "is_joined"), [(1, False), (200, True)])
    def test_of_a_large_territory_are_read_in_one_go(
        self, client, village, monkeypatch, most, is_joined
    ):
        monkeypatch.setattr(pagination, "PLACES", most)
        CommunityFactory(parent=village.parent)
        client.force_login(officer(village.parent))

        with CaptureQueriesContext(connection) as queries:
            client.get(f"{URL}?ordering=-id")

        assert any("AS place(id)" in q["sql"] for q in queries) is is_joined


class TestCount:
    def test_is_not_made_unasked(self, api, seven):
        assert "count" not in api.get(URL).json()

    def test_is_made_when_asked(self, api, seven):
        answer = api.get(f"{URL}?count=1&page_size=2").json()

        assert (answer["count"], answer["count_is_capped"]) == (7, False)

    def test_stops_where_it_would_cost(self, api, seven, monkeypatch):
        monkeypatch.setattr("station.api.pagination.COUNTED", 5)

        answer = api.get(f"{URL}?count=1").json()

        assert (answer["count"], answer["count_is_capped"]) == (5, True)


class TestRefusals:
    @pytest.mark.parametrize(
        ("query", "field"),
        [
            ("page_size=0", "page_size"),
            ("page_size=1001", "page_size"),
            ("page_size=x", "page_size"),
            ("page_size=²", "page_size"),
            ("ordering=note", "ordering"),
            ("cursor=abc", "cursor"),
            ("fields=id_number", "fields"),
            ("area=99999999999999999999", "area"),
            ("not_visited_since=2026-02-30", "not_visited_since"),
        ],
    )
    def test_name_the_parameter(self, api, query, field):
        answer = api.get(f"{URL}?{query}")

        assert answer.status_code == 400
        assert list(answer.json()["errors"]) == [field]

    def test_a_cursor_cannot_be_made_up(self, api):
        forged = Cursor("name", "an", 1).write()[:-2] + "xx"

        assert api.get(URL, {"cursor": forged}).status_code == 400

    def test_a_cursor_belongs_to_its_order(self, api, seven):
        cursor = Cursor("name", "an", 1).write()

        answer = api.get(URL, {"cursor": cursor, "ordering": "-name"})

        assert "cursor" in answer.json()["errors"]


class TestUnchanged:
    def test_page_is_304(self, api, seven):
        tag = api.get(URL)["ETag"]

        answer = api.get(URL, headers={"If-None-Match": tag})

        assert (answer.status_code, answer.content) == (304, b"")

    def test_a_change_shows(self, api, seven):
        tag = api.get(URL)["ETag"]
        HouseholdFactory(community=seven[0].area)

        assert api.get(URL, headers={"If-None-Match": tag}).status_code == 200

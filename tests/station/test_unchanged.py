"""304 without reading: only where nothing at all can have changed."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from config.api import RESOURCES
from households.models import Address, FollowUp, Household
from station import watching
from station.api.pagination import ListPage
from station.api.shape import Shape, _written
from station.api.unchanged import Memory, memory
from station.api.viewsets import ShapeViewSet
from station.models import Post
from station.roles import Role
from tests.factories import FollowUpFactory, HouseholdFactory, officer, person

URL = "/api/v1/households/"
SHAPES = {
    viewset.shape.name: viewset.shape
    for viewset in RESOURCES.values()
    if issubclass(viewset, ShapeViewSet)
}


@pytest.fixture
def reads(monkeypatch):
    """How often a page was really read."""
    found = []
    render = ListPage.render

    def counted(self, **options):
        found.append(self)
        return render(self, **options)

    monkeypatch.setattr(ListPage, "render", counted)
    memory.forget()
    yield found
    memory.forget()


@pytest.fixture
def household(village):
    return HouseholdFactory(community=village)


@pytest.fixture
def api(client, village, household):
    client.force_login(officer(village))
    return client


def settled(api, url=URL, **headers) -> str:
    """The client came back once; from now on nothing needs to be read."""
    tag = api.get(url, headers=headers)["ETag"]
    assert again(api, tag, url, **headers).status_code == 304
    return tag


def again(api, tag: str, url=URL, **headers):
    return api.get(url, headers={"If-None-Match": tag, **headers})


@pytest.mark.django_db
class TestUnchanged:
    def test_is_said_without_reading(self, api, reads):
        tag = settled(api)
        reads.clear()

        answer = again(api, f'"other", {tag}')

        assert (answer.status_code, answer["ETag"], answer.content) == (304, tag, b"")
        assert reads == []

    def test_costs_nothing_who_does_not_ask(
        self, api, reads, django_assert_num_queries
    ):
        api.get(URL)
        assert memory._known == {}

    @pytest.mark.parametrize("query", ["?search=x", "?not_visited_since=2026-01-01"])
    def test_is_always_looked_up_where_rows_are_chosen(self, api, reads, query):
        tag = api.get(URL + query)["ETag"]
        again(api, tag, URL + query)
        reads.clear()

        assert again(api, tag, URL + query).status_code == 304
        assert len(reads) == 1

    def test_is_always_looked_up_where_the_clock_counts(self, api, reads):
        url = "/api/v1/hazards/"
        tag = settled(api, url)
        reads.clear()

        again(api, tag, url)

        assert len(reads) == 1


@pytest.mark.django_db
class TestLate:
    """Lists that tell what is late hold until the first of their days is over."""

    URL = "/api/v1/follow-ups/"

    @pytest.fixture
    def due_at(self, household):
        """Of one that is late and two that are not; the sooner day of these."""
        now = watching.seen()[1]
        days = (-3, 2, 5)
        rows = [
            FollowUpFactory(household=household, due_at=now + timedelta(days=n))
            for n in days
        ]
        return rows[1].due_at

    def look_at(self, monkeypatch, at):
        state, _now = watching.seen()
        monkeypatch.setattr(watching, "seen", lambda: (state, at))

    def test_is_said_without_reading_before_that(self, api, reads, due_at, monkeypatch):
        tag = settled(api, self.URL)
        reads.clear()
        self.look_at(monkeypatch, due_at)

        assert again(api, tag, self.URL).status_code == 304
        assert reads == []

    def test_is_looked_up_after_it(self, api, reads, due_at, monkeypatch):
        tag = settled(api, self.URL)
        reads.clear()
        self.look_at(monkeypatch, due_at + timedelta(microseconds=1))

        again(api, tag, self.URL)

        assert len(reads) == 1

    def test_only_the_rows_of_the_page_count(self, api, reads, due_at, monkeypatch):
        url = f"{self.URL}?ordering=due_at&page_size=1"  # the one that is late
        tag = settled(api, url)
        reads.clear()
        self.look_at(monkeypatch, due_at + timedelta(days=30))

        assert again(api, tag, url).status_code == 304
        assert reads == []

    def test_what_came_due_while_the_page_was_read_is_not_passed_over(
        self, api, due_at, monkeypatch
    ):
        """Not late when its row was read; the moment is told all the same."""
        shape = SHAPES["FollowUp"]
        ids = list(FollowUp.objects.values_list("pk", flat=True))

        assert shape.next_turn(ids, after=due_at) == due_at
        assert shape.next_turn(ids, after=due_at + timedelta(days=9)) is None


@pytest.mark.django_db
class TestChange:
    def test_of_the_row_shows(self, api, household):
        tag = settled(api)

        Household.objects.filter(pk=household.pk).update(head_name="李四")

        assert "李四" in again(api, tag).content.decode()

    def test_of_a_row_inside_shows(self, api, household):
        tag = settled(api)

        Address.objects.filter(pk=household.address_id).update(text="新街9号")

        assert "新街9号" in again(api, tag).content.decode()

    def test_by_bare_sql_shows(self, api, household):
        tag = settled(api)

        with connection.cursor() as cursor:
            cursor.execute("UPDATE households_household SET head_name = '赵六'")

        assert "赵六" in again(api, tag).content.decode()

    def test_of_rights_shows(self, api, household):
        tag = settled(api)
        other = HouseholdFactory()

        Post.objects.update(area=other.area)

        assert [row["id"] for row in again(api, tag).json()["results"]] == [other.pk]

    def test_of_the_end_of_a_post_shuts_the_list(self, api):
        tag = settled(api)

        Post.objects.all().delete()

        assert again(api, tag).status_code in {403, 404}

    def test_of_the_language_is_another_page(self, api, reads):
        tag = settled(api)
        reads.clear()

        again(api, tag, **{"Accept-Language": "en"})

        assert len(reads) == 1

    def test_of_the_reader_is_another_page(self, api, reads, village):
        tag = settled(api)
        other = Client()
        other.force_login(person(Role.STATION_CHIEF, village.parent.parent))
        reads.clear()

        again(other, tag)

        assert len(reads) == 1

    def test_of_the_day_is_another_page(self, api, reads, monkeypatch):
        tag = settled(api)
        reads.clear()
        monkeypatch.setattr(timezone, "localdate", lambda *_args: date(2030, 1, 1))

        again(api, tag)

        assert len(reads) == 1

    def test_of_the_server_is_another_page(self, api, reads, monkeypatch):
        tag = settled(api)
        reads.clear()
        (count, _begun, place), at = watching.seen()
        monkeypatch.setattr(watching, "seen", lambda: ((count, "later", place), at))

        again(api, tag)

        assert len(reads) == 1


@pytest.mark.django_db(transaction=True)
class TestLateCommit:
    def test_is_never_passed_over(self, api, household, reads):
        """Counted before the page was read, committed after it."""
        other = connection.copy()
        try:
            other.set_autocommit(False)
            with other.cursor() as cursor:
                cursor.execute("UPDATE households_household SET head_name = '赵六'")
            tag = settled(api)
            assert memory._known == {}
            other.commit()
        finally:
            other.close()

        answer = again(api, tag)

        assert answer.status_code == 200
        assert "赵六" in answer.content.decode()


@pytest.mark.django_db
class TestWatching:
    def test_leaves_out_what_is_named_and_nothing_else(self):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT c.relname, EXISTS (SELECT FROM pg_trigger t"
                " WHERE t.tgrelid = c.oid AND t.tgname = 'station_note_write')"
                " FROM pg_class c WHERE c.relkind = 'r'"
                " AND c.relnamespace = current_schema()::regnamespace"
            )
            tables = dict(cursor.fetchall())

        assert {name for name, seen in tables.items() if not seen} == set(
            watching.UNWATCHED
        )

    @pytest.mark.parametrize("name", sorted(SHAPES))
    def test_leaves_out_nothing_that_a_list_shows(self, name):
        shape = SHAPES[name]  # what follows the clock is read each time anyway

        assert shape.follows_the_clock or not tables_of(shape) & set(watching.UNWATCHED)

    def test_is_put_up_again_without_harm(self):
        watching.watch()
        before = watching.state()

        Household.objects.update(head_name="")

        assert watching.state() > before


def tables_of(shape: Shape) -> set[str]:
    """Every table the statement of a shape names."""
    user = person(Role.STATION_CHIEF)
    sql = shape._row(user)[0] + " ".join(_written(shape.fields))
    return {
        name for name in watching.UNWATCHED if f'"{name}"' in sql or f" {name} " in sql
    }


class TestMemory:
    def test_lets_the_oldest_go(self):
        small = Memory(most=2)
        for key in ("a", "b"):
            small.keep((key,), (1,))
        small.recall(("a",))

        small.keep(("c",), (1,))

        assert small.recall(("b",)) is None
        assert small.recall(("a",)) == small.recall(("c",)) == (1,)

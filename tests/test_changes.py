"""The feed of changes: in commit order, none skipped, none twice."""

import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier
from threading import Event as Signal

import psycopg
import pytest
from django.db import connection, connections, transaction

from config.api import RESOURCES
from config.feed import ELSEWHERE, FOLLOWED
from station import feed
from station.actions.events import record
from station.api.viewsets import ShapeViewSet
from station.roles import Role
from tests.factories import (
    NOW,
    CardFactory,
    CommunityFactory,
    HouseholdFactory,
    MessageFactory,
    ResidentFactory,
    VisitFactory,
    officer,
    person,
)

URL = "/api/v1/changes/"
ADDRESS = {"dbname", "user", "password", "host", "port"}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def village():
    return CommunityFactory()


@pytest.fixture
def api(client, village):
    """A client of the village, at the feed."""
    client.force_login(officer(village))
    return client


def note(subject, kind="household.edited"):
    """Something happened to the record."""
    return record(kind=kind, subject=subject, by=None, at=NOW)


def follow(api, after="", **query):
    """Everything from here on, page by page, and where to go on."""
    found = []
    while True:
        answer = api.get(URL, {"after": after, **query}).json()
        found += answer["results"]
        after = answer["next"]
        if not answer["has_more"]:
            return found, after


class TestFeed:
    def test_tells_each_change_once_and_goes_on(self, api, village):
        homes = [HouseholdFactory(community=village) for _ in range(5)]
        for home in homes:
            note(home)

        first, after = follow(api, page_size=2)
        note(homes[0])
        second, after = follow(api, after)
        third, _after = follow(api, after)

        assert [row["id"] for row in first] == [home.pk for home in homes]
        assert [row["id"] for row in second] == [homes[0].pk]
        assert third == []

    def test_carries_the_row_as_the_list_shows_it(self, api, village):
        home = HouseholdFactory(community=village)
        note(home)

        row = follow(api)[0][0]

        listed = api.get("/api/v1/households/").json()["results"][0]
        assert row["data"] == listed
        assert (row["type"], row["change"], row["event"]) == (
            "households",
            "saved",
            "household.edited",
        )

    def test_leaves_out_what_is_out_of_scope(self, api):
        note(HouseholdFactory())

        assert follow(api)[0] == []

    def test_says_gone_when_a_record_left_the_scope(self, api, village):
        home = HouseholdFactory(community=village)
        note(home)
        type(home).objects.filter(pk=home.pk).update(area=CommunityFactory())

        row = follow(api)[0][0]

        assert (row["change"], row["data"]) == ("gone", None)

    def test_keeps_to_the_wanted_types(self, api, village):
        home = HouseholdFactory(community=village)
        note(home)
        note(VisitFactory(household=home), kind="visit.recorded")

        rows, _after = follow(api, types="visits")

        assert {row["type"] for row in rows} == {"visits"}
        assert api.get(URL, {"types": "burglaries"}).status_code == 400

    def test_never_tells_of_a_tip_one_may_not_see(self, api, village):
        tip = MessageFactory(card=CardFactory(area=village), kind="tip")
        note(tip, kind="message.received")

        assert follow(api)[0] == []

    def test_gives_an_auxiliary_only_the_own_visits(self, client, village):
        helper = person(Role.AUXILIARY_OFFICER, village)
        home = HouseholdFactory(community=village)
        own, other = (
            VisitFactory(household=home, visited_by=helper),
            VisitFactory(household=home),
        )
        for visit in (own, other):
            note(visit, kind="visit.recorded")
        client.force_login(helper)

        rows, _after = follow(client, types="visits")

        assert [row["id"] for row in rows] == [own.pk]

    def test_a_cursor_cannot_be_made_up(self, api):
        assert api.get(URL, {"after": "abc"}).status_code == 400

    def test_looks_through_a_bounded_stretch(self, api, village, monkeypatch):
        monkeypatch.setattr(feed, "WINDOW", 3)
        home = HouseholdFactory(community=village)
        for _ in range(5):
            note(HouseholdFactory())
        note(home)

        answer = api.get(URL).json()
        rows, _after = follow(api)

        assert (answer["results"], answer["has_more"]) == ([], True)
        assert [row["id"] for row in rows] == [home.pk]


class TestLateCommit:
    def test_is_not_passed_over(self, api, village):
        """One writes, another writes and commits first; none of the two is lost."""
        slow, fast = (HouseholdFactory(community=village) for _ in range(2))
        written, told = Signal(), Signal()

        def write_slowly():
            try:
                with transaction.atomic():
                    note(slow)
                    written.set()
                    told.wait(10)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(1) as pool:
            done = pool.submit(write_slowly)
            written.wait(10)
            note(fast)
            before, after = follow(api)
            told.set()
            done.result()
        later, _after = follow(api, after)

        assert before == []
        assert [row["id"] for row in later] == [slow.pk, fast.pk]

    def test_another_database_of_the_server_holds_nobody_up(self, api, village):
        home = HouseholdFactory(community=village)
        params = connection.get_connection_params() | {"dbname": "postgres"}
        kept = {k: v for k, v in params.items() if k in ADDRESS}

        with psycopg.connect(**kept) as elsewhere:
            elsewhere.execute("SELECT pg_current_xact_id()")
            note(home)
            rows, _after = follow(api)

        assert [row["id"] for row in rows] == [home.pk]


class Aborted(Exception):
    """The writer thought better of it."""


class Writers:
    """Eight at once; one in five goes back, some stay open for long."""

    COUNT, TURNS = 8, 12

    def __init__(self, homes, seed):
        self.homes, self.seed = homes, seed
        self.left = Barrier(self.COUNT)

    def run(self, number):
        """What this one has committed, in its order."""
        chance, kept = random.Random(self.seed * 100 + number), []
        try:
            self.left.wait(20)
            for turn in range(self.TURNS):
                kinds = [f"household.n{number}_{turn}_{i}" for i in range(2)]
                with suppress(Aborted), transaction.atomic():
                    for kind in kinds:
                        note(self.homes[number], kind=kind)
                        Signal().wait(chance.choice([0, 0, 0.002, 0.05]))
                    if chance.random() < 0.2:
                        raise Aborted
                    kept += kinds
        finally:
            connections.close_all()
        return kept


@pytest.mark.parametrize("seed", range(3))
def test_eight_writers_and_a_reader_who_never_waits(api, village, seed):
    """Whatever overlaps, commits late or goes back: each commit once, in order."""
    homes = [HouseholdFactory(community=village) for _ in range(Writers.COUNT)]
    writers, read, after = Writers(homes, seed), [], ""

    with ThreadPoolExecutor(Writers.COUNT) as pool:
        running = [pool.submit(writers.run, n) for n in range(Writers.COUNT)]
        while not all(one.done() for one in running):
            rows, after = follow(api, after, page_size=7)
            read += [row["event"] for row in rows]
        kept = [one.result() for one in running]
    rows, after = follow(api, after)
    read += [row["event"] for row in rows]

    assert sorted(read) == sorted(kind for kinds in kept for kind in kinds)
    for kinds in kept:
        assert [kind for kind in read if kind in set(kinds)] == kinds


def test_every_resource_is_followed_or_told_elsewhere():
    shaped = {n for n, view in RESOURCES.items() if issubclass(view, ShapeViewSet)}
    known = {kind.name for kind in FOLLOWED}

    assert known <= shaped
    assert shaped - known <= set(ELSEWHERE)
    assert not known & set(ELSEWHERE)


class TestLeaving:
    """Whatever moves or deletes a record, with an event of its own or without."""

    def test_a_record_that_moved_is_gone_where_it_was(self, api, village):
        home = HouseholdFactory(community=village)
        _none, after = follow(api)

        type(home).objects.filter(pk=home.pk).update(area=CommunityFactory())

        rows, _after = follow(api, after)
        assert [(row["event"], row["change"]) for row in rows] == [
            ("record.left", "gone")
        ]

    def test_a_record_that_came_is_there_with_its_row(self, api, village):
        home = HouseholdFactory()
        _none, after = follow(api)

        type(home).objects.filter(pk=home.pk).update(area=village)

        rows, _after = follow(api, after)
        assert [(row["event"], row["change"], row["id"]) for row in rows] == [
            ("record.came", "saved", home.pk)
        ]

    def test_residents_go_with_their_household(self, api, village):
        person = ResidentFactory(household=HouseholdFactory(community=village))
        _none, after = follow(api)

        type(person).objects.filter(pk=person.pk).update(area=CommunityFactory())

        rows, _after = follow(api, after, types="residents")
        assert [(row["id"], row["change"]) for row in rows] == [(person.pk, "gone")]

    def test_a_deleted_record_leaves_its_stone(self, api, village):
        home = HouseholdFactory(community=village)
        pk = home.pk
        _none, after = follow(api)

        home.delete()

        rows, _after = follow(api, after, types="households")
        assert [(row["id"], row["change"], row["data"]) for row in rows] == [
            (pk, "gone", None)
        ]

    def test_what_stays_is_not_told_of(self, api, village):
        home = HouseholdFactory(community=village)
        _none, after = follow(api)

        type(home).objects.filter(pk=home.pk).update(area=village, head_name="赵六")

        assert follow(api, after)[0] == []

    def test_never_tells_that_a_tip_went(self, api, village):
        tip = MessageFactory(card=CardFactory(area=village), kind="tip")
        _none, after = follow(api)

        type(tip).objects.filter(pk=tip.pk).update(area=CommunityFactory())

        assert follow(api, after)[0] == []


def test_the_feed_has_its_index():
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        params = {"xid": "0", "id": 0, "window": 9, "limit": 9}
        params |= {"labels": [], "areas": [], "anywhere": []}
        cursor.execute(f"EXPLAIN {feed.FEED}", params)
        plan = "\n".join(row[0] for row in cursor.fetchall())
        cursor.execute("RESET enable_seqscan")

    assert "station_event_feed" in plan

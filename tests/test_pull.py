"""Whole resources in one stream: the same rows as the list, and a place to go on from."""

import gzip
import json
from concurrent.futures import ThreadPoolExecutor
from threading import Event as Signal

import pytest
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone

from config.api import RESOURCES
from station.actions.events import record
from station.api import pull
from station.models import AccessRecord
from tests.api_records import MAKERS, url_of
from tests.factories import (
    CommunityFactory,
    HouseholdFactory,
    PostFactory,
    TokenFactory,
    UserFactory,
    officer,
)
from tests.test_api_resources import reader_of

pytestmark = pytest.mark.django_db
URL = "/api/v1/households/pull/"


def close(answer):
    """As the server does at the end, but the connection stays for the test."""
    for closing in answer._resource_closers:
        closing()
    answer._resource_closers.clear()


def taken(client, url=URL, **more):
    """The head, the rows and the end of a stream."""
    answer = client.get(url, **more)
    assert answer.status_code == 200, answer.content
    head, *rows, end = map(json.loads, b"".join(answer).splitlines())
    close(answer)
    return head, rows, end


@pytest.fixture
def api(client, village):
    client.force_login(officer(village))
    return client


@pytest.mark.parametrize("name", MAKERS)
def test_every_resource_tells_what_its_list_tells(name, client, village):
    for _ in range(2):
        MAKERS[name](village)
    MAKERS[name](CommunityFactory())
    client.force_login(reader_of(name, village))
    listed, following = [], url_of(name) + "?page_size=200"
    while following:
        page = client.get(following).json()
        listed, following = listed + page["results"], page["next"]

    head, rows, end = taken(client, f"{url_of(name)}pull/")

    assert rows == sorted(listed, key=lambda row: row["id"])
    assert end == {"end": True, "rows": len(rows)}
    assert head["pull"] == name


class TestPull:
    def test_goes_on_where_it_was_cut(self, api, village):
        homes = sorted(HouseholdFactory(community=village).pk for _ in range(3))

        _head, rows, _end = taken(api, data={"after": homes[0]})

        assert [row["id"] for row in rows] == homes[1:]

    def test_gives_the_fields_that_are_named(self, api, village):
        HouseholdFactory(community=village)

        _head, rows, _end = taken(api, data={"fields": "number"})

        assert set(rows[0]) == {"id", "number"}
        assert api.get(URL, {"fields": "colour"}).status_code == 400
        assert api.get(URL, {"kind": "x"}).status_code == 400

    def test_is_packed_when_asked(self, api, village):
        HouseholdFactory(community=village)

        answer = api.get(URL, headers={"Accept-Encoding": "gzip, br"})

        assert answer["Content-Encoding"] == "gzip"
        assert len(gzip.decompress(answer.getvalue()).splitlines()) == 3

    def test_takes_clients_that_name_its_form(self, api):
        answer = api.get(URL, headers={"Accept": "application/x-ndjson"})

        assert answer["Content-Type"] == "application/x-ndjson"
        close(answer)

    def test_keeps_to_the_fields_of_a_key(self, client, village):
        HouseholdFactory(community=village)
        machine = UserFactory(is_service=True)
        PostFactory(user=machine, role="api_client", area=village)
        TokenFactory(user=machine, key="fq_k", fields={"households": ["id", "number"]})
        headers = {"Authorization": "Token fq_k"}

        _head, rows, _end = taken(client, headers=headers)
        refused = client.get(URL, {"fields": "area"}, headers=headers)

        assert set(rows[0]) == {"id", "number"}
        assert refused.status_code == 400

    def test_is_written_down_with_the_number_of_rows(self, api, village):
        HouseholdFactory(community=village)

        taken(api)

        looks = AccessRecord.objects.filter(act="export").order_by("pk")
        assert [look.reason for look in looks] == ["begun", "rows=1"]

    def test_a_client_that_goes_away_frees_its_place(
        self, api, village, settings, monkeypatch
    ):
        settings.PULLS_PER_KEY = 1
        HouseholdFactory(community=village)
        monkeypatch.setattr(pull, "CHUNK", 1)
        answer = api.get(URL)
        next(iter(answer.streaming_content))

        close(answer)

        assert AccessRecord.objects.latest("pk").reason == "rows=1 cut"
        taken(api)

    def test_is_not_sent_again_while_nothing_changed(self, api, village, monkeypatch):
        monkeypatch.setattr(pull.watching, "is_at_rest", lambda: True)
        HouseholdFactory(community=village)
        first = api.get(URL)
        close(first)
        tagged = {"If-None-Match": first["ETag"]}

        same = api.get(URL, headers=tagged)
        HouseholdFactory(community=village)
        other = api.get(URL, headers=tagged)
        close(other)

        assert (same.status_code, other.status_code) == (304, 200)


@pytest.mark.django_db(transaction=True)
class TestWithTheFeed:
    def test_what_is_written_meanwhile_comes_by_the_feed(self, client):
        """One began to write before the stream and commits after it."""
        village = CommunityFactory()
        client.force_login(officer(village))
        written, told = Signal(), Signal()

        def write_slowly():
            try:
                with transaction.atomic():
                    home = HouseholdFactory(community=village)
                    at = timezone.now()
                    record(kind="household.created", subject=home, by=None, at=at)
                    written.set()
                    told.wait(10)
                    return home.pk
            finally:
                connections.close_all()

        with ThreadPoolExecutor(1) as pool:
            done = pool.submit(write_slowly)
            written.wait(10)
            head, rows, _end = taken(client)
            told.set()
            pk = done.result()
        feed = client.get("/api/v1/changes/", {"after": head["position"]}).json()

        assert rows == []
        assert [(row["type"], row["id"]) for row in feed["results"]] == [
            ("households", pk)
        ]

    def test_what_was_there_does_not_come_twice(self, client):
        village = CommunityFactory()
        client.force_login(officer(village))
        home = HouseholdFactory(community=village)
        record(kind="household.created", subject=home, by=None, at=timezone.now())

        head, rows, _end = taken(client)
        feed = client.get("/api/v1/changes/", {"after": head["position"]}).json()

        assert len(rows) == 1
        assert feed["results"] == []

    def test_so_many_at_once_and_no_more(self, settings):
        settings.PULLS_PER_KEY = 1
        village = CommunityFactory()
        wang = officer(village)
        HouseholdFactory(community=village)
        opened, done = Signal(), Signal()

        def hold():
            try:
                client = Client()
                client.force_login(wang)
                answer = client.get(URL)
                opened.set()
                done.wait(10)
                close(answer)
            finally:
                opened.set()
                connections.close_all()

        client = Client()
        client.force_login(wang)
        with ThreadPoolExecutor(1) as pool:
            held = pool.submit(hold)
            opened.wait(10)
            refused = client.get(URL)
            done.set()
            held.result()

        assert refused.status_code == 429
        assert int(refused["Retry-After"]) > 0
        taken(client)


def test_every_resource_with_a_shape_can_be_pulled():
    shaped = {name for name, view in RESOURCES.items() if hasattr(view, "shape")}

    assert all("pull" in RESOURCES[name].required_permissions for name in shaped)
    assert all(RESOURCES[n].shape.resource == n for n in shaped)

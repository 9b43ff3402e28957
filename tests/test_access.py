"""Every page, every role, three places: what the policy table says, and nothing else."""

import re
from dataclasses import replace

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from station.views.policy import PUBLIC, SIGNED_IN, PolicyMixin
from tests.access import (
    ELSEWHERE,
    FOREIGN,
    HERE,
    NEXT_DOOR,
    PAGES,
    PEOPLE,
    Cast,
    cells,
    pages,
)
from tests.kept import kept
from tests.station.sign_in import colleague, just_signed_in

PLACES = (HERE, NEXT_DOOR, ELSEWHERE)
SCOPED = {
    name: row
    for name, row in PAGES.items()
    if row.permission not in {PUBLIC, SIGNED_IN}
}


# Checklists and the like are one set for the whole office: nothing is out of scope.
RECORDS = sorted(
    name
    for name, row in SCOPED.items()
    if row.record not in {"", "area", "grid"}
    and cells(row.of or row.permission).get("community_officer") != "all"
)


class TestTable:
    def test_has_a_row_for_every_page(self):
        assert set(pages()) == set(PAGES) | set(FOREIGN)

    @pytest.mark.parametrize("name", sorted(PAGES))
    def test_names_the_permission_the_page_names(self, name):
        page = pages()[name].view_class

        assert issubclass(page, PolicyMixin)
        assert page.permission_required == PAGES[name].permission


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The villages and who is signed in there; each test adds its own records."""
    with kept(django_db_blocker):
        yield Cast()


@pytest.fixture
def _files(monkeypatch, tmp_path):
    """Every attachment has its file."""
    from station.views import attachments

    file = tmp_path / "x.jpg"
    file.write_bytes(b"x")
    monkeypatch.setattr(attachments, "path_of", lambda _name: file)


def ask(client: Client, url: str, row):
    """One request, whatever it did undone."""
    with transaction.atomic():
        response = getattr(client, row.method)(url, row.data)
        if response.streaming:
            list(response.streaming_content)
            for close in response._resource_closers:
                close()
        transaction.set_rollback(True)
    return response


@pytest.mark.django_db  # each page begins with the world as it was made
@pytest.mark.usefixtures("_files")
class TestPages:
    @pytest.mark.parametrize("name", sorted(SCOPED))
    def test_open_where_the_table_says_and_nowhere_else(self, world, name):
        row = SCOPED[name]
        records = {
            place: world.record(row.record, place) for place in PLACES if row.record
        }
        wrong = []
        for role in PEOPLE:
            client = world.browser(role)
            for place in asked_for(row, role, records):
                args = row.args(records[place]) if records else row.fixed
                response = ask(client, reverse(name, args=args), row)
                expected = row.allowed if opens(name, row, role, place) else {404}
                if response.status_code not in expected:
                    wrong.append((role.value, place, response.status_code))

        assert wrong == []

    @pytest.mark.parametrize("name", sorted(set(PAGES) - set(SCOPED)))
    def test_for_everybody_open_for_everybody(self, world, name):
        row = PAGES[name]
        args = row.args(world.record(row.record, HERE)) if row.record else row.fixed
        strangers_own = row.record in {"notice", "session", "device"}
        expected = {404} if strangers_own else row.allowed
        for role in PEOPLE:
            client = world.browser(role)

            response = ask(client, reverse(name, args=args), row)

            assert response.status_code in expected, role

    @pytest.mark.parametrize("name", sorted(PAGES))
    def test_send_strangers_to_the_door_unless_public(self, world, client, name):
        row = PAGES[name]
        args = row.args(world.record(row.record, HERE)) if row.record else row.fixed
        url = reverse(name, args=args)

        response = ask(client, url, row)

        if row.permission == PUBLIC:
            assert response.status_code in row.allowed
        else:
            assert response.status_code == 302
            assert response["Location"].startswith("/accounts/login/")

    @pytest.mark.parametrize("name", RECORDS)
    def test_answer_a_record_out_of_scope_like_one_that_is_not(self, world, name):
        row = SCOPED[name]
        record = world.record(row.record, ELSEWHERE)
        client = world.browser("community_officer")
        url = reverse(name, args=row.args(record))
        absent = url.replace(f"/{record.pk}/", "/999999999/")

        there, not_there = ask(client, url, row), ask(client, absent, row)
        sent = ask(client, url, replace(row, method="post", data={"version": 1}))

        assert there.status_code == not_there.status_code == 404
        assert same(there, url) == same(not_there, absent)
        assert sent.status_code in {404, 405}


class TestForeignPages:
    @pytest.mark.parametrize("name", sorted(FOREIGN))
    def test_answer_as_expected(self, db, name):
        url = "/api/nowhere/" if name == "api:nothing" else reverse(name)
        stranger, member = Client(), Client()
        just_signed_in(member, colleague())

        answers = (stranger.get(url).status_code, member.get(url).status_code)

        assert answers == FOREIGN[name]


def opens(name: str, row, role, place: str) -> bool:
    """The table, and the one page that is only for its owner."""
    return not row.record.startswith("foreign ") and row.allows(role, place)


def asked_for(row, role, records: dict):
    """Whoever has the permission nowhere is asked for one place only."""
    if role not in cells(row.permission):
        return (HERE,)
    return records or (HERE,)


def same(response, url: str) -> str:
    """The page without its address, tokens and the moment."""
    text = response.content.decode().replace(url, "URL")
    return re.sub(r"[0-9A-Za-z]{64}", "", text)

"""A client that a public generator makes from the schema works against the server."""

import json
import sys
from datetime import date
from importlib import import_module
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client
from openapi_python_client import generate
from openapi_python_client.config import Config, ConfigFile, MetaType

from disputes.models import Dispute
from station.roles import Role
from tests import factories as make
from tests.api_schema import FILE, written
from tests.factories import CommunityFactory, TokenFactory, officer, person

KEY = "fq_a-key-of-the-tests"
NAME = "fengqiao_client_of_the_tests"


@pytest.fixture(scope="module")
def client_of(tmp_path_factory):
    """Makes the client as docs/client/README.md says, and finds its modules."""
    folder = tmp_path_factory.mktemp("client")
    schema = folder / "openapi.json"  # read ten times as fast as YAML
    schema.write_text(json.dumps(written()))
    how = ConfigFile.load_from_path(FILE.parent / "client/generator.yaml")
    problems = generate(
        config=Config.from_sources(
            how, MetaType.NONE, schema, "utf-8", overwrite=False,
            output_path=folder / NAME,
        )
    )  # fmt: skip
    assert [f"{found.header} {found.detail}" for found in problems] == []
    sys.path.insert(0, str(folder))
    yield lambda name: import_module(f"{NAME}.{name}")
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.split(".")[0] == NAME]:
        del sys.modules[name]


@pytest.fixture
def village(transactional_db):
    return CommunityFactory()


@pytest.fixture
def machine(client_of, live_server, village):
    """A machine with its key."""
    user = person(Role.API_CLIENT, village)
    user.is_service = True
    user.save()
    TokenFactory(user=user, key=KEY)
    made = client_of("client").AuthenticatedClient
    with made(base_url=live_server.url, token=KEY, prefix="Token") as client:
        yield client


@pytest.fixture
def wang(client_of, live_server, village):
    """The officer of the village in a browser that has signed in."""
    browser, secret = Client(), _get_new_csrf_string()
    browser.force_login(officer(village))
    session = browser.cookies[settings.SESSION_COOKIE_NAME].value
    with client_of("client").Client(
        base_url=live_server.url,
        cookies={
            settings.SESSION_COOKIE_NAME: session,
            settings.CSRF_COOKIE_NAME: secret,
        },
        headers={"X-CSRFToken": secret},
    ) as client:
        yield client


def quarrels(village, count: int) -> list:
    """Quarrels of the village, and one of another that nobody here may see."""
    make.DisputeFactory()
    homes = [make.HouseholdFactory(community=village) for _ in range(count)]
    return [make.DisputeFactory(household=home) for home in homes]


def cursor_of(page) -> str:
    return parse_qs(urlsplit(page.next_).query)["cursor"][0]


def test_reads_pages_of_records_to_their_end(machine, client_of, village):
    made = quarrels(village, 5)
    disputes_list = client_of("api.disputes.disputes_list")

    found, more = [], {}
    while True:
        page = disputes_list.sync(
            client=machine, area=village.pk, ordering="id", page_size=2, **more
        )
        assert len(page.results) <= 2
        found += page.results
        if page.next_ is None:
            break
        more = {"cursor": cursor_of(page)}
    none = disputes_list.sync(client=machine, due_until=date(1990, 1, 1), count="1")

    assert [row.id for row in found] == sorted(row.pk for row in made)
    assert {type(row).__name__ for row in found} == {"Dispute"}
    first = next(row for row in made if row.pk == found[0].id)
    assert (found[0].number, found[0].grade) == (first.number, first.grade)
    assert found[0].area.id == village.pk
    assert found[0].reported_at == first.reported_at
    assert found[0].household.number == first.household.number
    assert (none.results, none.count) == ([], 0)


def test_reads_a_record_once_while_it_stands(machine, client_of, village):
    (dispute,) = quarrels(village, 1)
    retrieve = client_of("api.disputes.disputes_retrieve")
    elsewhere = Dispute.objects.exclude(pk=dispute.pk).get()

    answer = retrieve.sync_detailed(dispute.pk, client=machine)
    tag = answer.headers["ETag"]
    again = retrieve.sync_detailed(dispute.pk, client=machine, if_none_match=tag)
    missing = retrieve.sync(elsewhere.pk, client=machine)

    assert answer.status_code == 200
    assert answer.parsed.number == dispute.number
    assert (again.status_code, again.parsed) == (304, None)
    assert (missing.status, missing.code) == (404, "not_found")


def test_writes_once_whatever_is_sent_twice(wang, client_of, village):
    create = client_of("api.disputes.disputes_create").sync_detailed
    body = client_of("models.dispute_input_request").DisputeInputRequest(
        area=village.pk, source="walk_in", field="neighbour", summary="院墙滴水"
    )

    first = create(client=wang, body=body, idempotency_key="twice")
    second = create(client=wang, body=body, idempotency_key="twice")
    body.field = "nothing we know"
    bad = create(client=wang, body=body)

    assert first.status_code == second.status_code == 201
    assert first.parsed == second.parsed
    assert Dispute.objects.get().pk == first.parsed.id
    assert bad.parsed.status == bad.status_code == 400
    assert "field" in bad.parsed.errors.additional_properties


def test_sends_back_the_version_that_was_read(wang, client_of, village):
    (dispute,) = quarrels(village, 1)
    edit = client_of("api.disputes.disputes_partial_update").sync_detailed
    body = client_of("models.dispute_edit_input_request").DisputeEditInputRequest
    read = client_of("api.disputes.disputes_retrieve").sync(dispute.pk, client=wang)
    facts = {
        "field": "neighbour",
        "summary": "院墙又滴水",
        "event_on": date(2026, 3, 1),
    }

    saved = edit(dispute.pk, client=wang, body=body(version=read.version, **facts))
    stale = edit(dispute.pk, client=wang, body=body(version=read.version, **facts))

    assert saved.parsed.version == read.version + 1
    assert saved.parsed.summary == "院墙又滴水"
    assert stale.parsed.status == stale.status_code == 412
    assert stale.parsed.current_version == read.version + 1


def test_reads_figures_changes_and_whole_resources(machine, wang, client_of, village):
    made = quarrels(village, 3)
    figures = client_of("api.statistics.statistics_retrieve")
    changes = client_of("api.changes.changes_list")

    told = figures.sync("disputes.open", client=machine, area=village.pk)
    feed = changes.sync(client=machine, types="disputes", page_size=2)
    lines = client_of("api.disputes.disputes_pull_retrieve").sync(client=machine)
    file = client_of("api.disputes.disputes_export_retrieve").sync(
        client=wang, as_="csv"
    )
    refused = client_of("api.disputes.disputes_export_retrieve").sync(client=machine)

    assert told.figure.part == len(made)
    assert told.area.id == village.pk
    assert (feed.results, feed.has_more) == ([], False)
    head, *rows, end = map(json.loads, lines.payload)
    assert {row["id"] for row in rows} == {row.pk for row in made}
    assert (head["pull"], end["rows"]) == ("disputes", len(made))
    assert len(file.payload.read().decode("utf-8-sig").splitlines()) == 1 + len(made)
    assert (refused.status, refused.title) == (403, "Forbidden")

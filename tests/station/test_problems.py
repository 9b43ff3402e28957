import pytest
from django.db import OperationalError

from station.api.content import DEEPEST
from tests.factories import HouseholdFactory, officer

pytestmark = pytest.mark.django_db
URL = "/api/v1/households/"


@pytest.fixture
def api(client, village):
    """The village's officer at the API."""
    client.force_login(officer(village))
    return client


def send(api, body, url=URL, **options):
    return api.post(url, body, content_type="application/json", **options)


class TestForm:
    def test_is_a_problem_in_its_type(self, api):
        answer = api.get(f"{URL}99999/")

        assert answer.status_code == 404
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["code"] == "not_found"
        assert answer.json()["title"] == "Not Found"

    def test_asks_strangers_to_sign_in(self, client):
        answer = client.get(URL)

        assert answer.status_code == 401
        assert answer["WWW-Authenticate"].startswith("Token")
        assert answer.json()["code"] == "not_authenticated"

    def test_says_the_same_below_an_address_that_does_not_exist(self, api):
        answer = api.get("/api/v1/burglaries/")

        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")

    def test_does_not_tell_strangers_which_addresses_exist(self, client):
        assert client.get("/api/v1/burglaries/").status_code == 401

    def test_names_the_methods_there_are(self, api):
        answer = api.delete(URL)

        assert answer.status_code == 405
        assert answer.json()["code"] == "method_not_allowed"
        assert "GET" in answer["Allow"]

    def test_takes_no_form(self, api):
        answer = api.post(URL, {"number": "1"})

        assert answer.status_code == 415

    def test_answers_in_json_whatever_is_asked(self, api):
        answer = api.get(URL, headers={"Accept": "text/html"})

        assert answer.status_code == 406
        assert answer["Content-Type"] == "application/problem+json"

    def test_says_what_is_wrong_by_field(self, api):
        answer = send(api, {"number": "x" * 40})

        assert answer.status_code == 400
        assert set(answer.json()["errors"]) == {"address", "number"}

    def test_refuses_fields_it_does_not_know(self, api):
        answer = send(api, {"head_sort": "x"})

        assert "head_sort" in answer.json()["errors"]


class TestHostileInput:
    @pytest.mark.parametrize(
        "body",
        [
            "{",
            "[]",
            '"text"',
            "null",
            '{"number": NaN}',
            "[" * 100_000,
            '{"a":' * (DEEPEST + 2) + "1" + "}" * (DEEPEST + 2),
            b"\xff\xfe",
            '{"number": "\\u0000"}',
            '{"number": "\\ud800"}',
            '{"address": 1e999}',
            '{"address": 99999999999999999999999}',
            '{"address": true}',
            '{"address": {"id": 1}}',
            '{"address": "1; DROP TABLE"}',
        ],
    )
    def test_is_400(self, api, body):
        assert send(api, body).status_code == 400

    def test_too_much_is_413(self, api, settings):
        body = '{"note": "' + "x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE + '"}'

        assert send(api, body).status_code == 413

    @pytest.mark.parametrize(
        "query",
        [
            "search=%00",
            "search=%ff",
            "area=-1",
            "area=9999999999999999999999",
            "not_visited_since=9999-99-99",
            "due_until=0000-00-00",
            "cursor=%00",
            "fields=%00",
            "state=dead",
            "page_size=1e3",
        ],
    )
    def test_in_the_address_never_breaks(self, api, query):
        assert api.get(f"{URL}?{query}").status_code in {200, 400}

    @pytest.mark.parametrize("pk", ["0", "999999999999999999", "9" * 30, "x", "-1"])
    def test_ids_are_404(self, api, pk):
        assert api.get(f"{URL}{pk}/").status_code == 404


class TestVersions:
    def test_must_be_named(self, api, village):
        household = HouseholdFactory(community=village)

        answer = api.patch(
            f"{URL}{household.pk}/", {"note": "x"}, content_type="application/json"
        )

        assert "version" in answer.json()["errors"]

    def test_in_the_body_or_as_if_match(self, api, village):
        household = HouseholdFactory(community=village)
        url = f"{URL}{household.pk}/"

        tag = api.get(url)["ETag"]
        answer = api.patch(
            url,
            {"note": "x"},
            content_type="application/json",
            headers={"If-Match": tag},
        )

        assert (answer.status_code, answer["ETag"]) == (200, '"2"')

    def test_that_are_stale_are_412(self, api, village):
        household = HouseholdFactory(community=village, version=3)

        answer = api.patch(
            f"{URL}{household.pk}/",
            {"note": "x", "version": 2},
            content_type="application/json",
        )

        assert answer.status_code == 412
        assert answer.json()["code"] == "stale_version"
        assert answer.json()["current_version"] == 3


class TestUnforeseen:
    def test_is_a_problem_too(self, api, monkeypatch):
        def fail(*_args, **_kwargs):
            raise RuntimeError("unforeseen")

        monkeypatch.setattr("station.api.viewsets.ListPage", fail)
        api.raise_request_exception = False

        answer = api.get(URL)

        assert (answer.status_code, answer.json()["code"]) == (500, "error")
        assert answer["Content-Type"] == "application/problem+json"
        assert "unforeseen" not in answer.content.decode()

    def test_a_database_that_is_away_is_503(self, api, monkeypatch):
        def fail(*_args, **_kwargs):
            raise OperationalError("away")

        monkeypatch.setattr("station.api.viewsets.ListPage", fail)

        answer = api.get(URL)

        assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
        assert answer["Retry-After"]

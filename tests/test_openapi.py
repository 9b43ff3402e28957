"""The API describes itself truthfully."""

import inspect
import json
from pathlib import Path

import jsonschema_rs
import pytest
from django.core.management import call_command
from drf_spectacular import validation
from rest_framework.routers import SimpleRouter
from rest_framework.serializers import ModelSerializer

from config.api import RESOURCES
from station import policy
from station.api.bulk import BulkInput
from station.api.serializers import Input
from station.api.viewsets import ShapeViewSet
from station.views.policy import SIGNED_IN
from tests.api_schema import FILE, written
from tests.factories import officer


@pytest.fixture(scope="module")
def schema():
    """The file in git; ``test_in_git_is_current`` holds it against the code."""
    return written()


def actions_of(viewset):
    """Every action a route leads to, with its methods."""
    routes = SimpleRouter().get_routes(viewset)
    return {
        action: method
        for route in routes
        for method, action in route.mapping.items()
        if hasattr(viewset, action)
    }


class TestSchema:
    def test_in_git_is_current(self, tmp_path):
        """``make schema`` writes it anew."""
        path = tmp_path / "openapi.yaml"

        call_command("spectacular", fail_on_warn=True, file=str(path), verbosity=0)

        assert FILE.read_bytes() == path.read_bytes()

    @pytest.mark.django_db
    @pytest.mark.parametrize("wanted", ["*/*", "application/vnd.oai.openapi"])
    def test_is_given_as_it_is_in_git(self, client, wanted):
        """Not written anew for whoever asks: that would take seconds."""
        client.force_login(officer())

        answer = client.get("/api/schema/", headers={"accept": wanted})

        assert answer.headers["Content-Type"] == "application/vnd.oai.openapi"
        assert answer.content == FILE.read_bytes()

    def test_keeps_the_rules_of_openapi(self, schema):
        """What ``spectacular --validate`` asks, in a hundredth of its time."""
        rules = Path(validation.__file__).parent / "openapi_3_1_schema.json"
        validator = jsonschema_rs.validator_for(json.loads(rules.read_text()))

        assert [error.message for error in validator.iter_errors(schema)] == []

    def test_speaks_openapi_3_1(self, schema):
        assert schema["openapi"].startswith("3.1")

    def test_has_a_problem_for_everything_that_can_go_wrong(self, schema):
        for path, operations in schema["paths"].items():
            for method, operation in operations.items():
                codes = set(operation["responses"])
                assert {"400", "401", "403", "404", "429"} <= codes, path
                if method != "get":
                    assert {"409", "413", "415"} <= codes, path

    def test_says_where_a_create_may_find_a_newer_version(self, schema):
        for name in ("alert-limits", "wave-settings"):
            assert "412" in schema["paths"][f"/api/v1/{name}/"]["post"]["responses"]

    def test_says_what_a_call_on_file_and_a_deletion_answer(self, schema):
        take_in = schema["paths"]["/api/v1/call-records/"]["post"]["responses"]
        gone = [operations.get("delete") for operations in schema["paths"].values()]

        assert {"200", "201"} <= set(take_in)
        for operation in filter(None, gone):
            assert {code for code in operation["responses"] if code < "3"} == {"204"}

    @pytest.mark.parametrize(
        "path",
        [
            "check-ins/confirm",
            "course-sessions/{id}/came",
            "course-sessions/{id}/invite",
            "disputes/on-the-spot",
            "service-guides/{id}/edition",
            "visits/field",
        ],
    )
    def test_says_which_verbs_make_a_record(self, schema, path):
        answers = schema["paths"][f"/api/v1/{path}/"]["post"]["responses"]

        assert {code for code in answers if code < "3"} == {"201"}

    def test_takes_the_tag_wherever_nothing_may_be_new(self, schema):
        for path, operations in schema["paths"].items():
            names = {
                p.get("name") for p in operations.get("get", {}).get("parameters", ())
            }
            is_tagged = "304" in operations.get("get", {}).get("responses", ())
            assert is_tagged == ("If-None-Match" in names), path

    def test_names_the_permission_of_every_operation(self, schema):
        for operations in schema["paths"].values():
            for operation in operations.values():
                assert "Needs `" in operation["description"]

    def test_holds_no_sealed_name_in_any_list(self, schema):
        sealed = {
            "id_number",
            "phone_index",
            "row_key",
            "token",
            "token_hash",
            "tokens",
        }
        for name, component in schema["components"]["schemas"].items():
            if name.endswith("Request"):
                continue
            names = set(component.get("properties", {}))
            assert not names & sealed, name


@pytest.mark.parametrize("name", RESOURCES)
class TestEveryAction:
    def test_names_a_permission_of_the_table(self, name):
        viewset = RESOURCES[name]
        for action in actions_of(viewset):
            names = viewset.required_permissions[action]
            for permission in (names,) if isinstance(names, str) else names:
                assert permission == SIGNED_IN or policy.is_known(permission), action

    def test_takes_only_what_its_input_names(self, name):
        viewset = RESOURCES[name]
        for action, method in actions_of(viewset).items():
            if method in {"get", "delete"}:
                continue
            taken = viewset.inputs[action]
            # Of a bulk action the form refuses what it does not name.
            assert issubclass(taken, Input | BulkInput), action
            assert not issubclass(taken, ModelSerializer), action

    def test_answers_a_write_as_it_answers_a_read(self, name):
        """One schema for both: writes show the record by the same shape."""
        viewset = RESOURCES[name]
        if not issubclass(viewset, ShapeViewSet):
            return
        for action, method in actions_of(viewset).items():
            if method not in {"get", "delete"} and action not in viewset.answers:
                source = inspect.getsource(getattr(viewset, action))
                assert any(
                    call in source
                    for call in (
                        "self.act(",
                        "self.make(",
                        "self.show(",
                        "self._run(",
                        "self.act_at_stop(",
                        "self._item(",
                        "self._pin(",
                        "self._results(",
                        "self._seat(",
                    )
                ), action

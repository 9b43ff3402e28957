"""The running API against its schema, asked by every role.

No 500, no answer that contradicts the schema, and none that contradicts the policy
table: whom it does not let in is refused, and what lies elsewhere is not there.

``SCHEMATHESIS=long`` sends every case with the key of every role that is let in and
goes on with made-up ones; see docs/development.md.
"""

import gc
import os
from contextlib import contextmanager
from copy import copy
from zlib import crc32

import pytest
import schemathesis
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.generation.meta import TestPhase
from schemathesis.pytest._test_builder import build_operation_test
from schemathesis.python._constants.orchestrator import make_constants_value_source
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from config.api import RESOURCES
from config.wsgi import application
from station import policy
from station.api.authentication import TokenAuthentication
from station.api.viewsets import ShapeViewSet
from station.views.policy import SIGNED_IN
from tests.access.rows import ELSEWHERE
from tests.api_records import MAKERS
from tests.api_schema import written
from tests.api_world import (
    CALLERS,
    NOBODY,
    is_let_in,
    made,
    one_connection,
    permissions_of,
    reaches,
)
from tests.kept import kept

# The WSGI client of schemathesis leaves uploads to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)
IS_LONG = os.environ.get("SCHEMATHESIS") == "long"
EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "25" if IS_LONG else "3"))
EACH = 1 if IS_LONG else 3  # of so many prepared cases one is sent
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
schema = schemathesis.openapi.from_dict(written())
schema.app = application
schema.app = application
LABELS = sorted(
    f"{method.upper()} {path}" for path in schema for method in schema[path]
)
asked: set[str] = set()  # operations that everybody has called


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Two villages with something of everything, and a key for each role."""
    with one_connection(), kept(django_db_blocker):
        yield made()
    gc.collect()


@pytest.fixture
def _known_at_the_door(db, monkeypatch):
    """One operation is called a hundred times; its keys are looked up once."""
    looked_up, find = {}, TokenAuthentication._find

    def found(self, request, key):
        if key not in looked_up:
            looked_up[key] = find(self, request, key)
            policy.rights(looked_up[key].user)
        token = copy(looked_up[key])
        token.user = copy(token.user)  # what one call does to it, the next forgets
        return token

    monkeypatch.setattr(TokenAuthentication, "_find", found)


@pytest.fixture(scope="module")
def feedback():
    """What the cases of one operation may take from the schema of others."""
    return FeedbackSources(constants_value_source=make_constants_value_source(schema))


@pytest.mark.django_db  # each operation begins with the world as it was made
@pytest.mark.usefixtures("_known_at_the_door")
@pytest.mark.parametrize("label", LABELS)
def test_answers_as_the_schema_and_the_table_say(label, world, feedback):
    """Its cases are made when its turn comes: for all of them it takes a minute."""
    method, path = label.split()
    build_operation_test(
        config=schema.config,
        operation=schema[path][method],
        test_func=answers,
        given_kwargs={},
        feedback=feedback,
    )(world=world)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def answers(case, world):
    number = digest(case)
    who = callers(case, number)
    fill(case, world, number)
    # A bulk action locks and writes each row by itself: no question asked twice.
    is_bulk = case.operation.path.endswith("/bulk/")
    allowed = [{"model": "*", "field": "*"}] if is_bulk else []
    for caller in who:
        with override_settings(ZEAL_ALLOWLIST=allowed), undone():
            status = ask(case, world, caller)
            if status < 300 and case.method == "POST":
                ask(case, world, caller)  # what was taken may be sent again
        assert contradiction(case, world, caller, status) == ""


def callers(case, number: int) -> list[str]:
    """Everybody with the first right case; else, in turn, whom the table lets in."""
    if case.meta.generation.mode.is_positive and case.operation.label not in asked:
        asked.add(case.operation.label)
        return list(CALLERS)
    is_prepared = case.meta.phase.name == TestPhase.COVERAGE
    if is_prepared and number % EACH:
        return []
    path = case.operation.path.replace("{id}", "1").replace("{key}", "a.a")
    permissions = permissions_of(path, case.operation.method)
    welcome = [caller for caller in CALLERS if is_let_in(caller, permissions)]
    return welcome if IS_LONG else [welcome[number // EACH % len(welcome)]]


def digest(case) -> int:
    """The same number for the same case, whenever it is tried again."""
    return crc32(repr((case.path_parameters, case.query, case.body)).encode())


def fill(case, world, number: int) -> None:
    """Made-up ids become those of records that are there: two of three here."""
    resource, parameters = resource_of(case), case.path_parameters or {}
    if str(parameters.get("id", "")).isdigit() and resource in world.here:
        rows = (world.here, world.here, world.elsewhere)[number % 3]
        case.path_parameters = parameters | {"id": rows[resource].pk}
    if isinstance(case.body, dict):
        real = {name: world.given[name] for name in case.body if name in world.given}
        if isinstance(case.body.get("version"), int):
            real["version"] = 1
        case.body = case.body | real


def resource_of(case) -> str:
    return case.operation.path.removeprefix("/api/v1/").split("/")[0]


@contextmanager
def undone():
    """Whatever is done within is as if it had not been."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(case, world, caller: str) -> int:
    if caller == NOBODY:
        case.headers.pop("Authorization", None)
    answer = case.call_and_validate(headers=world.headers(caller), checks=CHECKS)
    return answer.status_code


def contradiction(case, world, caller: str, status: int) -> str:
    """What the answer says against the policy table, if it does."""
    if case.method.upper() != case.operation.method.upper():
        return ""
    permissions = permissions_of(case.formatted_path, case.method)
    if not permissions:
        return ""
    if caller == NOBODY:
        return "" if status == 401 else f"{status} without a key"
    if not is_let_in(caller, permissions):
        return "" if status == 403 else f"{status} for {caller}, who is not let in"
    if status >= 300 or SIGNED_IN in permissions:
        return ""
    pk = case.path_parameters.get("id")
    place = world.place_of(resource_of(case), pk)
    if place == ELSEWHERE and not any(reaches(caller, p, place) for p in permissions):
        return f"{status} for {caller}, from whom it is out of scope"
    return ""


def test_every_resource_has_a_record_to_try():
    shapes = {name for name, v in RESOURCES.items() if issubclass(v, ShapeViewSet)}

    assert shapes <= set(MAKERS) | {
        "areas",
        "users",
        "posts",
        "register-imports",
        "attachments",
    }

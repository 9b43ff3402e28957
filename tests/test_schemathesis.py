"""The running API against its schema: no 500, no answer that contradicts it."""

import gc
import os
from copy import copy
from datetime import timedelta
from pathlib import Path

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import override_settings
from django.utils import timezone
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
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
from station.crypto import fingerprint
from station.models import ServiceToken
from tests.api_records import MAKERS, reader
from tests.factories import CommunityFactory, RegisterImportFactory
from tests.kept import kept

# The WSGI client of schemathesis leaves uploads to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)
KEY = "fq_a-key-of-the-tests"
EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "4"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
FILE = Path(__file__).resolve().parent.parent / "docs/openapi.yaml"
schema = schemathesis.openapi.from_path(FILE)
schema.app = application

known: dict[str, int] = {}  # a record of each resource within the officer's scope


@schema.hook
def map_path_parameters(_context, parameters):
    """Half of the made-up ids become the id of a record that is there."""
    if parameters and "id" in parameters:
        number = parameters["id"]
        if len(str(number)) % 2:
            parameters = parameters | {"id": known.get("any", 1)}
    return parameters


@schema.hook
def map_body(_context, body):
    """References point to what is there, so that rules are reached, not only 400s."""
    if not isinstance(body, dict):
        return body
    real = {name: known[name] for name in body if name in known}
    if isinstance(body.get("version"), int):
        real["version"] = 1
    return body | real


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """A village with something of everything, and its officer's key."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    with kept(django_db_blocker):
        village = CommunityFactory()
        wang = reader(village)
        rows = {name: make(village) for name, make in MAKERS.items()}
        rows["areas"], rows["users"] = village, wang
        rows["posts"] = wang.posts.get()
        rows["register-imports"] = RegisterImportFactory(owner=wang)
        ServiceToken.objects.create(
            user=wang,
            name="tests",
            prefix=KEY[:8],
            key_hash=fingerprint(KEY),
            may_write=True,
            rate=60_000,
            expires_at=timezone.now() + timedelta(days=1),
            created_by=wang,
        )
        known.update(
            area=village.pk,
            parent=village.pk,
            address=rows["addresses"].pk,
            household=rows["households"].pk,
            assigned_to=wang.pk,
            to=wang.pk,
            user=wang.pk,
            visit=rows["visits"].pk,
            card=rows["contact-cards"].pk,
        )
        yield rows
    gc.collect()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def _known_at_the_door(db, monkeypatch):
    """One operation is called a hundred times; its key is looked up once."""
    looked_up, find = {}, TokenAuthentication._find

    def found(self, request, key):
        if key not in looked_up:
            looked_up[key] = find(self, request, key)
            policy.rights(looked_up[key].user)
        token = copy(looked_up[key])
        token.user = copy(token.user)  # what one call does to it, the next forgets
        return token

    monkeypatch.setattr(TokenAuthentication, "_find", found)


@pytest.mark.django_db  # each operation begins with the world as it was made
@pytest.mark.usefixtures("_known_at_the_door")
@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_answers_as_the_schema_says(case, world):
    resource = case.operation.path.removeprefix("/api/v1/").split("/")[0]
    known["any"] = world[resource].pk if resource in world else 1
    # A bulk action locks and writes each row by itself: no question asked twice.
    is_bulk = case.operation.path.endswith("/bulk/")
    allowed = [{"model": "*", "field": "*"}] if is_bulk else []
    with override_settings(ZEAL_ALLOWLIST=allowed):
        case.call_and_validate(headers={"Authorization": f"Token {KEY}"}, checks=CHECKS)


def test_every_resource_has_a_record_to_try():
    shapes = {name for name, v in RESOURCES.items() if issubclass(v, ShapeViewSet)}

    assert shapes <= set(MAKERS) | {
        "areas",
        "users",
        "posts",
        "register-imports",
        "attachments",
    }

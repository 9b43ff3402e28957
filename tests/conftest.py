"""What every test may ask for."""

import gc

import pytest

from tests.factories import CommunityFactory, officer
from tests.seeds import seeds

# Minutes each.
LONG = (
    "tests/browser/",
    "tests/faults/",
    "tests/households/test_demo.py",
    "tests/test_page_queries.py",
    "tests/test_access.py",
    "tests/test_api_access.py",
    "tests/test_api_resources.py",
    "tests/test_openapi.py",
    "tests/test_personal_fields.py",
    "tests/test_schemathesis.py",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """The longest first: at the end no worker waits minutes for another's last test."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_collection_finish():
    """What is loaded stays: the collector need not walk through it all day."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The database as pytest-django makes it, whose first rows come back."""
    with django_db_blocker.unblock():
        seeds.remember()


@pytest.fixture
def village(db):
    """A village below a township, a station, a county and a province."""
    return CommunityFactory()


@pytest.fixture
def wang(village):
    """The community officer of the village."""
    return officer(village)


@pytest.fixture
def signed_in(client, wang):
    """A browser in which the village's officer is signed in."""
    client.force_login(wang)
    return client


@pytest.fixture
def row_by_row(settings):
    """A bulk action locks and writes each row by itself: no question asked twice."""
    settings.ZEAL_ALLOWLIST = [{"model": "*", "field": "*"}]

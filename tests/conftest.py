"""What every test may ask for."""

import gc

import pytest
from django.db import connection
from hypothesis import settings as hypothesis

from tests.factories import CommunityFactory, officer
from tests.seeds import seeds

# How long a thing takes on a busy machine says nothing of whether it is right.
hypothesis.register_profile("untimed", deadline=None)
hypothesis.load_profile("untimed")

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
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix, django_db_createdb, django_db_blocker
):
    """A worker without a database copies that of ``-n 0``, if there is one.

    Migrating from nothing takes a minute and a half of one core, copying a second;
    what the copy lacks is migrated as ever.
    """
    own = connection.settings_dict["TEST"]["NAME"]
    if django_db_createdb or not own:
        return
    source = own.rpartition("_")[0]
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute(
            "SELECT datname FROM pg_database WHERE datname IN (%s, %s)", [own, source]
        )
        if cursor.fetchall() == [(source,)]:
            quoted = map(connection.ops.quote_name, (own, source))
            cursor.execute("CREATE DATABASE {} TEMPLATE {}".format(*quoted))


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

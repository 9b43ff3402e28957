"""Statements that are planned once for a connection."""

from itertools import count

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from psycopg import Connection

from station import prepared
from station.models import Area
from tests import factories as make

pytestmark = pytest.mark.django_db
BELOW = "SELECT id, name FROM station_area WHERE id = ANY (%s::bigint[]) AND id <> %s"

TIMES = count()


@pytest.fixture(autouse=True)
def _nothing_prepared():
    """psycopg forgets its own names at the first of such a text only."""
    raw(f"DEALLOCATE ALL -- {next(TIMES)}")


def raw(sql):
    """Asked past all of it."""
    connection.ensure_connection()
    cursor = connection.connection.execute(sql)
    return cursor.fetchall() if cursor.description else []


def plans():
    """What is prepared: how often by its one plan, how often by one of its own."""
    return raw(
        "SELECT generic_plans, custom_plans FROM pg_prepared_statements "
        "WHERE statement NOT LIKE '%pg_prepared%'"
    )


def shown(setting):
    return raw(f"SHOW {setting}")[0][0]


def mode():
    """What a setting says that would change how all else is planned."""
    assert shown("max_parallel_workers_per_gather") != "0"
    assert shown("enable_sort") == "on"
    return shown("plan_cache_mode")


def test_answers_as_any_query():
    one, two = make.CommunityFactory.create_batch(2)

    assert prepared.fetched(BELOW, [[one.pk, two.pk], one.pk]) == [(two.pk, two.name)]
    assert prepared.fetched(BELOW, [[], 0]) == []


def test_takes_values_by_name_each_as_often_as_it_stands_there():
    text = "SELECT %(b)s::bigint, %(a)s::text, %(b)s::bigint + 1, '7 %%s'"

    assert prepared.fetched(text, {"a": "%s", "b": 3}) == [(3, "%s", 4, "7 %s")]


def test_tells_moments_as_django_does():
    at = make.CommunityFactory().created_at

    assert prepared.fetched("SELECT %s::timestamptz", [at]) == [(at,)]
    (moment,) = prepared.fetched("SELECT created_at FROM station_area LIMIT 1")[0]
    assert moment.utcoffset() == at.utcoffset()


def test_is_planned_once():
    area = make.CommunityFactory()

    for _ in range(3):
        prepared.fetched(BELOW, [[area.pk], 0])

    assert plans() == [(3, 0)]


def test_whatever_the_size_of_the_numbers():
    for number in (1, 40_000, 3_000_000_000):
        prepared.fetched(BELOW, [[number, 2], number])

    assert plans() == [(3, 0)]


def test_nothing_else_is_prepared():
    for _ in range(8):
        list(Area.objects.filter(pk=1))

    assert plans() == []


def test_is_one_query_for_who_watches():
    seen = []

    def watch(execute, sql, *args):
        seen.append(sql)
        return execute(sql, *args)

    with (
        CaptureQueriesContext(connection) as queries,
        connection.execute_wrapper(watch),
    ):
        prepared.fetched(BELOW, [[1], 7])

    assert seen == [BELOW]
    assert len(queries) == 1
    assert "station_area" in queries[0]["sql"]
    assert connection.execute_wrappers == []


def test_other_statements_are_planned_as_before():
    prepared.fetched(BELOW, [[1], 1])

    assert mode() == "auto"


def test_also_after_one_that_failed():
    with pytest.raises(DatabaseError), transaction.atomic():
        prepared.fetched("SELECT 1 / %s", [0])

    assert mode() == "auto"
    assert prepared.fetched("SELECT 1 / %s", [1]) == [(1,)]


def said(statements):
    """The settings among what went to the database."""
    return [text for text in statements if text.startswith(("SET", "RESET"))]


def test_in_a_row_the_settings_are_said_once(monkeypatch):
    statements, execute = [], Connection.execute

    def noted(asking, text, *args, **kwargs):
        statements.append(text)
        return execute(asking, text, *args, **kwargs)

    monkeypatch.setattr(Connection, "execute", noted)
    with prepared.in_a_row():
        prepared.fetched(BELOW, [[1], 1])
        prepared.fetched(BELOW, [[2], 2])
        assert shown("plan_cache_mode") == "force_generic_plan"

    assert said(statements) == [prepared.ONE_PLAN, prepared.AS_BEFORE]
    assert mode() == "auto"


def test_in_a_row_what_another_asks_for_is_its_own():
    with prepared.in_a_row():
        prepared.fetched(BELOW, [[1], 1], settings=prepared.IN_ORDER)
        assert shown("plan_cache_mode") == "force_generic_plan"
        assert shown("enable_sort") == "on"

    assert mode() == "auto"


def test_in_a_row_one_that_failed_ends_all():
    with pytest.raises(DatabaseError), transaction.atomic(), prepared.in_a_row():
        prepared.fetched("SELECT 1 / %s", [0])

    assert mode() == "auto"
    prepared.fetched(BELOW, [[1], 1])
    assert mode() == "auto"


def test_is_refused_in_a_broken_transaction():
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(transaction.TransactionManagementError):
            prepared.fetched(BELOW, [[1], 1])


def test_is_asked_plainly_where_the_connection_may_not_prepare():
    connection.connection.prepare_threshold, kept = (
        None,
        connection.connection.prepare_threshold,
    )
    try:
        found = prepared.fetched("SELECT %s::int", [5])
    finally:
        connection.connection.prepare_threshold = kept

    assert found == [(5,)]
    assert plans() == []


@pytest.fixture
def elsewhere():
    """Another process, that migrates."""
    raw("CREATE TABLE changing (n int)")
    other = connection.copy()
    with other.cursor() as cursor:
        yield cursor
    other.close()
    raw("DROP TABLE changing")


@pytest.mark.django_db(transaction=True)
class TestAfterAMigration:
    def test_is_prepared_anew(self, elsewhere):
        prepared.fetched("SELECT * FROM changing")
        elsewhere.execute("ALTER TABLE changing ALTER n TYPE text")
        elsewhere.execute("INSERT INTO changing VALUES ('a')")

        assert prepared.fetched("SELECT * FROM changing") == [("a",)]
        assert mode() == "auto"

    def test_in_a_transaction_from_the_next_one_on(self, elsewhere):
        prepared.fetched("SELECT * FROM changing")
        elsewhere.execute("ALTER TABLE changing ALTER n TYPE text")

        with pytest.raises(DatabaseError), transaction.atomic():
            prepared.fetched("SELECT * FROM changing")

        assert prepared.fetched("SELECT * FROM changing") == []
        assert mode() == "auto"

"""Whatever happened: rollup, the list behind it and a plain recount say the same."""

import pkgutil
from collections import Counter
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from importlib import import_module
from random import Random

import pytest
from django.db import IntegrityError, transaction

from station.actions import rollups
from station.metrics import behind
from station.metrics.declared import ALWAYS, FIRST, LAST, book
from station.metrics.known import sums
from station.metrics.moment import Moment
from station.metrics.sums import Want
from station.working_days import local_date
from tests import factories as make
from tests import metrics
from tests.factories.clock import NOW

pytestmark = pytest.mark.django_db
for found in pkgutil.iter_modules(metrics.__path__):
    if not found.name.startswith("test_"):
        import_module(f"tests.metrics.{found.name}")

STEPS = 40
KEYS = sorted(book.counted())


def counted_of(model):
    return [c for c in book.counted().values() if c.model is model]


MODELS = sorted({c.model._meta.label for c in book.counted().values()})
BY_LABEL = {c.model._meta.label: c.model for c in book.counted().values()}


@pytest.mark.parametrize("key", KEYS)
def test_everything_that_is_counted_is_counted_here_too(key):
    assert key in metrics.PLAIN
    assert book.counted()[key].model in metrics.HISTORIES


@pytest.fixture
def areas():
    """Two villages of a station, one with a grid, and a village elsewhere."""
    one, two = make.CommunityFactory.create_batch(2, parent=make.StationFactory())
    return [one, two, make.GridFactory(parent=one), make.CommunityFactory()]


def lived(history, areas, chance):
    """A random history: rows come, change and go; some of it folded on the way."""
    rows = []
    for step in range(STEPS):
        if not rows or chance.random() < 0.5:
            rows.append(history.make(chance, chance.choice(areas)))
            _changed(history, chance, rows[-1])
        elif chance.random() < 0.8 or not history.may_go:
            _changed(history, chance, chance.choice(rows))
        else:
            _gone(history, rows.pop(chance.randrange(len(rows))))
        if step % 13 == 7:
            rollups.fold()


def _changed(history, chance, row):
    """A change the database refuses is none."""
    try:
        with transaction.atomic():
            history.model._base_manager.filter(pk=row.pk).update(
                **history.change(chance, row)
            )
    except IntegrityError:
        pass


def _gone(history, row):
    history.model._base_manager.filter(pk=row.pk)._raw_delete(using="default")


def day_of(counted, row):
    """The day a row counts on, in China."""
    if not counted.at or not counted.is_rolled:
        return ALWAYS
    value = getattr(row, counted.at)
    return local_date(value) if hasattr(value, "hour") else value


def plain(counted):
    """(area, day) of each row that counts, and how much, by a loop over all rows."""
    rule, found = metrics.PLAIN[counted.key], []
    for row in counted.model._base_manager.all():
        day = day_of(counted, row)
        area = row
        for name in filter(None, counted.area.split("__")):
            area = getattr(area, name)
        if day is not None and area is not None and rule(row, NOW):
            amount = whole(getattr(row, counted.value)) if counted.value else 1
            found.append((area, day, amount, row))
    return found


def whole(amount) -> int:
    """Each row in whole numbers, half a yuan upwards, so that parts add up."""
    return int(Decimal(amount or 0).quantize(Decimal(1), ROUND_HALF_UP))


def windows(chance):
    """All days, and some from one until another."""
    yield FIRST, LAST
    for _ in range(5):
        first = local_date(NOW) + timedelta(days=chance.randint(-100, 20))
        yield first, first + timedelta(days=chance.randint(0, 70))
    yield date(2026, 9, 1), date(2026, 10, 31)


@pytest.mark.parametrize("label", MODELS)
def test_rollup_list_and_recount_say_the_same(label, areas, monkeypatch):
    model, chance = BY_LABEL[label], Random(label)
    lived(metrics.HISTORIES[model], areas, chance)
    tops = [*areas, areas[0].parent]
    spans = list(windows(chance))

    for counted in counted_of(model):
        rows = plain(counted)
        asked = spans if counted.at or not counted.is_rolled else [(FIRST, LAST)]
        wants = [Want(counted, *span) for span in asked]
        said = sums(wants, [area.pk for area in tops], moment=Moment(NOW))
        for area in tops:
            for want in wants:
                inside = [
                    (amount, row)
                    for at, day, amount, row in rows
                    if at.path.startswith(area.path) and within(counted, day, want)
                ]
                told = said.get((area.pk, want), {}).get("", 0)
                assert told == sum(n for n, _row in inside), (counted.key, want)
                listed = behind_of(counted, area, want)
                assert listed == {row.pk for _n, row in inside}, (counted.key, want)
        with monkeypatch.context() as patched:
            patched.setattr("station.metrics.sums.MANY", 0)  # as for a whole county
            assert sums(wants, [a.pk for a in tops], moment=Moment(NOW)) == said
    assert rollups.differences() == []


def within(counted, day, want):
    return not counted.is_rolled or want.from_on <= day <= want.until_on


def behind_of(counted, area, want):
    metric, of = next(
        (metric, of)
        for metric in book.metrics.values()
        for of in ("part", "whole")
        if (term := getattr(metric, of)) and term.counted is counted
    )
    found = behind.Behind(
        metric, getattr(metric, of), area, want.from_on, want.until_on
    )
    return set(found.rows(moment=Moment(NOW)).values_list("pk", flat=True))


@pytest.mark.parametrize("label", MODELS)
def test_parts_add_up_to_the_whole(label, areas):
    model, chance = BY_LABEL[label], Random(label)
    lived(metrics.HISTORIES[model], areas, chance)
    station = areas[0].parent.pk

    for counted in counted_of(model):
        whole = Want(counted, FIRST, LAST)
        for split in counted.splits:
            want = Want(counted, FIRST, LAST, split)
            said = sums([whole, want], [station], moment=Moment(NOW))
            parts = Counter(said.get((station, want), {}))
            assert parts.total() == said.get((station, whole), {}).get("", 0)

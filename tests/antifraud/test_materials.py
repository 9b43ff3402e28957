"""The stock of material: in, out, counted, never below nothing."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from antifraud.actions import material_stock as stock
from antifraud.actions import materials as actions
from antifraud.models import Material, MaterialMove
from antifraud.notices import outreach as notices
from station.actions import reminders
from station.errors import RuleError, StaleVersion
from station.models import Delivery
from station.models.base import AppendOnlyError
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaflet(village, wang):
    return make.MaterialFactory(area=village, keeper=wang, stock=100, low_at=20)


@pytest.fixture
def facts(village, wang):
    return actions.MaterialFacts(
        name="反诈折页", kind="leaflet", area=village, keeper=wang, unit="张"
    )


def told() -> set[int]:
    rows = Delivery.objects.filter(reminder__kind="material.low", channel="browser")
    return set(rows.values_list("recipient_id", flat=True))


class TestRegister:
    def test_takes_it_in_with_what_lies_there(self, facts, wang):
        made = actions.create(facts=facts, stock=500, by=wang, at=NOW)

        move = made.moves.get()
        assert (made.stock, move.quantity, move.left) == (500, 500, 500)

    @pytest.mark.parametrize(
        ("wrong", "code"),
        [
            ({"name": " "}, "no_name"),
            ({"kind": "nonsense"}, "unknown_choice"),
            ({"low_at": -1}, "low_at"),
        ],
    )
    def test_refuses_what_cannot_be(self, facts, wang, wrong, code):
        said = {**facts.__dict__, **wrong}

        with pytest.raises(RuleError) as error:
            actions.create(facts=actions.MaterialFacts(**said), by=wang, at=NOW)

        assert error.value.code == code

    def test_refuses_a_name_that_is_there(self, facts, wang):
        actions.create(facts=facts, by=wang, at=NOW)

        with pytest.raises(RuleError) as error:
            actions.create(facts=facts, by=wang, at=NOW)

        assert error.value.code == "name_taken"

    def test_edit_is_refused_to_a_stale_form(self, leaflet, facts, wang):
        stock.take_in(material=leaflet, quantity=1, by=wang, at=NOW)

        with pytest.raises(StaleVersion):
            actions.edit(material=leaflet, facts=facts, version=1, by=wang, at=NOW)


class TestStock:
    def test_comes_in_and_goes_out_with_a_move_each(self, leaflet, wang):
        stock.take_in(material=leaflet, quantity=50, by=wang, at=NOW)
        row = stock.take_out(
            material=leaflet, quantity=30, reason="给超市", by=wang, at=NOW
        )

        moves = MaterialMove.objects.order_by("pk").values_list("quantity", "left")
        assert row.stock == 120
        assert list(moves) == [(50, 150), (-30, 120)]

    def test_never_falls_below_nothing(self, leaflet, wang):
        with pytest.raises(RuleError) as error:
            stock.take_out(
                material=leaflet, quantity=101, reason="给超市", by=wang, at=NOW
            )

        assert error.value.code == "too_few"
        assert not MaterialMove.objects.exists()

    def test_goes_out_for_a_reason(self, leaflet, wang):
        with pytest.raises(RuleError) as error:
            stock.take_out(material=leaflet, quantity=1, reason=" ", by=wang, at=NOW)

        assert error.value.code == "no_reason"

    def test_counted_becomes_what_was_found(self, leaflet, wang):
        row = stock.count(material=leaflet, counted=88, version=1, by=wang, at=NOW)

        assert row.stock == 88
        assert row.moves.get().quantity == -12

    def test_tells_the_keeper_once_that_little_is_left(self, leaflet, wang):
        step = {"by": wang, "at": NOW, "reason": "给超市"}
        stock.take_out(material=leaflet, quantity=80, **step)
        stock.take_out(material=leaflet, quantity=5, **step)
        reminders.fire(at=NOW)

        assert told() == {wang.pk}
        assert Delivery.objects.filter(channel="browser").count() == 1
        assert [item.title for item in notices.low(wang, NOW)] == [leaflet.name]

    def test_enough_again_tells_nobody(self, leaflet, wang):
        stock.take_out(material=leaflet, quantity=90, reason="赶集", by=wang, at=NOW)
        stock.take_in(material=leaflet, quantity=500, by=wang, at=NOW)

        reminders.fire(at=NOW)

        assert told() == set()

    def test_moves_are_never_altered(self, leaflet, wang):
        stock.take_in(material=leaflet, quantity=1, by=wang, at=NOW)

        with pytest.raises(AppendOnlyError):
            MaterialMove.objects.update(quantity=5)

    @pytest.mark.parametrize(
        ("wrong", "name"),
        [
            ({"quantity": 0}, "moves_something"),
            ({"kind": "in", "quantity": -1}, "moves_something"),
            ({"kind": "event"}, "event_named"),
            ({"kind": "magic"}, "kind_valid"),
        ],
    )
    def test_constraints_refuse_what_must_never_be(self, wrong, name):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            make.MaterialMoveFactory(**wrong)


@pytest.mark.django_db(transaction=True)
def test_two_who_take_the_last_ones_do_not_both_get_them():
    village = make.CommunityFactory()
    keeper = make.officer(village)
    material = make.MaterialFactory(area=village, keeper=keeper, stock=100, low_at=0)

    def take(_n):
        try:
            stock.take_out(
                material=material, quantity=70, reason="赶集", by=keeper, at=NOW
            )
        except RuleError as error:
            return error.code
        finally:
            connection.close()
        return "taken"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(take, range(2)))

    assert outcomes == ["taken", "too_few"]
    assert Material.objects.get().stock == 30

"""Door plates: one valid code per door, their end, and where they are."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from households.actions import addresses, door_plates, plate_batches
from households.models import Address, DoorPlate, PlateBatch, PlatePrint
from station import crypto
from station.errors import RuleError, StaleVersion
from station.models import Event, Job
from tests.factories import (
    NOW,
    TODAY,
    AddressFactory,
    GridFactory,
    PlateFactory,
    PlateSizeFactory,
    officer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(village):
    return AddressFactory(community=village)


@pytest.fixture
def plate(address, wang):
    return door_plates.issue(address=address, by=wang, at=NOW)


class TestIssue:
    def test_gives_a_code_nobody_can_guess(self, plate):
        assert len(plate.token) >= 32
        assert bytes(plate.token_hash) == crypto.fingerprint(plate.token)

    def test_keeps_the_code_sealed(self, plate):
        raw = DoorPlate.objects.extra(select={"raw": "token"}).values_list("raw")
        assert raw.get()[0].startswith("v1$")

    def test_numbers_by_the_village(self, plate, village):
        assert plate.number == f"MP-{village.parent.code}-00001"

    def test_is_refused_while_one_is_valid(self, plate, address, wang):
        with pytest.raises(RuleError):
            door_plates.issue(address=address, by=wang, at=NOW)

    def test_the_database_refuses_a_second_valid_one(self, plate, address):
        with (
            pytest.raises(IntegrityError, match="one_valid_per_door"),
            transaction.atomic(),
        ):
            PlateFactory(address=address)

    def test_writes_it_down(self, plate, address):
        event = Event.objects.get(kind="plate.issued")

        assert f"households.address:{address.pk}" in event.trail
        assert plate.token not in str(event.changes)


class TestReplace:
    def test_makes_a_new_code_and_ends_the_old_one(self, plate, wang):
        new = door_plates.replace(plate=plate, kind="lost", by=wang, at=NOW)

        plate.refresh_from_db()
        assert (plate.status, new.status) == ("replaced", "active")
        assert plate.token != new.token
        assert new.address == plate.address

    def test_is_refused_for_a_house_that_is_gone(self, plate, wang):
        with pytest.raises(RuleError):
            door_plates.replace(plate=plate, kind="demolished", by=wang, at=NOW)

    def test_tells_who_read_an_older_version(self, plate, wang):
        door_plates.note_mounted(plate=plate, on=TODAY, by=wang, at=NOW)

        with pytest.raises(StaleVersion):
            door_plates.replace(plate=plate, kind="lost", version=1, by=wang, at=NOW)

    def test_moves_nothing_when_the_event_cannot_be_written(
        self, plate, wang, monkeypatch
    ):
        def broken(**_facts):
            raise RuntimeError

        monkeypatch.setattr(door_plates, "record", broken)
        with pytest.raises(RuntimeError):
            door_plates.replace(plate=plate, kind="lost", by=wang, at=NOW)

        plate.refresh_from_db()
        assert plate.status == "active"


class TestRevoke:
    def test_happens_once(self, plate, wang):
        plate = door_plates.revoke(plate=plate, kind="demolished", by=wang, at=NOW)

        assert (plate.status, plate.ended_by) == ("revoked", wang)
        with pytest.raises(RuleError):
            door_plates.revoke(plate=plate, kind="demolished", by=wang, at=NOW)

    def test_another_reason_must_be_told(self, plate, wang):
        with pytest.raises(RuleError):
            door_plates.revoke(plate=plate, kind="other", by=wang, at=NOW, reason=" ")

    def test_the_database_wants_the_reason_too(self, plate):
        with (
            pytest.raises(IntegrityError, match="ended_iff_not_active"),
            transaction.atomic(),
        ):
            DoorPlate.objects.filter(pk=plate.pk).update(status="revoked")

    def test_leaves_the_door_free_for_another(self, plate, address, wang):
        door_plates.revoke(plate=plate, kind="lost", by=wang, at=NOW)

        assert door_plates.issue(address=address, by=wang, at=NOW).is_valid


class TestMounted:
    def test_is_a_fact_with_its_day(self, plate, wang):
        plate = door_plates.note_mounted(plate=plate, on=TODAY, by=wang, at=NOW)

        assert (plate.mounted_on, plate.mounted_by) == (TODAY, wang)

    @pytest.mark.parametrize("days", [1, -3])
    def test_not_tomorrow_and_not_before_it_was_made(self, plate, wang, days):
        with pytest.raises(RuleError):
            door_plates.note_mounted(
                plate=plate, on=TODAY + timedelta(days=days), by=wang, at=NOW
            )

    def test_not_once_it_ended(self, plate, wang):
        door_plates.revoke(plate=plate, kind="lost", by=wang, at=NOW)

        with pytest.raises(RuleError):
            door_plates.note_mounted(plate=plate, on=TODAY, by=wang, at=NOW)

    def test_many_at_once_leave_those_that_hang_already(self, plate, wang, village):
        other = door_plates.issue(
            address=AddressFactory(community=village), by=wang, at=NOW
        )
        door_plates.note_mounted(plate=plate, on=TODAY, by=wang, at=NOW)

        done = door_plates.note_all_mounted(
            plates=DoorPlate.objects.all(), on=TODAY, by=wang, at=NOW
        )

        other.refresh_from_db()
        assert (done, other.mounted_by) == (1, wang)


class TestAddress:
    def test_takes_its_plate_along_into_another_grid(self, plate, address, village):
        grid = GridFactory(parent=village)
        addresses.edit(
            address=address,
            area=grid,
            group_name=address.group_name,
            door=address.door,
            version=address.version,
            by=officer(village),
            at=NOW,
        )

        plate.refresh_from_db()
        assert plate.area == grid


class TestOrder:
    @pytest.fixture
    def size(self, db):
        return PlateSizeFactory()

    def order(self, village, wang, size, **more) -> PlateBatch:
        facts = {"area": village, "size": size, "choice": "missing", **more}
        return plate_batches.order(by=wang, at=NOW, **facts)

    def codes(self, batch) -> None:
        plate_batches.make_codes(batch=batch, at=NOW, progress=lambda done: None)

    def test_takes_the_doors_without_a_valid_plate(self, village, wang, size, plate):
        free = AddressFactory(community=village)
        batch = self.order(village, wang, size)
        self.codes(batch)

        assert batch.total == 1
        assert free.plates.get().is_valid
        assert batch.prints.get().plate.address == free

    def test_all_means_also_those_that_have_one(self, village, wang, size, plate):
        AddressFactory(community=village)
        batch = self.order(village, wang, size, choice="all")
        self.codes(batch)

        assert (batch.total, batch.new_count) == (2, 1)
        assert batch.prints.filter(plate=plate).exists()

    def test_chosen_doors_must_lie_in_the_area(self, village, wang, size):
        with pytest.raises(RuleError):
            self.order(
                village, wang, size, choice="chosen", addresses=[AddressFactory()]
            )

    def test_is_refused_where_nothing_is_missing(self, village, wang, size, plate):
        with pytest.raises(RuleError):
            self.order(village, wang, size)

    def test_is_refused_in_a_size_out_of_use(self, village, wang, address):
        with pytest.raises(RuleError):
            self.order(village, wang, PlateSizeFactory(name="旧", is_active=False))

    def test_leaves_the_work_to_a_job(self, village, wang, size, address):
        batch = self.order(village, wang, size)

        job = Job.objects.get(pk=batch.job_id)
        assert (job.kind, job.params) == ("plate.paper", {"batch": batch.pk})

    def test_goes_on_where_it_was_broken_off(self, village, wang, size, monkeypatch):
        AddressFactory.create_batch(3, community=village)
        monkeypatch.setattr(plate_batches, "PIECE", 2)
        batch = self.order(village, wang, size)
        with pytest.raises(KeyboardInterrupt):
            plate_batches.make_codes(batch=batch, at=NOW, progress=_stop)
        self.codes(PlateBatch.objects.get(pk=batch.pk))

        batch.refresh_from_db()
        assert (DoorPlate.objects.count(), batch.new_count) == (3, 3)
        assert not PlatePrint.objects.filter(plate=None).exists()

    def test_many_doors_cost_the_same_queries(
        self, village, wang, size, django_assert_max_num_queries
    ):
        AddressFactory.create_batch(60, community=village)
        batch = self.order(village, wang, size)

        with django_assert_max_num_queries(20):
            self.codes(batch)

    def test_printed_is_told_once_and_only_when_ready(
        self, village, wang, size, address
    ):
        batch = self.order(village, wang, size)
        self.codes(batch)
        with pytest.raises(RuleError):
            plate_batches.note_printed(batch=batch, by=wang, at=NOW)
        plate_batches.note_ready(batch=batch, at=NOW)
        plate_batches.note_printed(batch=batch, by=wang, at=NOW)

        assert address.plates.get().printed_at == NOW
        with pytest.raises(RuleError):
            plate_batches.note_printed(batch=batch, by=wang, at=NOW)


def _stop(_done):
    raise KeyboardInterrupt


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_two_batches_give_one_code_per_door(self, village, wang):
        size = PlateSizeFactory()
        doors = AddressFactory.create_batch(40, community=village)
        batches = [
            plate_batches.order(
                area=village, size=size, choice="missing", by=wang, at=NOW
            )
            for _number in range(2)
        ]

        def make(batch):
            try:
                plate_batches.make_codes(
                    batch=batch, at=NOW, progress=lambda done: None
                )
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(make, batches))

        assert DoorPlate.objects.valid().count() == len(doors)
        assert Event.objects.filter(kind="plate.issued").count() == len(doors)
        first, second = ([p.plate_id for p in b.prints.order_by("pk")] for b in batches)
        assert first == second
        assert sum(b.new_count for b in PlateBatch.objects.all()) == len(doors)

    def test_of_two_replacements_one_is_refused(self, wang, village):
        plate = PlateFactory(address=AddressFactory(community=village))

        def replace(_number):
            try:
                door_plates.replace(plate=plate, kind="lost", by=wang, at=NOW)
            except RuleError:
                return "refused"
            finally:
                connection.close()
            return "done"

        with ThreadPoolExecutor(2) as pool:
            said = sorted(pool.map(replace, range(2)))

        assert said == ["done", "refused"]
        assert Address.objects.get().plates.valid().count() == 1

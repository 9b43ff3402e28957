"""The paper of a batch of plates: laid out in parts, one file in the end."""

import io

import pikepdf
import pytest

from households.actions import plate_batches
from households.models import PlateBatch
from households.papers import plates
from station.actions.leases import LeaseLost
from tests.factories import NOW, AddressFactory, PlateSizeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    monkeypatch.setattr(plates, "PART", 2)


def batch_of(village, wang, *, doors: int, **size) -> PlateBatch:
    for number in range(doors):
        AddressFactory(community=village, door=f"{number + 1}号")
    batch = plate_batches.order(
        area=village, size=PlateSizeFactory(**size), choice="missing", by=wang, at=NOW
    )
    plate_batches.make_codes(batch=batch, at=NOW, progress=lambda done: None)
    return batch


def drawn(batch, **how) -> pikepdf.Pdf:
    body = plates.render(batch, plates.plates_to_print(batch), **how)
    return pikepdf.open(io.BytesIO(body))


class TestRender:
    @pytest.mark.parametrize("doors", [1, 2, 3, 5])
    def test_has_a_page_for_each_plate(self, village, wang, doors):
        assert len(drawn(batch_of(village, wang, doors=doors)).pages) == doors

    def test_fills_the_sheets(self, village, wang):
        batch = batch_of(
            village, wang, doors=7, width_mm=95, height_mm=140, is_on_sheets=True
        )

        assert len(drawn(batch).pages) == 2  # four on a sheet

    def test_stays_archival_when_joined(self, village, wang):
        paper = drawn(batch_of(village, wang, doors=3))

        assert paper.open_metadata().pdfa_status == "2U"
        assert "/OutputIntents" in paper.Root

    def test_tells_each_part(self, village, wang):
        told = []
        drawn(batch_of(village, wang, doors=5), progress=told.append)

        assert told == [2, 4, 5]

    def test_stops_when_the_lease_is_lost(self, village, wang):
        told = []

        def lost(done):
            told.append(done)
            raise LeaseLost

        with pytest.raises(LeaseLost):
            drawn(batch_of(village, wang, doors=5), progress=lost)
        assert told == [2]

    def test_of_plates_that_all_ended_is_an_empty_page(self, village, wang):
        batch = batch_of(village, wang, doors=1)

        assert plates.render(batch, iter(())).startswith(b"%PDF-")

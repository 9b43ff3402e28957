"""Venues by the workbook of units: kind, size and risk with the same preview."""

import pytest

from households.models import Unit
from station.actions import sheet_imports as actions
from station.models import Event, SheetRow
from station.registry import registry
from station.sheet_writing import write_template
from station.workbook import read
from tests.factories import NOW, AddressFactory, UnitFactory, VenueKindFactory
from tests.households.test_unit_sheets import HEADS, book, commit

pytestmark = pytest.mark.django_db
VENUE = ["场所类型", "风险等级", "风险原因", "面积", "床位数"]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def hotel(db):
    return VenueKindFactory(code="hotel", title_zh="小旅馆", title_en="Guest house")


@pytest.fixture
def unit(village):
    address = AddressFactory(community=village, group_name="二社", door="7号")
    return UnitFactory(address=address, name="天城旅社", kind="hotel")


@pytest.fixture
def send(village, wang, hotel):
    """Sends rows of the one unit in, with these cells about the venue."""

    def do(*rows):
        place = village.short_name
        plain = ["天城旅社", "hotel", place, "二社", "7号", "", "", None]
        content = book(*([*plain, *cells] for cells in rows), heads=[*HEADS, *VENUE])
        job = actions.upload(
            kind="households.unit", content=content, name="x.xlsx", by=wang, at=NOW
        )
        actions.run(pk=job.pk, at=NOW)
        job.refresh_from_db()
        return job

    return do


class TestCheck:
    def test_shows_what_becomes_another(self, send, unit, hotel):
        job = send(["hotel", "high", "住客多", 180, 20])

        assert (job.changed_count, job.refused_count) == (1, 0)
        kept = SheetRow.objects.get().details
        assert str(hotel) in kept
        assert "180" in kept
        unit.refresh_from_db()
        assert unit.venue_kind is None

    def test_empty_cells_leave_what_is_known(self, send, unit):
        assert send(["", "", "", None, None]).unchanged_count == 1

    @pytest.mark.parametrize(
        "cells",
        [
            ["hotel", "high", "", None, None],  # why
            ["", "", "", 180, None],  # of what kind
            ["casino", "", "", None, None],
            ["hotel", "extreme", "x", None, None],
            ["hotel", "", "", "很大", None],
            ["hotel", "", "", 1_000_001, None],
        ],
    )
    def test_refuses(self, send, unit, cells):
        job = send(cells)

        assert (job.changed_count, job.refused_count) == (0, 1)

    def test_kind_out_of_use_is_refused(self, send, unit, hotel):
        hotel.is_active = False
        hotel.save()

        assert send(["hotel", "", "", None, None]).refused_count == 1


class TestCommit:
    def test_describes_a_known_unit(self, send, unit, hotel, wang):
        commit(send(["小旅馆", "high", "住客多", 180, 20]), wang)

        unit.refresh_from_db()
        assert (unit.venue_kind, unit.risk, unit.risk_reason) == (
            hotel,
            "high",
            "住客多",
        )
        assert unit.figures == {"floor_area": 180, "beds": 20}
        kinds = set(Event.objects.values_list("kind", flat=True))
        assert "unit.classified" in kinds
        assert "unit.edited" not in kinds

    def test_adds_a_new_unit_as_a_venue(self, send, hotel, wang):
        commit(send(["hotel", "", "", 180, None]), wang)

        unit = Unit.objects.get()
        assert (unit.venue_kind, unit.risk) == (hotel, "medium")
        assert unit.figures == {"floor_area": 180}

    def test_sizes_not_named_stay(self, send, unit, hotel, wang):
        unit.venue_kind, unit.figures = hotel, {"beds": 8, "floor_area": 90}
        unit.save()

        commit(send(["", "", "", 100, None]), wang)

        unit.refresh_from_db()
        assert unit.figures == {"beds": 8, "floor_area": 100}

    def test_again_changes_nothing(self, send, unit, wang):
        row = ["hotel", "high", "住客多", 180, 20]
        commit(send(row), wang)

        job = send(row)

        assert (job.changed_count, job.unchanged_count) == (0, 1)
        assert Event.objects.filter(kind="unit.classified").count() == 1


def test_template_offers_the_kinds_in_use(wang, hotel, tmp_path):
    VenueKindFactory(code="old", title_zh="旧类别", title_en="Old", is_active=False)
    path = tmp_path / "t.xlsx"
    path.write_bytes(write_template(registry.sheets["households.unit"], owner=wang))

    lists = str(read(path)[2].rows)

    assert str(hotel) in lists
    assert "Old" not in lists
    assert "旧类别" not in lists

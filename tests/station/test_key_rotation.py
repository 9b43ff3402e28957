"""Sealing anew with another key, while people go on working."""

import base64
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import TextField
from django.db.models.functions import Cast

from households.models import Resident
from station import crypto
from station.actions import key_rotation
from tests.factories import HouseholdFactory, ResidentFactory
from tests.station.sign_in import colleague

pytestmark = pytest.mark.django_db
OLD = "test:" + "A" * 43 + "="
NEW = "new:" + base64.b64encode(b"n" * 32).decode()


@pytest.fixture
def residents():
    home = HouseholdFactory()
    found = [
        ResidentFactory.build(
            household=home, area=home.area, station=home.station, note=f"备注{turn}"
        )
        for turn in range(5)
    ]
    for one in found:
        one.write_phone("13912345678")
        one.save()
    return found


def raw(pk, column="phone") -> str:
    """The value as it lies in the database."""
    found = Resident.objects.filter(pk=pk).annotate(raw=Cast(column, TextField()))
    return found.values_list("raw", flat=True).get()


def rotate() -> str:
    said = StringIO()
    call_command("rotate_field_keys", stdout=said)
    return said.getvalue()


class TestRotation:
    def test_seals_every_field_with_the_new_key(self, residents, settings):
        settings.FIELD_KEYS = f"{NEW},{OLD}"

        rotate()

        for one in residents:
            assert raw(one.pk).startswith("v1$new$")
            assert raw(one.pk, "note").startswith("v1$new$")

    def test_lets_the_old_key_go_afterwards(self, residents, settings):
        settings.FIELD_KEYS = f"{NEW},{OLD}"
        rotate()

        settings.FIELD_KEYS = NEW

        assert Resident.objects.first().phone == "13912345678"
        assert Resident.objects.get(pk=residents[3].pk).note == "备注3"

    def test_leaves_both_readable_half_way(self, residents, settings, monkeypatch):
        settings.FIELD_KEYS = f"{NEW},{OLD}"
        monkeypatch.setattr(key_rotation, "BATCH", 2)
        table = next(
            found
            for found in key_rotation.sealed_tables()
            if found.table == "households_resident"
        )

        assert key_rotation.rotate_batch(table) == 2

        assert key_rotation.count(table) == 3
        assert {one.phone for one in Resident.objects.all()} == {"13912345678"}
        rotate()
        assert key_rotation.count(table) == 0

    def test_covers_the_history_and_writes_none(self, residents, settings):
        one = Resident.objects.get(pk=residents[0].pk)
        one.note = "另一备注"
        one.save()
        events = Resident.pgh_event_model.objects
        assert events.count() == 1
        settings.FIELD_KEYS = f"{NEW},{OLD}"

        rotate()

        assert events.count() == 1
        table = next(
            found
            for found in key_rotation.sealed_tables()
            if found.table == "households_residentevent"
        )
        assert table.bound_to == "households_resident"
        assert key_rotation.count(table) == 0

    def test_covers_the_second_factor(self, settings):
        from allauth.mfa.models import Authenticator
        from allauth.mfa.totp.internal.auth import TOTP

        TOTP.activate(colleague(), "JBSWY3DPEHPK3PXP")
        settings.FIELD_KEYS = f"{NEW},{OLD}"

        rotate()

        kept = Authenticator.objects.get().data["secret"]
        assert kept.startswith("v1$new$")

    def test_does_nothing_twice(self, residents, settings):
        settings.FIELD_KEYS = f"{NEW},{OLD}"
        rotate()
        before = raw(residents[0].pk)

        rotate()

        assert raw(residents[0].pk) == before

    def test_stops_at_a_value_that_does_not_open(self, residents, settings):
        settings.FIELD_KEYS = NEW

        with pytest.raises(CommandError, match="does not open"):
            rotate()

    def test_finds_every_sealed_column(self):
        tables = {found.table: found for found in key_rotation.sealed_tables()}

        assert crypto.writing_key_id() == "test"
        assert set(tables["households_resident"].columns) == {
            "id_number",
            "phone",
            "note",
        }

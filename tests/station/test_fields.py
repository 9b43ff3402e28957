import pytest
from django.db import connection

from households.models import FollowUp
from station.crypto import SealBroken, seal, unseal
from tests.factories import FollowUpFactory


@pytest.mark.django_db
class TestEncryptedTextField:
    def test_lies_sealed_and_reads_open(self):
        made = FollowUpFactory(matter="回访户口迁移")

        assert FollowUp.objects.get(pk=made.pk).matter == "回访户口迁移"
        with connection.cursor() as cursor:
            cursor.execute("SELECT matter FROM households_followup")
            assert "户口" not in cursor.fetchone()[0]

    def test_does_not_open_in_another_row(self):
        one, other = FollowUpFactory(), FollowUpFactory()
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE households_followup SET matter = (SELECT matter FROM"
                " households_followup WHERE id = %s) WHERE id = %s",
                [one.pk, other.pk],
            )

        with pytest.raises(SealBroken):
            _ = FollowUp.objects.get(pk=other.pk).matter

    def test_saving_without_reading_keeps_the_value(self):
        made = FollowUpFactory(matter="原样")
        again = FollowUp.objects.get(pk=made.pk)

        again.save()

        assert FollowUp.objects.get(pk=made.pk).matter == "原样"


class TestSeal:
    def test_a_flipped_bit_does_not_open(self):
        sealed = seal("13900000001", place="a.b.c")
        broken = sealed[:-6] + ("A" if sealed[-6] != "A" else "B") + sealed[-5:]

        with pytest.raises(SealBroken):
            unseal(broken, place="a.b.c")

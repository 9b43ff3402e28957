import pytest
from django.core.management import call_command

from antifraud.models import ScamListEntry, ScamType
from households.models import DocumentKind
from tests.factories import ScamTypeFactory

pytestmark = pytest.mark.django_db(transaction=True)


class TestSeeds:
    def test_come_back_after_the_tables_were_emptied(self):
        before = list(ScamType.objects.values_list("pk", "code"))
        kinds = list(DocumentKind.objects.values_list("pk", "code"))
        ScamListEntry.objects.all().delete()
        ScamType.objects.all().delete()

        call_command("flush", verbosity=0, interactive=False)

        assert before
        assert list(ScamType.objects.values_list("pk", "code")) == before
        assert list(DocumentKind.objects.values_list("pk", "code")) == kinds

    def test_leave_room_for_rows_of_ones_own(self):
        call_command("flush", verbosity=0, interactive=False)

        assert ScamTypeFactory() in ScamType.objects.all()

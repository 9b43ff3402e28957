from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone

from disputes.agreement_contents import content_hash
from disputes.models import (
    Agreement,
    CriminalTurn,
    Dispute,
    PartyAgent,
    Safeguard,
    TierRule,
)
from disputes.workflow.intake import Tier
from households.demo import history, register
from households.models import FollowUp, Household, Message, Office, Resident, Visit
from station import identity
from station.models import Area, Post, User
from station.staffing import staffing_of
from tests.kept import kept

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


SMALL = {"620724108": 600, "630104004": 90, "510118004": 90}


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration, small, made once for the tests of this file."""
    folder = tmp_path_factory.mktemp("demo")
    with (
        kept(django_db_blocker),
        override_settings(VAR_DIR=folder),
        pytest.MonkeyPatch.context() as small,
    ):
        small.setattr(register, "SIZES", SMALL)
        small.setattr(register, "UNITS_ELSEWHERE", 2)
        small.setattr(history, "VISITS", 1)
        small.setattr(history, "VISITS_SHOWN", 6)
        call_command("seed_demo", stdout=StringIO())
        yield folder


class TestSeedDemo:
    def test_makes_a_living_station(self, demo):
        assert (demo / "demo_accounts.txt").read_text().count("Fq-") == 11
        assert Office.objects.filter(people__posts__role="partner").exists()
        village = Area.objects.get(code="620724108204")
        assert staffing_of([village], on=timezone.localdate())[0].is_complete
        assert Household.objects.filter(area__path__startswith=village.path).exists()
        assert Visit.objects.exists()
        assert Message.objects.open().exists()
        owed = FollowUp.objects.open()
        assert owed.filter(assigned_to__posts__area=village).exists()
        self._disputes_have_a_past_that_holds_together()

    def _disputes_have_a_past_that_holds_together(self):
        ended = Dispute.objects.filter(status="ended")
        assert ended.count() > 3 * Dispute.objects.open().count()
        assert set(ended.values_list("tier", flat=True)) == set(Tier.values)
        assert CriminalTurn.objects.exists()
        assert Safeguard.objects.filter(done_on=None).exists()
        assert PartyAgent.objects.exists()
        assert TierRule.objects.exists()
        mediated = ended.filter(mediated_at__isnull=False)
        assert not mediated.filter(follow_ups=None).exists()
        for agreement in Agreement.objects.exclude(content_hash=""):
            assert agreement.content_hash == content_hash(agreement)

    def test_every_id_number_keeps_the_rules(self, demo):
        for resident in Resident.objects.all()[:200]:
            found = identity.parse(resident.id_number)

            assert found.birth_date == resident.birth_date
            assert found.sex == resident.sex

    def test_only_the_printed_accounts_can_sign_in(self, demo):
        usable = [user for user in User.objects.all() if user.has_usable_password()]

        assert len(usable) == 14
        posts = Post.objects.filter(user__in=usable)
        assert posts.values("user").distinct().count() == 14

    def test_refuses_a_database_in_use(self, demo):
        with pytest.raises(CommandError):
            call_command("seed_demo", stdout=StringIO())

    def test_refuses_production(self, settings):
        settings.PRODUCTION = True

        with pytest.raises(CommandError):
            call_command("seed_demo", stdout=StringIO())

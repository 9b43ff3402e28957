"""The county of the benches, made small: it holds together and leaves nothing undone."""

from random import Random

import pytest
from django.core.management import call_command
from django.utils import timezone

from bench.county import checks, database, filling
from bench.county.loading import NotAsBefore, quick, run, standing
from disputes.models import Dispute
from households.models import Resident, Visit

SCALE = 0.0003  # of a million residents


@pytest.mark.django_db
def test_a_small_county_holds_together_and_what_does_not_is_told():
    call_command("load_divisions", verbosity=0)
    before = standing("households_resident")
    filling.fill(scale=SCALE, seed=7, at=timezone.now())

    counts = checks.check(chance=Random(1))

    assert counts["resident"] == Resident.objects.count() == 300
    assert counts["visit"] == Visit.objects.count() == 1500
    assert counts["dispute"] == Dispute.objects.count() == 90
    assert standing("households_resident") == before

    run("UPDATE station_metriccell SET n = n + 1 WHERE measure = 'visits.made'")
    with pytest.raises(checks.NotSound):
        checks.check(chance=Random(1))


@pytest.mark.django_db
def test_an_index_that_does_not_come_back_is_told():
    with pytest.raises(NotAsBefore), quick(Visit):
        run("CREATE INDEX another ON households_visit (purpose)")


def test_only_a_database_for_benches_is_filled():
    with pytest.raises(SystemExit):
        database.use("fengqiao")

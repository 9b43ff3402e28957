"""What became of a dispute follows its agreements, follow-ups and criminal case."""

from datetime import date, timedelta

import pytest
from django.db import connection

from disputes.measures import aftermath_sql, figures
from disputes.measures.asking import usual
from disputes.models import Aftermath, Dispute
from station.metrics.declared import book
from station.metrics.periods import Period
from station.metrics.reading import Asked, read
from tests.factories import (
    NOW,
    AgreementFactory,
    CriminalTurnFactory,
    DisputeFactory,
    DisputeFollowUpFactory,
    HouseholdFactory,
    ObligationFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MAY, JUNE = date(2026, 5, 4), date(2026, 6, 1)


@pytest.fixture
def dispute(village):
    return DisputeFactory(household=HouseholdFactory(address__community=village))


def became(dispute) -> Aftermath:
    return Aftermath.objects.get(dispute=dispute)


def effective(dispute):
    return AgreementFactory(dispute=dispute, status="effective", effective_on=MAY)


class TestAgreement:
    def test_without_obligations_the_day_of_effect_counts(self, dispute):
        effective(dispute)

        assert became(dispute).agreement_due_on == MAY
        assert became(dispute).area_id == dispute.area_id

    def test_the_last_obligation_says_by_when(self, dispute):
        held = effective(dispute)
        ObligationFactory(agreement=held, due_on=JUNE)
        last = ObligationFactory(agreement=held, due_on=JUNE + DAY)
        assert became(dispute).agreement_due_on == JUNE + DAY

        last.delete()
        assert became(dispute).agreement_due_on == JUNE

    def test_kept_is_known_at_once(self, dispute):
        held = effective(dispute)
        held.status, held.kept_on = "kept", JUNE
        held.save()

        assert became(dispute).agreement_status == "kept"
        assert became(dispute).agreement_due_on == JUNE

    def test_a_draft_says_nothing(self, dispute):
        AgreementFactory(dispute=dispute)

        assert not Aftermath.objects.exists()

    def test_the_newest_that_took_effect_counts(self, dispute):
        old = effective(dispute)
        old.status, old.broken_on = "broken", MAY
        old.save()
        newer = effective(dispute)
        ObligationFactory(agreement=newer, due_on=JUNE)

        assert became(dispute).agreement_status == "effective"
        assert became(dispute).agreement_due_on == JUNE


class TestFollowUp:
    def test_the_day_first_set_counts(self, dispute):
        row = DisputeFollowUpFactory(dispute=dispute)
        promise = row.follow_up
        promise.due_at, promise.first_due_at = NOW + 3 * DAY, NOW
        promise.save()

        assert became(dispute).follow_due_on == NOW.date()

    def test_called_off_is_none(self, dispute):
        row = DisputeFollowUpFactory(dispute=dispute)
        row.follow_up.status = "cancelled"
        row.follow_up.settled_at = NOW
        row.follow_up.settled_by = row.follow_up.assigned_to
        row.follow_up.save()

        assert became(dispute).follow_due_on is None

    def test_a_later_visit_is_none_of_the_next_day(self, dispute):
        DisputeFollowUpFactory(dispute=dispute, occasion="later")

        assert not Aftermath.objects.exists()


def test_it_turned_on_the_day_it_happened(dispute):
    CriminalTurnFactory(dispute=dispute, turned_on=MAY, kind="injury")

    assert became(dispute).turned_on == MAY
    assert became(dispute).turned_into == "injury"


def test_it_goes_with_its_dispute(dispute):
    held = effective(dispute)
    held.delete()
    dispute.delete()

    assert not Aftermath.objects.exists()


def test_counted_anew_nothing_changes(dispute):
    ObligationFactory(agreement=effective(dispute), due_on=JUNE)
    CriminalTurnFactory(dispute=dispute, turned_on=MAY)
    before = list(Aftermath.objects.values_list())
    Aftermath.objects.all().delete()

    with connection.cursor() as cursor:
        cursor.execute(aftermath_sql.first_count())

    assert [row[1:] for row in Aftermath.objects.values_list()] == [
        row[1:] for row in before
    ]


class TestSameAsTheMeasures:
    """What the page of measures says of days that are over, the dashboard says too."""

    @pytest.fixture
    def world(self, village):
        for number in range(6):
            home = HouseholdFactory(address__community=village)
            mediated = NOW - (20 + number) * DAY
            made = DisputeFactory(
                household=home, reported_at=mediated - 2 * DAY, mediated_at=mediated,
                status="settled" if number % 3 else "failed",
            )  # fmt: skip
            held = AgreementFactory(
                dispute=made, status="kept" if number % 2 else "effective",
                effective_on=mediated.date(), kept_on=JUNE if number % 2 else None,
            )  # fmt: skip
            ObligationFactory(agreement=held, due_on=mediated.date() + DAY)
            gone = {"recorded_at": mediated + (number % 3) * DAY}
            DisputeFollowUpFactory(
                dispute=made, follow_up__due_at=mediated + DAY, performance="kept",
                satisfaction="satisfied", recorded_by=made.reported_by, **gone,
            )  # fmt: skip

    @pytest.mark.parametrize(
        ("key", "part", "whole"),
        [
            ("disputes.agreed", "agreed", "finished"),
            ("disputes.kept", "kept", "due"),
            ("disputes.gone_back", "on_time", "follow_due"),
        ],
    )
    def test_the_same_rates(self, world, chief, village, key, part, whole):
        days = date(2026, 10, 28), date(2026, 11, 10)
        said = figures.total(
            usual(chief, at=NOW, from_on=days[0], until_on=days[1])
        ).rate(part, whole)
        told = read(
            Asked(chief, NOW, Period(*days)), [book.metrics[key]], village.parent.parent
        )[key].amount

        assert (told.part, told.whole) == (said.part, said.whole)
        assert 0 < said.part < said.whole < Dispute.objects.count()

    def test_late_and_open_are_the_same(self, world, chief, village):
        Dispute.objects.filter(status="failed").update(due_at=NOW - DAY)
        line = figures.total(usual(chief, at=NOW))
        found = read(
            Asked(chief, NOW, Period(NOW.date(), NOW.date())),
            [book.metrics["disputes.late"], book.metrics["disputes.open"]],
            village.parent.parent,
        )

        assert found["disputes.late"].amount.part == line.count("late") == 2
        assert found["disputes.open"].amount.part == line.count("open") == 6

"""Early warning: readings, warnings raised and answered, weights of the office."""

import pytest

from disputes.actions import criminal_turns, morning_warnings, warning_signs, warnings
from disputes.actions import disputes as dispute_actions
from disputes.models import (
    Dispute,
    DisputeWarning,
    WarningReading,
)
from disputes.notices import warnings as notices
from disputes.warnings.book import SHIPPED_LINE, Book, Line
from disputes.workflow import Outcome, Status
from disputes.workflow.intake import Danger
from disputes.workflow.warning import Deed, Sign
from station.actions.events import record
from station.errors import RuleError
from station.models import Event, Reminder
from tests.disputes.warning_cases import DAY, held
from tests.factories import (
    NOW,
    TODAY,
    CommunityFactory,
    DisputeFactory,
    HouseholdFactory,
    officer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispute(household, wang) -> Dispute:
    return DisputeFactory(
        household=household, assigned_to=wang, due_at=NOW + 20 * DAY, place_key=""
    )


class TestReadings:
    def test_an_event_reads_the_dispute_anew(self, village, wang):
        dispute = dispute_actions.report(
            area=village,
            intake=dispute_actions.Intake(
                source="call",
                field="neighbour",
                summary="持刀",
                dangers=("weapon", "threat"),
            ),
            by=wang,
            at=NOW,
        )
        dispute.refresh_from_db()

        # 30 + 20, and three days to take it up
        assert dispute.warning_score == 50
        assert [r.score for r in dispute.readings.all()] == [50]
        assert DisputeWarning.objects.get(dispute=dispute).is_untouched
        assert Event.objects.about(dispute).filter(kind="warning.raised").exists()

    def test_many_events_in_a_row_are_read_once(self, dispute):
        with warnings.once():
            for danger in ("threat", "weapon"):
                Dispute.objects.filter(pk=dispute.pk).update(dangers=[danger])
                record(kind="dispute.edited", subject=dispute, by=None, at=NOW)
            assert not dispute.readings.exists()

        dispute.refresh_from_db()
        assert [r.score for r in dispute.readings.all()] == [dispute.warning_score]
        assert set(held(dispute)) == {"weapon"}

    def test_steps_that_failed_are_not_read(self, dispute):
        def refused():
            with warnings.once():
                record(kind="dispute.edited", subject=dispute, by=None, at=NOW)
                raise RuleError("no", code="no")

        with pytest.raises(RuleError):
            refused()

        assert not dispute.readings.exists()

    def test_twice_in_a_morning_changes_nothing_more(self, dispute, chief):
        dispute.dangers = [Danger.WEAPON, Danger.VIOLENCE]
        dispute.save()

        first = morning_warnings.run(at=NOW)
        counts = (WarningReading.objects.count(), Reminder.objects.count())

        assert (first, morning_warnings.run(at=NOW)) == (1, 0)
        assert (WarningReading.objects.count(), Reminder.objects.count()) == counts

    def test_falls_below_the_line_with_time(self, dispute):
        dispute.dangers = [Danger.WEAPON, Danger.VIOLENCE]
        dispute.due_at = NOW + 60 * DAY
        dispute.save()
        warnings.read(ids=[dispute.pk], at=NOW)
        warnings.read(ids=[dispute.pk], at=NOW + 25 * DAY)

        warning = DisputeWarning.objects.get()
        assert (warning.over_at, warning.peak) == (NOW + 25 * DAY, 55)
        assert [r.score for r in dispute.readings.order_by("at")] == [55, 44]

    def test_ending_it_ends_the_warning(self, village, wang, household):
        dispute = DisputeFactory(household=household, dangers=["weapon", "violence"])
        warnings.read(ids=[dispute.pk], at=NOW)

        dispute_actions.end(
            dispute=dispute,
            outcome=Outcome.WITHDRAWN,
            result="和好",
            version=dispute.version,
            by=wang,
            at=NOW,
        )

        assert not DisputeWarning.objects.open().exists()
        dispute.refresh_from_db()
        assert dispute.warning_score == 0

    def test_all_are_read_in_batches(self, household, monkeypatch):
        DisputeFactory.create_batch(5, household=household, dangers=["threat"])
        monkeypatch.setattr(warnings, "BATCH", 2)

        assert warnings.read_all(at=NOW) == 5


class TestWeights:
    def test_a_county_and_a_station_set_their_own(self, dispute, chief, village):
        dispute.dangers = [Danger.THREAT]
        dispute.save()
        station = village.parent.parent

        warning_signs.set_sign(
            area=station,
            code=Sign.THREAT,
            weighing=warning_signs.Weighing(weight=33),
            by=chief,
            at=NOW,
        )

        assert held(dispute) == {Sign.THREAT: 33}
        assert Book().sign(Sign.THREAT, "").weight == 20  # elsewhere as shipped

    def test_a_sign_out_of_use_does_not_count(self, dispute, chief, village):
        dispute.dangers = [Danger.THREAT]
        dispute.save()
        off = warning_signs.Weighing(weight=20, is_active=False)

        warning_signs.set_sign(
            area=village.parent.parent, code="threat", weighing=off, by=chief, at=NOW
        )

        assert held(dispute) == {}

    def test_the_line_is_data(self, dispute, chief, village):
        dispute.dangers = [Danger.THREAT]
        dispute.save()
        warnings.read(ids=[dispute.pk], at=NOW)
        assert not DisputeWarning.objects.exists()

        warning_signs.set_line(
            area=village.parent.parent, line=Line(line=20), by=chief, at=NOW
        )
        warnings.read(ids=[dispute.pk], at=NOW)

        assert DisputeWarning.objects.get().line == 20

    def test_what_alarms_never_calms(self, chief, village):
        with pytest.raises(RuleError) as refused:
            warning_signs.set_sign(
                area=village.parent.parent,
                code="threat",
                weighing=warning_signs.Weighing(weight=-5),
                by=chief,
                at=NOW,
            )
        assert refused.value.code == "weight"

    def test_not_of_another_station(self, chief):
        elsewhere = CommunityFactory().parent.parent
        with pytest.raises(RuleError) as refused:
            warning_signs.set_line(area=elsewhere, line=SHIPPED_LINE, by=chief, at=NOW)
        assert refused.value.code == "not_your_area"


@pytest.fixture
def warned(dispute) -> DisputeWarning:
    dispute.dangers = [Danger.WEAPON, Danger.VIOLENCE]
    dispute.save()
    warnings.read(ids=[dispute.pk], at=NOW)
    return DisputeWarning.objects.get()


class TestAnswers:
    def test_something_was_done(self, warned, wang):
        look = TODAY + 3 * DAY
        warnings.answer(
            dispute=warned.dispute,
            answer=warnings.Answer(Deed.CHIEF_SPOKE, "谈过", look),
            by=wang,
            at=NOW,
        )

        warned.refresh_from_db()
        assert (warned.is_untouched, warned.next_look_on) == (False, look)
        assert warnings.look_again(at=NOW) == 0
        assert warnings.look_again(at=NOW + 3 * DAY) == 1

    @pytest.mark.parametrize(
        ("answer", "code"),
        [
            (warnings.Answer("nothing"), "unknown_choice"),
            (warnings.Answer(Deed.OTHER), "no_words"),
            (warnings.Answer(Deed.WATCH), "no_look"),
            (warnings.Answer(Deed.VISIT, "", TODAY), "look_past"),
        ],
    )
    def test_refuses(self, warned, wang, answer, code):
        with pytest.raises(RuleError) as refused:
            warnings.answer(dispute=warned.dispute, answer=answer, by=wang, at=NOW)
        assert refused.value.code == code

    def test_the_chief_and_the_officer_hear_of_it_at_once(self, warned, wang, chief):
        reminder = Reminder.objects.get(kind="warning.raised")

        assert notices.told_at_once([reminder], NOW) == {
            reminder.pk: [chief.pk, wang.pk]
        }
        assert reminder.pk in notices.words_at_once([reminder], chief)

    def test_the_chief_hears_every_morning_as_long_as_one_waits(self, warned, chief):
        morning_warnings.tell_chiefs(at=NOW)
        reminder = Reminder.objects.get(kind=notices.MORNING)

        told = notices.told_in_the_morning([reminder], NOW)
        assert told == {reminder.pk: [chief.pk]}
        assert "1" in notices.words_in_the_morning([reminder], chief)[reminder.pk].title
        DisputeWarning.objects.update(is_untouched=False)
        assert notices.told_in_the_morning([reminder], NOW) == {}

    def test_stands_in_my_day_of_who_answers_for_it(self, warned, wang, chief, village):
        other = officer(village)

        assert [len(list(notices.owed(u, NOW))) for u in (wang, chief, other)] == [
            1,
            1,
            0,
        ]


class TestTurn:
    def turn(self, dispute, by, **said):
        facts = {"on": TODAY, "case_number": "刑立001", "kind": "injury"}
        return criminal_turns.turned_criminal(
            dispute=dispute,
            turn=criminal_turns.Turn(**{**facts, **said}),
            version=dispute.version,
            by=by,
            at=NOW,
            is_end=True,
        )

    def test_links_back_and_ends(self, warned, wang):
        self.turn(warned.dispute, wang)

        dispute = Dispute.objects.get(pk=warned.dispute_id)
        assert (dispute.status, dispute.outcome) == (Status.ENDED, Outcome.CRIMINAL)
        assert not DisputeWarning.objects.open().exists()

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"case_number": " "}, "no_number"),
            ({"kind": "x"}, "unknown_choice"),
            ({"on": TODAY + DAY}, "in_future"),
            ({"on": TODAY - DAY}, "too_early"),
        ],
    )
    def test_refuses(self, dispute, wang, said, code):
        with pytest.raises(RuleError) as refused:
            self.turn(dispute, wang, **said)
        assert refused.value.code == code

    def test_once(self, dispute, wang):
        self.turn(dispute, wang)
        dispute.refresh_from_db()

        with pytest.raises(RuleError) as refused:
            self.turn(dispute, wang)
        assert refused.value.code == "already"


def test_names_are_shown_to_no_supervisor_and_order_puts_untouched_first(
    client, village, chief, wang
):
    done = DisputeFactory(household=HouseholdFactory(address__community=village))
    rows = [
        DisputeWarning.objects.create(
            dispute=case, area=village, raised_at=NOW, line=50, score=n, peak=n,
            is_untouched=untouched,
        )
        for case, n, untouched in (
            (done, 90, False),
            (DisputeFactory(area=village, household=None), 55, True),
            (DisputeFactory(area=village, household=None), 70, True),
        )
    ]  # fmt: skip
    client.force_login(chief)

    page = client.get("/disputes/warnings/")

    shown = [warning for warning, _signs in page.context["lines"]]
    assert shown == [rows[2], rows[1], rows[0]]

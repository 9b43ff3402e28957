"""Early warning: named signs with weights, rising and falling with events."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disputes.actions import criminal_turns, morning_warnings, warning_signs, warnings
from disputes.actions import disputes as dispute_actions
from disputes.models import (
    Agreement,
    Dispute,
    DisputeWarning,
    Mediation,
    Obligation,
    WarningReading,
    WarningSign,
)
from disputes.notices import warnings as notices
from disputes.warnings import shipped
from disputes.warnings.book import SHIPPED_LINE, Book, Line
from disputes.warnings.facts import Facts
from disputes.warnings.score import of_facts, score, score_all
from disputes.workflow import Outcome, Status
from disputes.workflow.intake import Danger
from disputes.workflow.warning import Deed, Sign
from station.actions.events import record
from station.errors import RuleError
from station.models import Event, RecordLink, Reminder, reference
from tests.factories import (
    NOW,
    TODAY,
    CommunityFactory,
    DisputeFactory,
    FollowUpFactory,
    HouseholdFactory,
    PartyFactory,
    ResidentFactory,
    WarningActionFactory,
    officer,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def dispute(household, wang) -> Dispute:
    return DisputeFactory(
        household=household, assigned_to=wang, due_at=NOW + 20 * DAY, place_key=""
    )


def held(dispute, *, at=NOW) -> dict[str, int]:
    """Code and points of the signs that hold."""
    row = Dispute.objects.select_related("area").get(pk=dispute.pk)
    return {h.sign.code: h.points for h in score(row, at=at).signs}


def sitting(dispute, outcome, *, at=NOW, ordinal=1):
    return Mediation.objects.create(
        dispute=dispute,
        ordinal=ordinal,
        kind="ordinary",
        track="people",
        held_at=at,
        place_kind="station",
        outcome=outcome,
        written_by=dispute.reported_by,
    )


def obligation(dispute, *, due_on, status="open", settled_on=None):
    agreement = Agreement.objects.create(
        dispute=dispute,
        number=f"协-{dispute.pk}-{due_on}",
        form="people",
        status="effective",
        facts="事实",
        terms="条款",
        reached_on=TODAY,
        effective_on=TODAY,
        written_by=dispute.reported_by,
    )
    return Obligation.objects.create(
        agreement=agreement,
        party=PartyFactory(dispute=dispute, name=f"人{due_on}"),
        what="修墙",
        due_on=due_on,
        status=status,
        settled_on=settled_on,
        settled_by=dispute.reported_by if settled_on else None,
    )


class TestSigns:
    def test_a_quiet_quarrel_has_none(self, dispute):
        assert held(dispute) == {}

    @pytest.mark.parametrize(
        ("danger", "points"),
        [
            (Danger.THREAT, 20),
            (Danger.WEAPON, 30),
            (Danger.VIOLENCE, 25),
            (Danger.SELF_HARM, 25),
            (Danger.CROWD, 15),
        ],
    )
    def test_danger_rises_at_once_and_fades(self, dispute, danger, points):
        dispute.dangers = [danger]
        dispute.save()
        sign = Book().sign(danger, "")
        later = NOW + sign.half_life_days * DAY
        dispute.due_at = later + 20 * DAY
        dispute.save()

        assert held(dispute) == {danger: points}
        assert held(dispute, at=later)[danger] == round(points / 2)

    def test_domestic_violence_does_not_fade(self, dispute):
        dispute.is_domestic_violence = True
        dispute.due_at = NOW + 400 * DAY
        dispute.save()

        assert held(dispute, at=NOW + 20 * DAY) == {Sign.DOMESTIC_VIOLENCE: 20}

    def test_the_same_resident_again(self, dispute, village):
        li = ResidentFactory()
        PartyFactory(dispute=dispute, resident=li, name=li.name)
        earlier = DisputeFactory(area=village, household=None, reported_at=NOW)
        PartyFactory(dispute=earlier, resident=li, name=li.name)

        assert held(dispute) == {Sign.SAME_PARTIES: 15}
        assert held(dispute, at=NOW - DAY) == {}  # it had not happened yet

    def test_two_of_the_same_names_in_one_village(self, dispute, village):
        for case in (
            dispute,
            DisputeFactory(area=village, household=None),
            DisputeFactory(area=CommunityFactory(), household=None),
        ):
            PartyFactory(dispute=case, name="张三")
            PartyFactory(dispute=case, name="李四", side="other")

        assert held(dispute) == {Sign.SAME_PARTIES: 15}

    def test_one_common_name_says_nothing(self, dispute, village):
        PartyFactory(dispute=dispute, name="张伟")
        PartyFactory(dispute=DisputeFactory(area=village, household=None), name="张伟")

        assert held(dispute) == {}

    def test_the_same_household_again_counts_three_times_at_most(self, dispute):
        DisputeFactory.create_batch(5, household=dispute.household, place_key="")

        assert held(dispute) == {Sign.SAME_ADDRESS: 3 * 8}

    def test_what_lies_longer_back_than_the_days_set_is_forgotten(self, dispute):
        DisputeFactory(household=dispute.household, reported_at=NOW - 366 * DAY)

        assert held(dispute) == {}

    def test_every_failed_sitting_counts_and_fades(self, dispute):
        sitting(dispute, "not_agreed")
        sitting(dispute, "not_agreed", ordinal=2)
        sitting(dispute, "cancelled", ordinal=3)

        assert held(dispute) == {Sign.FAILED_MEDIATION: 24}

    def test_failed_without_a_sitting_is_refused(self, dispute):
        Dispute.objects.update(status=Status.FAILED, mediated_at=NOW)

        assert held(dispute) == {Sign.REFUSED: 10}

    def test_the_deadline_approaches_and_passes(self, dispute):
        due = dispute.due_at

        assert held(dispute, at=due - 4 * DAY) == {}
        assert held(dispute, at=due - 2 * DAY) == {Sign.DUE_SOON: 5}
        assert held(dispute, at=due + DAY) == {Sign.OVERDUE: 10}

    def test_open_for_long(self, dispute):
        dispute.due_at = NOW + 90 * DAY
        dispute.save()

        assert held(dispute, at=NOW + 31 * DAY) == {Sign.LONG_OPEN: 8}

    def test_much_money(self, dispute):
        dispute.amount = 50_000
        dispute.save()

        assert held(dispute) == {Sign.AMOUNT: 8}

    def test_an_obligation_that_is_late(self, dispute):
        obligation(dispute, due_on=TODAY - DAY)

        assert held(dispute) == {Sign.OBLIGATION_LATE: 10}

    def test_an_obligation_that_was_broken(self, dispute):
        obligation(dispute, due_on=TODAY, status="broken", settled_on=TODAY)

        assert held(dispute) == {Sign.OBLIGATION_BROKEN: 18}

    def test_an_agreement_that_is_not_kept_calms_nobody(self, dispute):
        dispute.dangers = [Danger.WEAPON]
        dispute.status, dispute.mediated_at = Status.SETTLED, NOW
        dispute.save()
        assert held(dispute) == {Sign.WEAPON: 30, Sign.IN_AGREEMENT: -20}

        obligation(dispute, due_on=TODAY, status="broken", settled_on=TODAY)

        assert held(dispute) == {Sign.WEAPON: 30, Sign.OBLIGATION_BROKEN: 18}

    def test_kept_obligations_calm_follow_ups_and_agreement_lower_it(self, dispute):
        dispute.dangers = [Danger.WEAPON, Danger.VIOLENCE]
        dispute.status, dispute.mediated_at = Status.SETTLED, NOW
        dispute.save()
        obligation(dispute, due_on=TODAY, status="kept", settled_on=TODAY)
        calm = FollowUpFactory(
            household=dispute.household,
            status="done",
            settled_at=NOW,
            settled_by=dispute.reported_by,
        )
        RecordLink.objects.create(
            origin=reference(dispute), made=reference(calm), made_at=NOW
        )

        assert held(dispute) == {
            Sign.WEAPON: 30,
            Sign.VIOLENCE: 25,
            Sign.IN_AGREEMENT: -20,
            Sign.OBLIGATION_KEPT: -8,
            Sign.CALM_FOLLOW_UP: -8,
        }

    def test_what_calms_takes_no_more_than_stands_there(self, dispute):
        dispute.amount = 60_000
        dispute.status, dispute.mediated_at = Status.SETTLED, NOW
        dispute.save()

        assert held(dispute) == {Sign.AMOUNT: 8, Sign.IN_AGREEMENT: -8}

    def test_taking_the_knife_away_lowers_it(self, dispute):
        dispute.dangers = [Danger.WEAPON]
        dispute.save()
        WarningActionFactory(dispute=dispute, kind=Deed.DISARMED)
        WarningActionFactory(dispute=dispute, kind=Deed.VISIT)

        assert held(dispute) == {Sign.WEAPON: 30, Sign.DEFUSED: -15}

    def test_what_has_ended_warns_of_nothing(self, dispute):
        dispute.dangers = [Danger.WEAPON]
        dispute.status, dispute.outcome = Status.ENDED, Outcome.WITHDRAWN
        dispute.ended_at, dispute.ended_by = NOW, dispute.reported_by
        dispute.save()

        assert held(dispute) == {}

    def test_many_cost_as_many_queries_as_one(self, dispute, village):
        DisputeFactory.create_batch(6, area=village, household=dispute.household)
        rows = list(Dispute.objects.select_related("area"))
        Book()

        asked = []
        for some in (rows[:1], rows):
            with CaptureQueriesContext(connection) as queries:
                score_all(some, at=NOW)
            asked.append(len(queries))

        assert asked[0] == asked[1]


def facts_of(dangers, calm, kept, failed, is_domestic) -> Facts:
    dispute = Dispute(
        status=Status.TAKEN_UP,
        reported_at=NOW,
        due_at=NOW + 20 * DAY,
        dangers=dangers,
        is_domestic_violence=is_domestic,
    )
    facts = Facts(dispute)
    facts.calm = [NOW - days * DAY for days in calm]
    facts.failed = [NOW - days * DAY for days in failed]
    facts.obligations = [("kept", TODAY, TODAY)] * kept
    return facts


class TestSum:
    days = st.lists(st.integers(0, 400), max_size=5)

    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.sets(st.sampled_from(["threat", "weapon", "violence", "crowd"])),
        days,
        st.integers(0, 5),
        days,
        st.booleans(),
        st.dictionaries(
            st.sampled_from([str(code) for code in Sign.values]),
            st.tuples(st.integers(0, 100), st.integers(1, 9), st.booleans()),
        ),
    )
    def test_the_signs_come_to_the_score(
        self, dangers, calm, kept, failed, is_domestic, weighed
    ):
        signs = [WarningSign(**vars(sign)) for sign in shipped.SIGNS]
        for sign in signs:
            weight, most, is_active = weighed.get(sign.code, (0, 0, True))
            if most:
                calming = sign.code in shipped.CALMING
                sign.weight = -weight if calming else weight
                sign.most, sign.is_active = most, is_active
        facts = facts_of(sorted(dangers), calm, kept, failed, is_domestic)

        found = of_facts(facts, signs, at=NOW)

        assert found.value == sum(row["points"] for row in found.as_json())
        assert found.value >= 0
        assert all(row["points"] for row in found.as_json())


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

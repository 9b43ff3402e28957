"""Public-security mediation: one test for each article of section b1 to encode."""

from datetime import date

import pytest
from django.urls import reverse

from disputes.actions import clocks, disputes, mediations, tracks
from disputes.models import Mediation, TrackAssessment
from disputes.workflow import Status, gate
from disputes.workflow.gate import Answers, decide
from disputes.workflow.intake import Track
from disputes.workflow.law import Act, Appraisal, Easier, Exclusion, LawText
from disputes.workflow.mediation import MediationPlace
from households.models import Visit
from station.errors import RuleError
from station.models import AccessRecord
from station.roles import Role
from tests.disputes.law_cases import (
    A_FIGHT,
    NEW,
    OLD,
    gated,
    held,
    moment,
    planned,
    taken_up,
)
from tests.factories import PartyFactory, officer, person

pytestmark = pytest.mark.django_db
DAYS = pytest.mark.parametrize(
    ("event_on", "law", "named"),
    [
        (OLD, LawText.OLD, "2012年修正"),
        (NEW, LawText.NEW, "2025年修订"),
        (date(2026, 11, 1), LawText.NEW, "2025年修订"),
    ],
)


def refusal_of(function, *args, **said) -> str:
    with pytest.raises(RuleError) as refusal:
        function(*args, **said)
    return refusal.value.code


def clock(dispute, code):
    return dispute.clocks.filter(code=code).order_by("-pk").first()


class TestArticle9:
    """治安管理处罚法 art. 9: which violations may be mediated, and what follows."""

    @DAYS
    def test_art_9_1_light_violation_of_a_civil_quarrel_may_be_mediated(
        self, village, wang, event_on, law, named
    ):
        dispute = gated(village, wang, date(2026, 1, 5), event_on=event_on)

        made = dispute.assessments.get()
        assert dispute.track == Track.PUBLIC_SECURITY
        assert (made.law, named in made.article) == (law, True)

    @pytest.mark.parametrize("law", list(LawText))
    @pytest.mark.parametrize(
        "said", [{"is_civil": False}, {"is_light": False}, {"act": Act.OTHER}]
    )
    def test_art_9_1_what_is_not_light_or_not_civil_is_handled_by_law(self, law, said):
        answers = Answers(**{"act": Act.FIGHT, "easier": (Easier.RELATION,), **said})

        found = decide(answers, law=law)

        assert (found.track, found.exclusion) == (Track.NONE, "")
        assert "第九条" in found.article

    @pytest.mark.parametrize("event_on", [OLD, NEW])
    def test_art_9_2_and_180_facts_come_before_the_session(
        self, village, wang, event_on
    ):
        dispute = gated(village, wang, date(2026, 1, 5), event_on=event_on)

        assert (
            refusal_of(planned, dispute, wang, date(2026, 1, 6), facts=" ")
            == "no_facts"
        )

    @pytest.mark.parametrize("event_on", [OLD, NEW])
    def test_art_9_3_without_agreement_they_are_told_that_they_may_sue(
        self, village, wang, event_on
    ):
        dispute = gated(village, wang, date(2026, 1, 5), event_on=event_on)
        told_on = date(2026, 1, 6)

        held(planned(dispute, wang, told_on), wang, told_on=told_on)

        dispute.refresh_from_db()
        assert (dispute.status, dispute.told_of_court_on) == (Status.FAILED, told_on)

    def test_art_9_3_the_last_session_needs_the_word_of_the_court(self, village, wang):
        dispute = gated(village, wang, date(2026, 1, 5))
        held(planned(dispute, wang, date(2026, 1, 6)), wang)
        second = planned(dispute, wang, date(2026, 1, 7), second_because="party")

        assert refusal_of(held, second, wang) == "not_told"

    @pytest.mark.parametrize(
        ("law", "article"),
        [(LawText.OLD, "第一百八十六条"), (LawText.NEW, "第九条第四款")],
    )
    def test_art_9_4_and_186_people_s_mediation_of_a_violation(self, law, article):
        answers = Answers(act=Act.FIGHT, easier=(Easier.RELATION,), by_committee=True)

        found = decide(answers, law=law)

        assert found.track == Track.PEOPLE
        assert article in found.article


class TestArticle178:
    """程序规定 art. 178: the list of acts, the second part of the gate, on the spot."""

    @pytest.mark.parametrize("law", list(LawText))
    @pytest.mark.parametrize(
        "act",
        [
            Act.FIGHT,
            Act.INJURY,
            Act.INSULT,
            Act.SLANDER,
            Act.FALSE_CHARGE,
            Act.DAMAGE,
            Act.DISTURBING,
            Act.PRIVACY,
            Act.INTRUSION,
        ],
    )
    @pytest.mark.parametrize("easier", list(Easier))
    def test_art_178_listed_acts_with_one_of_three_conditions(self, law, act, easier):
        found = decide(Answers(act=act, easier=(easier,)), law=law)

        assert found.track == Track.PUBLIC_SECURITY

    @pytest.mark.parametrize("law", list(LawText))
    def test_art_178_without_any_of_the_three_conditions_not(self, law):
        assert decide(Answers(act=Act.FIGHT), law=law).track == Track.NONE

    @pytest.mark.parametrize("law", list(LawText))
    @pytest.mark.parametrize(
        ("is_willing", "track"), [(True, Track.PEOPLE), (False, Track.NONE)]
    )
    def test_art_178_no_violation_goes_to_the_committee_or_the_court(
        self, law, is_willing, track
    ):
        assert decide(Answers(is_willing=is_willing), law=law).track == track


class TestArticle179:
    """程序规定 art. 179: seven exclusions, each a hard block."""

    @pytest.mark.parametrize("event_on", [OLD, NEW])
    @pytest.mark.parametrize("exclusion", list(Exclusion))
    def test_art_179_excludes(self, village, wang, exclusion, event_on):
        dispute = taken_up(village, wang, date(2026, 1, 5), event_on)
        answers = Answers(
            act=Act.FIGHT,
            easier=(Easier.RELATION,),
            exclusion=exclusion,
            exclusion_words="当事人有重大矛盾激化风险",
        )

        made = tracks.assess(
            dispute=dispute, answers=answers, by=wang, at=moment(date(2026, 1, 5))
        )

        assert (made.track, made.exclusion) == (Track.NONE, exclusion)
        assert "第一百七十九条" in made.article
        dispute.refresh_from_db()
        assert refusal_of(planned, dispute, wang, date(2026, 1, 6)) == "no_mediation"

    def test_art_179_who_is_unwilling_excludes_it(self):
        answers = Answers(act=Act.FIGHT, easier=(Easier.FAULT,), is_willing=False)

        found = decide(answers, law=LawText.NEW)

        assert found.exclusion == Exclusion.UNWILLING

    def test_art_179_otherwise_unsuitable_needs_words(self, village, wang):
        dispute = taken_up(village, wang, date(2026, 1, 5))
        answers = Answers(act=Act.FIGHT, exclusion=Exclusion.UNSUITABLE)

        code = refusal_of(
            tracks.assess,
            dispute=dispute,
            answers=answers,
            by=wang,
            at=moment(date(2026, 1, 5)),
        )

        assert code == "no_words"

    def test_art_179_who_flees_during_mediation_ends_it(self, village, wang):
        dispute = gated(village, wang, date(2026, 1, 5))
        sitting = planned(dispute, wang, date(2026, 1, 7))
        answers = Answers(
            act=Act.FIGHT, easier=(Easier.RELATION,), exclusion=Exclusion.FLED
        )

        tracks.assess(
            dispute=dispute,
            answers=answers,
            reason="嫌疑人逃跑",
            by=wang,
            at=moment(date(2026, 1, 6)),
        )

        sitting.refresh_from_db()
        assert sitting.outcome == "cancelled"
        assert clock(dispute, "ps.start").state == "stopped"
        assert clock(dispute, "case.limit").reason == "not_agreed"


class TestArticle181:
    """程序规定 art. 181, 2025 Act art. 98: minors and their guardians."""

    @pytest.mark.parametrize(
        ("born", "works", "code"),
        [
            (date(2008, 1, 6), False, "guardian_not_told"),
            (date(2009, 1, 5), True, ""),
            (date(2010, 1, 6), True, "guardian_not_told"),
            (date(2008, 1, 5), False, ""),
        ],
    )
    def test_art_181_guardian_is_told_unless_sixteen_and_on_own_work(
        self, village, wang, born, works, code
    ):
        dispute = gated(village, wang, date(2026, 1, 5))
        PartyFactory(dispute=dispute, birth_date=born, lives_on_own_labour=works)

        if code:
            assert refusal_of(planned, dispute, wang, date(2026, 1, 6)) == code
        else:
            assert planned(dispute, wang, date(2026, 1, 6)).is_planned

    @pytest.mark.parametrize("event_on", [OLD, NEW])
    def test_art_98_a_guardian_or_suitable_adult_is_there(
        self, village, wang, event_on
    ):
        dispute = gated(village, wang, date(2026, 1, 5), event_on=event_on)
        PartyFactory(dispute=dispute, birth_date=date(2012, 1, 1))
        told = date(2026, 1, 5)
        sitting = planned(dispute, wang, date(2026, 1, 6), guardian_told_on=told)

        assert refusal_of(held, sitting, wang) == "guardian_absent"
        assert held(sitting, wang, guardian_present="母亲").record


class TestArticle182:
    def test_art_182_persons_known_to_both_may_be_invited(self, village, wang):
        dispute = gated(village, wang, date(2026, 1, 5))

        sitting = planned(
            dispute, wang, date(2026, 1, 6), others_present="村委会主任李某"
        )

        assert sitting.others_present == "村委会主任李某"


class TestArticle183:
    """程序规定 art. 183: once, a second time within seven working days."""

    @pytest.mark.parametrize(
        ("first", "last"),
        [
            # 1–3 January are free, Sunday 4 January is worked.
            (date(2025, 12, 31), date(2026, 1, 12)),
            (date(2026, 1, 1), date(2026, 1, 12)),
            # Spring Festival 15–23 February, Saturdays 14 and 28 February worked.
            (date(2026, 2, 11), date(2026, 2, 27)),
            (date(2026, 2, 13), date(2026, 3, 2)),
            # Labour Day 1–5 May, Saturday 9 May worked.
            (date(2026, 4, 29), date(2026, 5, 12)),
            # Sunday 20 September worked for Mid-Autumn, 25–27 September free.
            (date(2026, 9, 17), date(2026, 9, 28)),
            # National Day 1–7 October, Saturday 10 October worked.
            (date(2026, 9, 29), date(2026, 10, 14)),
        ],
    )
    def test_art_183_second_session_within_7_working_days(
        self, village, wang, first, last
    ):
        dispute = gated(village, wang, first)
        held(planned(dispute, wang, first), wang)

        late = date.fromordinal(last.toordinal() + 1)
        assert clock(dispute, "ps.second").due_on == last
        assert (
            refusal_of(planned, dispute, wang, late, second_because="party")
            == "second_too_late"
        )
        assert planned(dispute, wang, last, second_because="party").ordinal == 2

    def test_art_183_a_second_session_says_why(self, village, wang):
        dispute = gated(village, wang, date(2026, 1, 5))
        held(planned(dispute, wang, date(2026, 1, 6)), wang)

        assert (
            refusal_of(planned, dispute, wang, date(2026, 1, 7)) == "no_second_reason"
        )

    def test_art_183_never_a_third_session(self, village, wang):
        dispute = gated(village, wang, date(2026, 1, 5))
        day = date(2026, 1, 6)
        held(planned(dispute, wang, day), wang)
        second = planned(dispute, wang, day, second_because="police")
        held(second, wang, told_on=day)
        dispute.refresh_from_db()
        dispute = disputes.reopen(
            dispute=dispute,
            reason="双方再次要求",
            version=dispute.version,
            by=wang,
            at=moment(day, 12),
        )

        code = refusal_of(planned, dispute, wang, day, second_because="party")

        assert code == "too_many_sessions"
        assert Mediation.objects.held().count() == 2


class TestArticle185:
    """程序规定 art. 185: the case clock runs from the failure or the breach."""

    @pytest.mark.parametrize(
        ("event_on", "named"), [(OLD, "第一百六十五条"), (NEW, "第一百一十八条")]
    )
    def test_art_185_case_clock_from_the_failed_mediation(
        self, village, wang, event_on, named
    ):
        dispute = gated(village, wang, date(2026, 1, 5), event_on=event_on)
        failed_on = date(2026, 1, 7)
        assert clock(dispute, "case.limit") is None

        held(planned(dispute, wang, failed_on), wang, told_on=failed_on)

        found = clock(dispute, "case.limit")
        assert (found.reason, found.started_on) == ("not_agreed", failed_on)
        assert found.due_on == date(2026, 2, 6)

    def test_art_185_case_clock_from_the_broken_agreement(self, village, wang):
        dispute = gated(village, wang, date(2026, 1, 5))
        dispute = disputes.settle(
            dispute=dispute,
            version=dispute.version,
            by=wang,
            at=moment(date(2026, 1, 6)),
        )
        assert clock(dispute, "ps.start").state == "met"

        disputes.reopen(
            dispute=dispute,
            reason="到期未付",
            version=dispute.version,
            by=wang,
            at=moment(date(2026, 3, 2)),
        )

        found = clock(dispute, "case.limit")
        assert (found.reason, found.started_on) == ("not_kept", date(2026, 3, 2))
        assert found.due_on == date(2026, 4, 1)


class TestArticle118:
    """2025 Act art. 118, before it 程序规定 art. 165: time for the case."""

    def _case(self, village, wang, started_on, event_on=None):
        dispute = taken_up(village, wang, started_on, event_on)
        return clocks.start(
            dispute=dispute,
            code="case.limit",
            started_on=started_on,
            reason="filed",
            by=wang,
            at=moment(started_on),
        )

    def _extend(self, found, wang, times):
        for _n in range(times):
            found = clocks.extend(
                clock=found,
                approved_by="平川县公安局",
                by=wang,
                at=moment(found.started_on),
            )
        return found

    @pytest.mark.parametrize(
        ("started_on", "due_on"),
        [
            (date(2026, 1, 1), date(2026, 2, 2)),  # 31 January is a Saturday
            (date(2026, 1, 16), date(2026, 2, 24)),  # 15 February in Spring Festival
            (date(2026, 1, 15), date(2026, 2, 14)),  # a working Saturday
            (date(2026, 1, 29), date(2026, 2, 28)),  # a working Saturday
            (date(2026, 4, 9), date(2026, 5, 9)),  # a working Saturday
            (date(2026, 9, 3), date(2026, 10, 8)),  # 3 October in National Day
            (date(2026, 9, 10), date(2026, 10, 10)),  # a working Saturday
        ],
    )
    def test_art_118_thirty_days_from_filing_and_art_35_after_a_holiday(
        self, village, wang, started_on, due_on
    ):
        assert self._case(village, wang, started_on).due_on == due_on

    def test_art_118_two_extensions_of_thirty_days_and_no_third(self, village, wang):
        found = self._case(village, wang, date(2026, 3, 2))

        found = self._extend(found, wang, 2)

        assert (found.extensions, found.due_on) == (2, date(2026, 6, 1))
        assert refusal_of(self._extend, found, wang, 1) == "no_extension"

    def test_art_118_an_extension_names_who_approved_it(self, village, wang):
        found = self._case(village, wang, date(2026, 3, 2))

        code = refusal_of(
            clocks.extend,
            clock=found,
            approved_by=" ",
            by=wang,
            at=moment(date(2026, 3, 3)),
        )

        assert code == "no_approval"

    def test_art_165_older_cases_have_one_extension(self, village, wang):
        found = self._case(village, wang, date(2026, 1, 5), event_on=OLD)

        found = self._extend(found, wang, 1)

        assert found.due_on == date(2026, 3, 6)
        assert refusal_of(self._extend, found, wang, 1) == "no_extension"

    @pytest.mark.parametrize("reason", ["appraisal", "hearing"])
    def test_art_118_appraisal_and_hearing_do_not_count(self, village, wang, reason):
        found = self._case(village, wang, date(2026, 3, 2))
        step = {"by": wang, "at": moment(date(2026, 3, 20))}

        found = clocks.pause(
            clock=found, reason=reason, from_on=date(2026, 3, 5), **step
        )
        found = clocks.resume(clock=found, until_on=date(2026, 3, 15), **step)

        assert (found.state, found.due_on) == ("running", date(2026, 4, 13))


class TestArticle35:
    @pytest.mark.parametrize(
        ("started_on", "due_on"),
        [
            (date(2025, 12, 31), date(2026, 1, 6)),  # Sunday 4 January counts
            (date(2026, 2, 12), date(2026, 2, 24)),  # 13, Saturday 14, then 24
            (date(2026, 2, 26), date(2026, 3, 2)),  # 27, Saturday 28, Monday
            (date(2026, 5, 7), date(2026, 5, 11)),  # 8, Saturday 9, Monday
            (date(2026, 9, 18), date(2026, 9, 22)),  # Sunday 20, 21, 22
            (date(2026, 10, 8), date(2026, 10, 12)),  # 9, Saturday 10, Monday
        ],
    )
    def test_art_35_the_first_day_is_not_counted_and_3_working_days_start(
        self, village, wang, started_on, due_on
    ):
        dispute = gated(village, wang, started_on)

        assert clock(dispute, "ps.start").due_on == due_on


class TestWorkingRules:
    """公通字〔2007〕81号: three working days, after an appraisal where there is one."""

    def test_notice_81_waits_for_the_appraisal_and_runs_from_its_end(
        self, village, wang
    ):
        under_way = Answers(
            act=Act.INJURY, easier=(Easier.FAULT,), appraisal=Appraisal.UNDER_WAY
        )
        dispute = gated(village, wang, date(2026, 1, 5), under_way)
        assert clock(dispute, "ps.start") is None

        done = Answers(
            act=Act.INJURY,
            easier=(Easier.FAULT,),
            appraisal=Appraisal.DONE,
            appraised_on=date(2026, 2, 12),
        )
        tracks.assess(
            dispute=dispute, answers=done, by=wang, at=moment(date(2026, 2, 12))
        )

        found = clock(dispute, "ps.start")
        assert (found.reason, found.due_on) == ("appraised", date(2026, 2, 24))


class TestArticle108:
    """2025 Act art. 108: one officer alone only in a standard room, fully recorded."""

    @pytest.mark.parametrize(
        ("place", "recorded", "refused"),
        [
            (MediationPlace.STANDARD_ROOM, True, False),
            (MediationPlace.STANDARD_ROOM, False, True),
            (MediationPlace.POLICE_ROOM, True, True),
            (MediationPlace.SCENE, True, True),
        ],
    )
    def test_art_108_one_officer(self, village, wang, place, recorded, refused):
        dispute = gated(village, wang, date(2026, 1, 5))
        said = {
            "officers": (wang,),
            "place_kind": place,
            "is_fully_recorded": recorded,
        }

        if refused:
            code = refusal_of(planned, dispute, wang, date(2026, 1, 6), **said)
            assert code == "one_officer"
        else:
            sitting = planned(dispute, wang, date(2026, 1, 6), **said)
            assert refusal_of(held, sitting, wang) == "no_recording"
            assert held(sitting, wang, recording="YJ-0001").recording

    def test_art_108_an_auxiliary_does_not_count(self, village, wang):
        dispute = gated(village, wang, date(2026, 1, 5))
        helper = person(Role.AUXILIARY_OFFICER, village)

        code = refusal_of(
            planned, dispute, wang, date(2026, 1, 6), officers=(wang, helper)
        )

        assert code == "one_officer"

    def test_art_108_before_the_law_of_2025_it_is_a_warning(self, village, wang):
        dispute = gated(village, wang, date(2026, 1, 5), event_on=OLD)

        sitting = planned(dispute, wang, date(2026, 1, 6), officers=(wang,))

        assert mediations.rules.warnings(sitting)


class TestArticle95:
    def test_art_95_nobody_in_the_chair_is_concerned(self, village, wang):
        dispute = gated(village, wang, date(2026, 1, 5))

        code = refusal_of(planned, dispute, wang, date(2026, 1, 6), is_impartial=False)

        assert code == "not_impartial"


class TestArticle88:
    """2025 Act art. 88: noise is punished only after others tried in vain."""

    @pytest.mark.parametrize(
        ("law", "dissuaded", "track"),
        [
            (LawText.OLD, False, Track.PUBLIC_SECURITY),
            (LawText.NEW, False, Track.PEOPLE),
            (LawText.NEW, True, Track.PUBLIC_SECURITY),
        ],
    )
    def test_art_88_dissuasion_comes_first(self, law, dissuaded, track):
        answers = Answers(
            act=Act.NOISE, easier=(Easier.RELATION,), noise_dissuaded=dissuaded
        )

        assert decide(answers, law=law).track == track


class TestSecrecy:
    """2025 Act art. 94, 136–138: sealed, read for a purpose, written down."""

    def test_art_94_136_138_record_is_sealed_and_each_reading_is_written_down(
        self, client, village, wang
    ):
        dispute = gated(village, wang, date(2026, 1, 5))
        sitting = held(planned(dispute, wang, date(2026, 1, 6)), wang)
        url = reverse(
            "station:reveal", args=["disputes.mediation", sitting.pk, "record"]
        )

        client.force_login(wang)
        page = client.get(sitting.get_absolute_url()).content.decode()
        unasked = client.post(url, {}).content.decode()
        shown = client.post(url, {"purpose": "case"}).content.decode()

        assert "双方各执一词" not in page + unasked
        assert "双方各执一词" in shown
        assert AccessRecord.objects.filter(act="reveal").count() == 1

    def test_art_136_nobody_elsewhere_is_given_it(self, client, village, wang):
        dispute = gated(village, wang, date(2026, 1, 5))
        sitting = held(planned(dispute, wang, date(2026, 1, 6)), wang)

        client.force_login(officer())

        assert client.get(sitting.get_absolute_url()).status_code == 404


class TestArticle103:
    def test_art_103_a_visit_is_no_search_and_a_refusal_is_a_normal_outcome(self):
        names = {field.name for field in Visit._meta.get_fields()}

        assert not {name for name in names if "search" in name or "seiz" in name}
        assert "declined" in dict(Visit._meta.get_field("outcome").choices)


class TestArticle60:
    """2025 Act art. 60: bullying at school."""

    @pytest.mark.parametrize(
        ("law", "told", "count"),
        [(LawText.OLD, False, 0), (LawText.NEW, False, 1), (LawText.NEW, True, 0)],
    )
    def test_art_60_the_school_is_notified(self, law, told, count):
        answers = Answers(act=Act.BULLYING, school_told=told)

        found = gate.warnings(answers, law=law, domestic_violence=False, minors=False)

        assert len(found) == count


class TestGate:
    def test_a_change_of_track_has_a_reason_and_the_newest_counts(self, village, wang):
        dispute = gated(village, wang, date(2026, 1, 5))
        again = {"dispute": dispute, "answers": Answers(), "by": wang}

        code = refusal_of(tracks.assess, at=moment(date(2026, 1, 6)), **again)
        tracks.assess(at=moment(date(2026, 1, 6)), reason="未构成违法", **again)

        dispute.refresh_from_db()
        assert (code, dispute.track) == ("no_reason", Track.PEOPLE)
        assert TrackAssessment.objects.count() == 2
        assert tracks.newest(dispute).track == Track.PEOPLE

    def test_domestic_violence_is_warned_of(self):
        found = gate.warnings(
            A_FIGHT, law=LawText.NEW, domestic_violence=True, minors=False
        )

        assert len(found) == 1

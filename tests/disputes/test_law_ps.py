"""Which violations the police may mediate: section b1, one test an article."""

from datetime import date

import pytest

from disputes.actions import tracks
from disputes.models import TrackAssessment
from disputes.workflow import Status, gate
from disputes.workflow.gate import Answers, decide
from disputes.workflow.intake import Track
from disputes.workflow.law import Act, Easier, Exclusion, LawText
from station.errors import RuleError
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

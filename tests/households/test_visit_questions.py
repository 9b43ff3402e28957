from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from households import implausible
from households.actions import visit_questions, visits
from households.models import QuestionKind, Visit, VisitQuestion
from households.visit_thresholds import SHIPPED
from households.workflow.rounds import QuestionState
from station.errors import RuleError
from station.models import Attachment, Reminder, reference
from station.roles import Role
from tests.factories import (
    NOW,
    AddressFactory,
    HouseholdFactory,
    VisitFactory,
    VisitQuestionFactory,
    person,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)


@pytest.fixture
def chief(village):
    return person(Role.STATION_CHIEF, village.parent.parent)


@pytest.fixture
def question(wang, village):
    return VisitQuestionFactory(officer=wang, area=village)


def visit(wang, village, *, at=NOW, position=None, door=None, **more) -> Visit:
    address = AddressFactory(
        community=village,
        latitude=door and door[0],
        longitude=door and door[1],
    )
    return VisitFactory(
        household=HouseholdFactory(address=address),
        visited_by=wang,
        visited_at=at,
        latitude=position and position[0],
        longitude=position and position[1],
        **more,
    )


def photo(of: Visit, *, sha256: bytes, look: int) -> None:
    Attachment.objects.create(
        kind="photo",
        subject=reference(of),
        area=of.area,
        file_name=f"{of.pk}-{look}.jpg",
        content_type="image/jpeg",
        size=1,
        sha256=sha256,
        look=look,
    )


def kinds() -> set[str]:
    return {found.kind for found in implausible.look(until=LATER)}


class TestLook:
    def test_finds_many_visits_in_one_hour(self, wang, village):
        for minute in range(SHIPPED.burst - 1):
            visit(wang, village, at=NOW + timedelta(minutes=minute))
        assert kinds() == set()

        visit(wang, village, at=NOW + timedelta(minutes=20))

        assert kinds() == {QuestionKind.BURST}

    def test_counts_no_closed_doors(self, wang, village):
        for _n in range(SHIPPED.burst):
            visit(wang, village, outcome="nobody_home")

        assert kinds() == set()

    @pytest.mark.parametrize(("hours", "found"), [(13, True), (10, False), (19, True)])
    def test_finds_visits_at_night(self, wang, village, hours, found):
        visit(wang, village, at=NOW - timedelta(days=1) + timedelta(hours=hours))

        assert (kinds() == {QuestionKind.NIGHT}) is found

    def test_a_call_for_help_at_night_is_none(self, wang, village):
        visit(wang, village, at=NOW - timedelta(hours=9), purpose="concern")

        assert kinds() == set()

    def test_finds_the_same_photo_and_one_saved_again(self, wang, village):
        first, again, other = (visit(wang, village) for _n in range(3))
        photo(first, sha256=b"a" * 32, look=0b1011)
        photo(other, sha256=b"c" * 32, look=(1 << 40) - 1)
        assert kinds() == set()

        photo(again, sha256=b"b" * 32, look=0b1010)

        (found,) = implausible.look(until=LATER, kinds=[QuestionKind.PHOTO])
        assert set(found.visit_ids) == {first.pk, again.pk}

    def test_finds_far_doors_all_written_at_one_spot(self, wang, village):
        for n in range(3):
            visit(wang, village, position=(39.5, 99.1), door=(39.5 + n / 100, 99.1))

        assert kinds() == {QuestionKind.SPOT}

    def test_neighbours_may_be_written_at_one_spot(self, wang, village):
        for n in range(3):
            visit(wang, village, position=(39.5, 99.1), door=(39.5 + n / 10000, 99.1))

        assert kinds() == set()

    def test_finds_a_visit_written_far_from_the_door(self, wang, village):
        visit(wang, village, position=(39.5, 99.1), door=(39.55, 99.1))

        (found,) = implausible.look(until=LATER)
        assert (found.kind, found.figure // 1000) == (QuestionKind.FAR, 5)

    def test_finds_the_same_words_without_reading_them(self, wang, village):
        index = visits.words_index("老人身体尚好，冬季取暖用煤炉，已提醒。", "")
        for _n in range(SHIPPED.same_texts):
            visit(wang, village, words_index=index)

        assert kinds() == {QuestionKind.TEXT}

    def test_short_words_may_repeat(self):
        assert visits.words_index("一切正常。", "") is None

    def test_sees_through_spaces_and_stops(self):
        a = visits.words_index("老人身体尚好，冬季取暖用煤炉。", "")
        assert a == visits.words_index(" 老人身体尚好 冬季取暖用煤炉", "")

    @pytest.mark.parametrize("rows", [5, 50])
    def test_asks_once_for_each_kind(self, wang, village, rows):
        for _n in range(rows):
            visit(wang, village)

        with CaptureQueriesContext(connection) as caught:
            list(implausible.look(until=LATER))

        assert len(caught) == len(QuestionKind) + 1  # and the thresholds


class TestAsk:
    def test_asks_once_however_often_one_looks(self, wang, village):
        visit(wang, village, at=NOW - timedelta(hours=9))

        assert visit_questions.look(at=LATER) == 1
        assert visit_questions.look(at=LATER) == 0

        question = VisitQuestion.objects.get()
        assert question.officer == wang
        assert Reminder.objects.filter(kind="visit_question.asked").count() == 1

    def test_a_question_grows_with_visits_sent_late(self, wang, village):
        for minute in range(SHIPPED.burst):
            visit(wang, village, at=NOW + timedelta(minutes=minute))
        visit_questions.look(at=LATER)
        visit(wang, village, at=NOW + timedelta(minutes=30))

        visit_questions.look(at=LATER)

        assert VisitQuestion.objects.get().visits.count() == SHIPPED.burst + 1


class TestAnswer:
    def test_is_given_by_who_is_asked(self, question, wang):
        visit_questions.answer(question=question, text="补录", by=wang, at=NOW)

        question.refresh_from_db()
        assert (question.state, question.answer) == (QuestionState.ANSWERED, "补录")

    def test_is_not_given_by_others(self, question, chief):
        with pytest.raises(RuleError) as refusal:
            visit_questions.answer(question=question, text="x", by=chief, at=NOW)
        assert refusal.value.code == "not_asked"

    def test_needs_words(self, question, wang):
        with pytest.raises(RuleError) as refusal:
            visit_questions.answer(question=question, text=" ", by=wang, at=NOW)
        assert refusal.value.code == "no_words"


class TestDecide:
    def decide(self, question, by, state="explained", words=""):
        return visit_questions.decide(
            question=question, state=state, words=words, by=by, at=NOW
        )

    def test_explains(self, question, chief):
        self.decide(question, chief)

        question.refresh_from_db()
        assert (question.state, question.decided_by) == ("explained", chief)

    def test_wrong_only_after_hearing_the_officer(self, question, chief, wang):
        with pytest.raises(RuleError) as refusal:
            self.decide(question, chief, "wrong", "未到户")
        assert refusal.value.code == "not_heard"

        visit_questions.answer(question=question, text="记错了", by=wang, at=NOW)

        assert self.decide(question, chief, "wrong", "未到户").state == "wrong"

    def test_not_twice(self, question, chief):
        self.decide(question, chief)

        with pytest.raises(RuleError) as refusal:
            self.decide(question, chief)
        assert refusal.value.code == "settled"

    def test_not_about_oneself(self, village, chief):
        own = VisitQuestionFactory(officer=chief, area=village)

        with pytest.raises(RuleError) as refusal:
            self.decide(own, chief)
        assert refusal.value.code == "own"

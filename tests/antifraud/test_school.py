"""Courses, sessions, who came, the quiz and the certificates."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from antifraud.actions import attendance, course_certificates, courses, quizzes
from antifraud.actions import course_sessions as sessions
from antifraud.actions.attendance import Person
from antifraud.models import Attendee, CourseSession
from antifraud.school_figures import shares, shares_of
from antifraud.workflow.school import AgeGroup
from station.errors import RuleError, StaleVersion
from station.models import Event, Reminder
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def course(village):
    return make.CourseFactory(area=village, title="守住养老钱")


@pytest.fixture
def session(course):
    return make.CourseSessionFactory(course=course, area=course.area)


def facts(course, wang, **more):
    found = {
        "course": course,
        "area": course.area,
        "place": "村委会会议室",
        "direction": "out",
        "starts_at": NOW + 24 * HOUR,
        "ends_at": NOW + 25 * HOUR,
        "capacity": 2,
        "teachers": (wang,),
    }
    return sessions.SessionFacts(**{**found, **more})


def refused(code, function, **given):
    with pytest.raises(RuleError) as refusal:
        function(**given)
    assert refusal.value.code == code


class TestCourse:
    def test_of_one_title_is_there_once(self, course, wang):
        twin = courses.CourseFacts("守住养老钱", "fraud", course.area)

        refused(courses.TWIN, courses.create, facts=twin, by=wang, at=NOW)

    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"title": " "}, "no_title"),
            ({"topic": "cooking"}, "unknown_choice"),
            ({"minutes": 5}, "minutes"),
            ({"pass_share": 101}, "pass_share"),
        ],
    )
    def test_refuses_what_cannot_be(self, village, wang, more, code):
        known = {"title": "防骗", "topic": "fraud", "area": village}

        asked = courses.CourseFacts(**{**known, **more})

        refused(code, courses.create, facts=asked, by=wang, at=NOW)

    def test_questions_that_were_answered_stay_as_they_were(self, course, wang):
        old = make.CourseQuestionFactory(course=course, position=1)
        asked = [courses.Question("96110是什么电话？", ("反诈专线", "快递"), 0)]

        courses.set_questions(
            course=course, questions=asked, version=1, by=wang, at=NOW
        )

        old.refresh_from_db()
        assert old.retired_at == NOW
        standing = course.questions.get(retired_at=None)
        assert standing.text == "96110是什么电话？"

    def test_the_same_quiz_again_changes_nothing(self, course, wang):
        row = make.CourseQuestionFactory(course=course, position=1)
        asked = [courses.Question(row.text, tuple(row.options), row.right)]

        made = courses.set_questions(
            course=course, questions=asked, version=1, by=wang, at=NOW
        )

        assert made.version == 1

    @pytest.mark.parametrize(
        ("question", "code"),
        [
            (courses.Question(" ", ("a", "b"), 0), "no_question"),
            (courses.Question("问", ("a",), 0), "no_options"),
            (courses.Question("问", ("a", "a"), 0), "no_options"),
            (courses.Question("问", ("a", "b"), 2), "no_right"),
        ],
    )
    def test_refuses_a_question_without_its_answer(self, course, wang, question, code):
        refused(
            code,
            courses.set_questions,
            course=course,
            questions=[question],
            version=1,
            by=wang,
            at=NOW,
        )

    def test_is_taught_while_sessions_lie_ahead(self, course, session, wang):
        refused("ahead", courses.retire, course=course, by=wang, at=NOW)


class TestPlan:
    def test_gives_a_number_a_code_and_reminders(self, course, wang):
        made = sessions.plan(facts=facts(course, wang), by=wang, at=NOW)

        assert made.number.startswith("JX-")
        assert made.token_hash
        assert made.token not in str(Event.objects.values_list("changes"))
        kinds = set(Reminder.objects.values_list("kind", flat=True))
        assert kinds >= {"school.ahead", "school.unwritten"}

    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"place": " "}, "no_place"),
            ({"ends_at": NOW}, "order"),
            ({"ends_at": NOW + 40 * HOUR}, "order"),
            ({"starts_at": NOW + 9000 * HOUR, "ends_at": NOW + 9001 * HOUR}, "too_far"),
            ({"teachers": ()}, "no_teacher"),
            ({"capacity": 0}, "capacity"),
            ({"direction": "up"}, "unknown_choice"),
        ],
    )
    def test_refuses_what_cannot_be(self, course, wang, more, code):
        asked = facts(course, wang, **more)

        refused(code, sessions.plan, facts=asked, by=wang, at=NOW)

    def test_nobody_teaches_at_two_places_at_once(self, course, wang):
        first = sessions.plan(facts=facts(course, wang), by=wang, at=NOW)

        refused("busy", sessions.plan, facts=facts(course, wang), by=wang, at=NOW)
        moved = sessions.edit(
            session=first, facts=facts(course, wang), version=1, by=wang, at=NOW
        )
        assert moved.version == 2

    def test_a_stale_page_is_told(self, course, session, wang):
        with pytest.raises(StaleVersion):
            sessions.edit(
                session=session, facts=facts(course, wang), version=7, by=wang, at=NOW
            )

    def test_a_new_code_ends_the_old_one(self, session, wang):
        old = session.token_hash

        sessions.renew_code(session=session, by=wang, at=NOW)

        assert not CourseSession.objects.filter(token_hash=old).exists()


class TestEnd:
    def test_held_with_whoever_has_no_name(self, session, wang):
        done = sessions.finish(
            session=session, result="很好", nameless=12, version=1, by=wang, at=NOW
        )

        assert (done.status, done.nameless, done.ended_by) == ("done", 12, wang)

    def test_not_before_it_began_and_not_empty(self, session, wang):
        given = {"session": session, "result": "", "version": 1, "by": wang}

        refused("nobody_came", sessions.finish, **given, nameless=0, at=NOW)
        refused("too_early", sessions.finish, **given, nameless=3, at=NOW - HOUR)

    def test_cancelled_only_while_nobody_came(self, session, wang):
        make.AttendeeFactory(session=session, there=True)
        given = {"session": session, "version": 1, "by": wang, "at": NOW}

        refused("no_reason", sessions.cancel, **given, reason=" ")
        refused("somebody_came", sessions.cancel, **given, reason="停电")

    def test_taken_up_again(self, session, wang):
        sessions.cancel(session=session, reason="停电", version=1, by=wang, at=NOW)

        again = sessions.reopen(session=session, by=wang, at=NOW)

        assert again.is_planned


class TestInvite:
    def test_a_resident_keeps_the_number_in_the_register(
        self, session, household, wang
    ):
        resident = make.ResidentFactory(household=household, phone_masked="138****5678")

        made = attendance.invite(
            session=session, person=Person(resident=resident), by=wang, at=NOW
        )

        assert (made.phone, made.phone_tail) == ("", "5678")
        assert made.age_group == AgeGroup.ADULT

    def test_only_while_there_are_places(self, session, wang):
        CourseSession.objects.update(capacity=1)
        attendance.invite(session=session, person=Person("张晓"), by=wang, at=NOW)

        refused(
            "full",
            attendance.invite,
            session=session,
            person=Person("李明"),
            by=wang,
            at=NOW,
        )

    def test_the_same_person_is_on_the_list_once(self, session, wang):
        given = {"session": session, "by": wang, "at": NOW}
        person = Person("张晓", phone="13812345678")
        attendance.invite(**given, person=person)

        refused(
            "antifraud_attendee_person_once", attendance.invite, **given, person=person
        )

    @pytest.mark.parametrize("do", [attendance.invite, attendance.add])
    def test_nobody_is_of_two_registers(self, session, household, wang, do):
        resident = make.ResidentFactory(household=household)
        person = Person(resident=resident, ally=make.AllyFactory())
        given = {"session": session, "by": wang, "at": session.starts_at}

        refused("two_registers", do, **given, person=person)

    def test_a_child_under_14_only_with_the_guardian(self, session, household, wang):
        child = make.ResidentFactory(household=household, birth_date=date(2018, 5, 1))
        given = {"session": session, "by": wang, "at": NOW}

        refused("guardian", attendance.invite, **given, person=Person(resident=child))
        made = attendance.invite(
            **given, person=Person(resident=child, guardian_name="张大爷")
        )

        assert made.guardian_agreed_on == NOW.date()

    def test_the_database_keeps_no_child_without_a_guardian(self, session):
        with pytest.raises(IntegrityError, match="child_with_consent"):
            make.AttendeeFactory(session=session, age_group="child")


class TestComing:
    def test_by_the_code_ticks_off_who_was_invited(self, session, wang):
        person = Person("张晓", phone="13812345678")
        invited = attendance.invite(session=session, person=person, by=wang, at=NOW)

        came = attendance.come(
            session=session, name=" 张 晓", tail="5678", age="adult", at=NOW
        )

        assert came.pk == invited.pk
        assert (came.seat, came.way, came.noted_by) == ("came", "code", None)

    def test_by_the_code_puts_others_on_the_list(self, session):
        given = {"session": session, "tail": "0000", "age": "minor", "at": NOW}

        first = attendance.come(name="李明", **given)
        again = attendance.come(name="李明", **given)

        assert first.pk == again.pk
        assert session.attendees.came().count() == 1

    def test_only_around_the_session(self, session):
        given = {"session": session, "name": "李明", "tail": "1234", "age": "adult"}

        refused("closed", attendance.come, **given, at=NOW + 6 * HOUR)
        refused("closed", attendance.come, **given, at=NOW - 3 * HOUR)

    def test_a_child_is_counted_without_a_name(self, session):
        given = {"session": session, "at": NOW}

        refused(
            "guardian",
            attendance.come,
            **given,
            name="小明",
            tail="1234",
            age="child",
        )
        attendance.count_child(**given)

        session.refresh_from_db()
        assert (session.nameless, session.attendees.count()) == (1, 0)

    def test_nobody_in_the_hall_is_sent_away(self, session, wang):
        CourseSession.objects.update(capacity=1)
        make.AttendeeFactory(session=session)

        made = attendance.add(
            session=session, person=Person("李明", tail="1111"), by=wang, at=NOW
        )

        assert made.is_there

    def test_shows_on_the_residents_own_page(self, session, household, wang):
        resident = make.ResidentFactory(household=household)
        person = Person(resident=resident)

        attendance.add(session=session, person=person, by=wang, at=NOW)

        event = Event.objects.get(kind="attendance.came")
        assert f"households.resident:{resident.pk}" in event.trail

    def test_ticked_off_by_mistake(self, session, wang):
        row = make.AttendeeFactory(session=session)
        attendance.tick(attendee=row, by=wang, at=NOW)

        back = attendance.untick(attendee=row, by=wang, at=NOW)

        assert (back.seat, back.came_at, back.way) == ("invited", None, "")

    def test_struck_off_nothing_is_kept(self, session, wang):
        row = make.AttendeeFactory(session=session)

        attendance.strike(attendee=row, by=wang, at=NOW)

        assert not Attendee.objects.exists()

    def test_not_to_one_that_was_cancelled(self, session, wang):
        sessions.cancel(session=session, reason="停电", version=1, by=wang, at=NOW)

        refused(
            "cancelled",
            attendance.add,
            session=session,
            person=Person("李明"),
            by=wang,
            at=NOW,
        )


class TestQuiz:
    @pytest.fixture
    def questions(self, course):
        return [make.CourseQuestionFactory(course=course) for _ in range(4)]

    def test_shares_before_and_after(self, session, questions, wang):
        given = {"session": session, "at": NOW}
        wrong = {row.pk: 1 for row in questions}
        right = {row.pk: 0 for row in questions}
        quizzes.fill(**given, moment="before", answers=wrong)
        quizzes.fill(**given, moment="after", answers=right)
        quizzes.enter_paper(**given, moment="before", sheets=3, right=8, by=wang)

        found = shares_of(session.pk)

        assert (found.before, found.after, found.gain) == (50, 100, 50)
        assert (found.sheets_before, found.sheets_after) == (4, 1)

    def test_counts_once_for_a_person_and_for_a_form(self, session, questions):
        row = make.AttendeeFactory(session=session, there=True)
        answers = {q.pk: 0 for q in questions}
        given = {"session": session, "moment": "before", "answers": answers, "at": NOW}

        first = quizzes.fill(**given, attendee=row)
        again = quizzes.fill(**given, attendee=row)
        nameless = [quizzes.fill(**given, nonce="abc") for _ in range(2)]

        assert first == again
        assert nameless[0] == nameless[1]

    def test_every_question_is_answered(self, session, questions):
        refused(
            "not_all",
            quizzes.fill,
            session=session,
            moment="before",
            answers={questions[0].pk: 0},
            at=NOW,
        )

    def test_paper_cannot_have_more_right_than_answers(self, session, questions, wang):
        refused(
            "right",
            quizzes.enter_paper,
            session=session,
            moment="after",
            sheets=2,
            right=9,
            by=wang,
            at=NOW,
        )

    def test_of_many_sessions_is_asked_at_once(
        self, session, questions, django_assert_num_queries
    ):
        quizzes.fill(
            session=session,
            moment="after",
            answers={q.pk: 0 for q in questions},
            at=NOW,
        )

        with django_assert_num_queries(1):
            found = shares([session.pk, 0])

        assert found[session.pk].after == 100


class TestCertificate:
    def test_freezes_what_it_says(self, course, wang):
        held = make.CourseSessionFactory(course=course, area=course.area, done=True)
        row = make.AttendeeFactory(session=held, there=True)

        made = course_certificates.issue(attendee=row, by=wang, at=NOW)
        course.title = "别的课"
        course.save()

        made.refresh_from_db()
        assert made.number.startswith("JY-")
        assert (made.course_title, made.minutes) == ("守住养老钱", 60)
        assert course_certificates.issue(attendee=row, by=wang, at=NOW) == made

    def test_only_for_those_who_came_to_what_was_held(self, session, wang):
        row = make.AttendeeFactory(session=session, there=True)
        issue = course_certificates.issue

        refused("not_held", issue, attendee=row, by=wang, at=NOW)
        sessions.finish(
            session=session, result="", nameless=0, version=1, by=wang, at=NOW
        )
        absent = make.AttendeeFactory(session=session)
        refused("not_there", issue, attendee=absent, by=wang, at=NOW)

    def test_asks_for_the_share_of_the_course(self, course, wang):
        course.pass_share = 60
        course.save()
        held = make.CourseSessionFactory(course=course, area=course.area, done=True)
        knows = make.AttendeeFactory(session=held, there=True)
        other = make.AttendeeFactory(session=held, there=True)
        held.quiz_sheets.create(
            moment="after", attendee=knows, right=3, total=4, filled_at=NOW
        )

        made = course_certificates.issue_all(session=held, by=wang, at=NOW)

        assert [row.attendee for row in made] == [knows]
        assert made[0].share == 75
        refused(
            "not_passed", course_certificates.issue, attendee=other, by=wang, at=NOW
        )
        refused("nobody", course_certificates.issue_all, session=held, by=wang, at=NOW)

    def test_a_wrong_one_is_voided_and_another_issued(self, wang):
        wrong = make.CourseCertificateFactory()
        row = wrong.attendee
        given = {"certificate": wrong, "by": wang, "at": NOW}

        refused("certified", attendance.untick, attendee=row, by=wang, at=NOW)
        course_certificates.void(**given, reason="姓名有误", version=1)

        again = course_certificates.issue(attendee=row, by=wang, at=NOW)
        assert again.number != wrong.number
        refused("already", course_certificates.void, **given, reason="再次", version=2)
        refused("certified", attendance.strike, attendee=row, by=wang, at=NOW)


@pytest.mark.django_db(transaction=True)
class TestRaces:
    def test_the_last_place_is_given_once(self):
        session = make.CourseSessionFactory(capacity=1)
        wang = make.officer(session.area)

        def invite(name):
            try:
                person = Person(name)
                attendance.invite(session=session, person=person, by=wang, at=NOW)
            except RuleError as error:
                return error.code
            finally:
                connection.close()
            return "invited"

        with ThreadPoolExecutor(2) as pool:
            found = sorted(pool.map(invite, ["张晓", "李明"]))

        assert found == ["full", "invited"]

    def test_two_taps_on_the_phone_are_one_person(self):
        session = make.CourseSessionFactory()

        def come(_n):
            try:
                with transaction.atomic():
                    made = attendance.come(
                        session=session, name="张晓", tail="1234", age="adult", at=NOW
                    )
                return made.pk
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            found = set(pool.map(come, range(2)))

        assert len(found) == 1
        assert Attendee.objects.count() == 1

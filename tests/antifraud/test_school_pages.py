"""The pages of the police school, the code on the door, and REST."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from antifraud.models import Attendee, CourseSession
from households.receipts import new_stamp
from tests import factories as make

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def running(village, now):
    """A session that began a moment ago."""
    return make.CourseSessionFactory(
        area=village, starts_at=now - HOUR / 6, ends_at=now + HOUR
    )


@pytest.fixture
def signed_in(client, wang):
    client.force_login(wang)
    return client


def door(session) -> str:
    return reverse("school_public:session", args=[session.token])


def stamped(session, now, purpose="school", **data) -> dict:
    return {"stamp": new_stamp(f"{purpose}:{session.pk}", at=now), **data}


class TestDoor:
    def test_puts_on_the_list_and_asks(self, client, running, now):
        question = make.CourseQuestionFactory(course=running.course)
        sent = stamped(running, now, name="张晓", tail="1234", age="adult")

        page = client.post(door(running), sent).content.decode()

        assert running.attendees.get().way == "code"
        who = re.search(r'name="who" value="([^"]+)"', page)[1]
        quiz = reverse("school_public:quiz", args=[running.token])
        answer = stamped(running, now, "school-quiz", who=who)
        client.post(quiz, {**answer, f"q{question.pk}": "0"})
        sheet = running.quiz_sheets.get()
        assert (sheet.moment, sheet.right, sheet.attendee.name) == (
            "before", 1, "张晓",
        )  # fmt: skip

    def test_shows_no_name_of_others(self, client, running):
        make.AttendeeFactory(session=running, name="李秘密")

        page = client.get(door(running)).content.decode()

        assert "李秘密" not in page
        assert len(page) < 15_000

    def test_counts_a_child_once_and_keeps_nothing(self, client, running, now):
        sent = stamped(running, now, name="小明", tail="1234", age="child")

        client.post(door(running), sent)
        client.post(door(running), sent)

        running.refresh_from_db()
        assert (running.nameless, Attendee.objects.count()) == (1, 0)

    @pytest.mark.parametrize(
        "data", [{"name": "", "tail": "1234"}, {"name": "张晓", "tail": "12a4"}]
    )
    def test_says_what_is_missing(self, client, running, now, data):
        sent = stamped(running, now, age="adult", **data)

        assert client.post(door(running), sent).status_code == 400
        assert not Attendee.objects.exists()

    def test_is_closed_before_and_after(self, client, running, now):
        CourseSession.objects.update(starts_at=now + 5 * HOUR, ends_at=now + 6 * HOUR)

        page = client.post(door(running), stamped(running, now, age="child"))

        assert "<form" not in page.content.decode()
        assert not running.attendees.exists()

    def test_is_gone_once_cancelled_and_where_there_is_none(
        self, client, running, settings
    ):
        settings.PUBLIC_LOOKUPS_PER_ADDRESS = 1
        CourseSession.objects.update(
            status="cancelled", ended_at=running.ends_at, ended_by=running.planned_by
        )
        wrong = reverse("school_public:session", args=["nothing"])

        assert client.get(door(running)).status_code == 410
        assert [client.get(wrong).status_code for _ in range(2)] == [404, 429]

    def test_a_name_of_another_session_counts_as_none(self, client, running, now):
        question = make.CourseQuestionFactory(course=running.course)
        other = make.AttendeeFactory(there=True)
        who = signing.dumps([other.session_id, other.pk], salt="school-sheet")
        sent = stamped(running, now, "school-quiz", who=who)

        client.post(
            reverse("school_public:quiz", args=[running.token]),
            {**sent, f"q{question.pk}": "1"},
        )

        assert running.quiz_sheets.get().attendee is None


class TestPages:
    def test_plan_and_write_up(self, signed_in, village, wang, now):
        course = make.CourseFactory(area=village)
        starts_at = timezone.localtime(now - HOUR)
        answer = signed_in.post(
            reverse("antifraud:session_create"),
            {
                "version": 0,
                "course": course.pk,
                "area": village.pk,
                "place": "村委会",
                "direction": "out",
                "starts_at": f"{starts_at:%Y-%m-%dT%H:%M}",
                "capacity": 40,
                "teachers": [wang.pk],
            },
        )
        session = CourseSession.objects.get()
        assert answer["Location"] == session.get_absolute_url()
        assert session.ends_at - session.starts_at == timedelta(minutes=45)

        signed_in.post(
            reverse("antifraud:session_finish", args=[session.pk]),
            {"version": 1, "nameless": 7, "result": "好"},
        )

        session.refresh_from_db()
        assert (session.status, session.nameless) == ("done", 7)

    def test_the_names_are_for_those_who_keep_the_list(self, client, running):
        make.AttendeeFactory(session=running, name="李秘密")
        beside = make.CommunityFactory(parent=running.area.parent)
        client.force_login(make.officer(beside))

        page = client.get(running.get_absolute_url())

        assert page.status_code == 200
        assert "李秘密" not in page.content.decode()

    def test_the_quiz_is_written_with_stars(self, signed_in, village):
        course = make.CourseFactory(area=village)
        url = reverse("antifraud:course_quiz", args=[course.pk])
        asked = {"version": 1, "question_1": "96110是？"}

        wrong = signed_in.post(url, {**asked, "answers_1": "反诈专线\n快递"})
        signed_in.post(url, {**asked, "answers_1": "快递\n*反诈专线"})

        assert wrong.status_code == 200
        row = course.questions.get()
        assert (row.options, row.right) == (["快递", "反诈专线"], 1)

    def test_papers(self, signed_in, running):
        make.AttendeeFactory(session=running)
        made = make.CourseCertificateFactory(attendee__session__area=running.area)

        for url in (
            reverse("antifraud:session_sheet", args=[running.pk]),
            made.get_absolute_url(),
        ):
            assert signed_in.get(url).content.startswith(b"%PDF"), url

    def test_a_session_costs_the_same_for_many_names(
        self, signed_in, running, django_assert_max_num_queries
    ):
        for _ in range(12):
            make.AttendeeFactory(session=running)

        with django_assert_max_num_queries(60):
            signed_in.get(running.get_absolute_url())

    def test_into_the_calendar(self, signed_in, running):
        url = reverse("antifraud:session_calendar", args=[running.pk])

        assert "BEGIN:VEVENT" in signed_in.get(url).content.decode()


class TestRest:
    def test_invite_tick_and_strike(self, signed_in, running):
        base = f"/api/v1/course-sessions/{running.pk}"
        made = signed_in.post(
            f"{base}/invite/", {"name": "张晓"}, content_type="application/json"
        )
        assert (made.status_code, made.json()["listed"]) == (201, 1)
        row = running.attendees.get()
        one = f"/api/v1/course-attendees/{row.pk}"

        ticked = signed_in.post(
            f"{one}/tick/", {"version": 1}, content_type="application/json"
        )
        struck = signed_in.post(
            f"{one}/strike/", {"version": 2}, content_type="application/json"
        )

        assert (ticked.json()["seat"], struck.status_code) == ("came", 204)

    def test_never_tells_the_code(self, signed_in, running):
        url = f"/api/v1/course-sessions/{running.pk}/"

        assert running.token not in signed_in.get(url).content.decode()

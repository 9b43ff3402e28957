"""The police school."""

from datetime import timedelta

import factory

from station import crypto
from tests.factories.clock import NOW
from tests.factories.territory import CommunityFactory, UserFactory


class CourseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "antifraud.Course"

    title = factory.Sequence(lambda n: f"反诈第{n}课")
    topic = "fraud"
    area = factory.SubFactory(CommunityFactory)


class CourseQuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "antifraud.CourseQuestion"

    course = factory.SubFactory(CourseFactory)
    position = factory.Sequence(lambda n: n + 1)
    text = "刷单返利是不是诈骗？"
    options = factory.LazyFunction(lambda: ["是", "不是"])
    right = 0


class CourseSessionFactory(factory.django.DjangoModelFactory):
    """It runs at NOW."""

    class Meta:
        model = "antifraud.CourseSession"

    number = factory.Sequence(lambda n: f"JX-620724108-2026-{n:06d}")
    area = factory.SubFactory(CommunityFactory)
    course = factory.SubFactory(CourseFactory, area=factory.SelfAttribute("..area"))
    place = "村委会会议室"
    direction = "out"
    starts_at = NOW - timedelta(minutes=15)
    ends_at = NOW + timedelta(minutes=45)
    capacity = 40
    token = factory.Sequence(lambda n: f"token-of-session-{n}")
    token_hash = factory.LazyAttribute(lambda o: crypto.fingerprint(o.token))
    planned_by = factory.SubFactory(UserFactory)

    class Params:
        done = factory.Trait(
            status="done",
            ended_at=NOW,
            ended_by=factory.SelfAttribute("planned_by"),
        )


class AttendeeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "antifraud.Attendee"

    session = factory.SubFactory(CourseSessionFactory)
    area = factory.SelfAttribute("session.area")
    name = factory.Sequence(lambda n: f"张晓{n}")
    name_sort = "zhang xiao"
    phone_tail = "5678"
    age_group = "adult"
    seat = "invited"

    class Params:
        there = factory.Trait(seat="came", way="hand", came_at=NOW)


class QuizSheetFactory(factory.django.DjangoModelFactory):
    """A pile of paper sheets."""

    class Meta:
        model = "antifraud.QuizSheet"

    session = factory.SubFactory(CourseSessionFactory)
    moment = "before"
    people = 10
    right = 20
    total = 40
    filled_at = NOW
    noted_by = factory.SubFactory(UserFactory)


class CourseCertificateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "antifraud.CourseCertificate"

    number = factory.Sequence(lambda n: f"JY-620724108-2026-{n:06d}")
    attendee = factory.SubFactory(AttendeeFactory, there=True, session__done=True)
    area = factory.SelfAttribute("attendee.area")
    name = factory.SelfAttribute("attendee.name")
    course_title = factory.SelfAttribute("attendee.session.course.title")
    held_on = NOW.date()
    minutes = 60
    issued_at = NOW
    issued_by = factory.SubFactory(UserFactory)

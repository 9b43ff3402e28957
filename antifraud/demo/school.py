"""The police school of the demo: its courses, what was held, what lies ahead."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from antifraud.actions import attendance, course_certificates, courses, quizzes
from antifraud.actions import course_sessions as sessions
from antifraud.actions.attendance import Person
from antifraud.demo.school_courses import COURSES, NAMES, RESULT, SESSIONS
from antifraud.models import Attendee, Course, CourseSession, QuizSheet
from households.models import Resident
from station.models import Area, Post
from station.roles import Role

SHOWN = "620724108"  # the township of the demo accounts
INVITED, CAME, CERTIFIED = 3, 11, 2


def make(*, chance, at, scale) -> str:
    """Six courses with their quiz; sessions held over the last weeks and ahead."""
    station = Area.objects.filter(kind=Area.Kind.STATION, children__code=SHOWN).first()
    if station is None:
        return "no station to show"
    posts = Post.objects.for_role(Role.COMMUNITY_OFFICER).filter(
        area__path__startswith=station.path, area__kind=Area.Kind.COMMUNITY
    )
    officers = list(posts.select_related("user", "area").order_by("area__path", "pk"))
    if not officers:
        return "nobody teaches"
    begun = at - timedelta(days=70)
    by = officers[0].user
    known = [_course(row, station, by=by, at=begun) for row in COURSES]
    for number, row in enumerate(SESSIONS):
        post = officers[number % len(officers)]
        _session(known, row, post, chance=chance, at=at)
    return f"{len(known)} courses, {len(SESSIONS)} sessions"


def _course(row: dict, station: Area, *, by, at) -> Course:
    told = {name: value for name, value in row.items() if name != "quiz"}
    facts = courses.CourseFacts(area=station, **told)
    course = courses.create(facts=facts, by=by, at=at)
    asked = [
        courses.Question(text, tuple(options), right)
        for text, options, right in row["quiz"]
    ]
    return courses.set_questions(
        course=course, questions=asked, version=course.version, by=by, at=at
    )


def _session(known: list[Course], row: tuple, post: Post, *, chance, at) -> None:
    which, days, hour, place, direction, capacity = row
    course = known[which]
    day = timezone.localtime(at).date() + timedelta(days=days)
    starts_at = timezone.make_aware(datetime.combine(day, time(hour)))
    planned_at = min(at, starts_at) - timedelta(days=3)
    facts = sessions.SessionFacts(
        course=course,
        area=post.area,
        place=place,
        direction=direction,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=course.minutes),
        capacity=capacity,
        teachers=(post.user,),
    )
    session = sessions.plan(facts=facts, by=post.user, at=planned_at)
    _invite(session, post, chance=chance, at=planned_at)
    if session.ends_at < at:
        _hold(session, post, chance=chance)


def _invite(session: CourseSession, post: Post, *, chance, at) -> None:
    """Grown-up residents of the village."""
    adults = Resident.objects.present().filter(
        area__path__startswith=post.area.path, birth_date__lte="2000-01-01"
    )
    rows = list(adults.order_by("pk")[:80])
    for row in chance.sample(rows, min(INVITED, len(rows))):
        attendance.invite(
            session=session, person=Person(resident=row), by=post.user, at=at
        )


def _hold(session: CourseSession, post: Post, *, chance) -> None:
    """Most of the invited came, others by the code; quiz, figures, certificates."""
    began = session.starts_at
    for row in list(session.attendees.order_by("pk"))[: INVITED - 1]:
        attendance.tick(attendee=row, by=post.user, at=began)
    Attendee.objects.bulk_create(
        _unasked(session, name, chance=chance) for name in chance.sample(NAMES, CAME)
    )
    _ask(session, post, chance=chance)
    session = sessions.finish(
        session=session,
        result=RESULT,
        nameless=chance.randint(0, 20),
        version=session.version,
        by=post.user,
        at=session.ends_at,
    )
    if not session.course.pass_share:
        first = session.attendees.came().order_by("pk")[:CERTIFIED]
        for row in first:
            course_certificates.issue(
                attendee=row, by=post.user, at=session.ends_at + timedelta(hours=1)
            )


def _unasked(session: CourseSession, name: str, *, chance) -> Attendee:
    """Somebody who scanned the code at the door."""
    row = Attendee(
        session=session,
        area=session.area,
        age_group="adult",
        phone_tail=f"{chance.randint(0, 9999):04d}",
        seat="came",
        way="code",
        came_at=session.starts_at,
    )
    row.write_name(name)
    return row


def _ask(session: CourseSession, post: Post, *, chance) -> None:
    """The quiz on paper before it, on the phone after it."""
    questions = list(session.course.questions.filter(retired_at=None))
    sheets, total = chance.randint(12, 18), len(questions)
    quizzes.enter_paper(
        session=session,
        moment="before",
        sheets=sheets,
        right=round(sheets * total * chance.uniform(0.4, 0.6)),
        by=post.user,
        at=session.ends_at,
    )
    QuizSheet.objects.bulk_create(
        _sheet(row, questions, wrong=chance.choice([None, None, *questions]))
        for row in session.attendees.came()
    )


def _sheet(row: Attendee, questions: list, *, wrong) -> QuizSheet:
    answers = {str(q.pk): (q.right + (q == wrong)) % len(q.options) for q in questions}
    return QuizSheet(
        session_id=row.session_id,
        moment="after",
        attendee=row,
        answers=answers,
        right=len(questions) - (wrong is not None),
        total=len(questions),
        filled_at=row.came_at,
    )

"""Courses of the police school: written, set right, their quiz, no longer taught."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from antifraud.models import Course, CourseQuestion
from antifraud.workflow.people import Group
from antifraud.workflow.school import Topic
from station.actions.events import differences, record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import Area, User

TWIN = "antifraud_course_title_once"
FIELDS = ("title", "topic", "area", "groups", "outline", "minutes", "pass_share")
SHORTEST, LONGEST = 10, 480  # minutes
MOST_QUESTIONS = 10


@dataclass(frozen=True)
class CourseFacts:
    """What is taught, to whom, and for how long."""

    title: str
    topic: str
    area: Area
    groups: tuple[str, ...] = ()
    outline: str = ""
    minutes: int = 45
    pass_share: int | None = None


@dataclass(frozen=True)
class Question:
    """A question, what one can answer, and which answer is right."""

    text: str
    options: tuple[str, ...]
    right: int


@transaction.atomic
def create(*, facts: CourseFacts, by: User, at: datetime) -> Course:
    """A new course."""
    course = Course()
    _write(course, facts)
    _save(course)
    record(kind="course.created", subject=course, by=by, at=at)
    return course


@transaction.atomic
def edit(
    *, course: Course, facts: CourseFacts, version: int, by: User, at: datetime
) -> Course:
    """Set right; sessions that were held keep their certificates as they are."""
    course = lock(course, version=version)
    before = copy.copy(course)
    _write(course, facts)
    _save(course)
    changes = differences(before, course, FIELDS)
    record(kind="course.edited", subject=course, by=by, at=at, changes=changes)
    return course


@transaction.atomic
def set_questions(
    *,
    course: Course,
    questions: Sequence[Question],
    version: int,
    by: User,
    at: datetime,
) -> Course:
    """The quiz as it is asked from now on; what was answered before stays."""
    course = lock(course, version=version)
    _check_questions(questions)
    standing = list(course.questions.filter(retired_at=None))
    known = [(row.text, tuple(row.options), row.right) for row in standing]
    asked = [(q.text.strip(), tuple(q.options), q.right) for q in questions]
    if known == asked:
        return course
    course.questions.filter(retired_at=None).update(retired_at=at, updated_at=at)
    CourseQuestion.objects.bulk_create(
        CourseQuestion(
            course=course, position=n, text=text, options=list(options), right=right
        )
        for n, (text, options, right) in enumerate(asked, 1)
    )
    _save(course)
    changes = {"questions": [len(known), len(asked)]}
    record(kind="course.quiz_set", subject=course, by=by, at=at, changes=changes)
    return course


@transaction.atomic
def retire(
    *, course: Course, version: int | None = None, by: User, at: datetime
) -> Course:
    """No longer taught; what was held stays."""
    course = lock(course, version=version)
    if not course.is_active:
        return course
    if course.sessions.ahead(at=at).exists():
        raise RuleError(
            _("Sessions of this course lie ahead. Cancel or hold them first."),
            code="ahead",
        )
    course.is_active = False
    _save(course)
    record(kind="course.retired", subject=course, by=by, at=at)
    return course


@transaction.atomic
def bring_back(
    *, course: Course, version: int | None = None, by: User, at: datetime
) -> Course:
    """Taught again."""
    course = lock(course, version=version)
    if course.is_active:
        return course
    course.is_active = True
    _save(course)
    record(kind="course.brought_back", subject=course, by=by, at=at)
    return course


def _write(course: Course, facts: CourseFacts) -> None:
    if not facts.title.strip():
        raise RuleError(_("A course needs a title."), code="no_title")
    if facts.topic not in Topic.values or set(facts.groups) - set(Group.values):
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if not SHORTEST <= facts.minutes <= LONGEST:
        raise RuleError(_("Between 10 and 480 minutes."), code="minutes")
    if facts.pass_share is not None and not 1 <= facts.pass_share <= 100:
        raise RuleError(_("Between 1 and 100 percent."), code="pass_share")
    for name in FIELDS:
        setattr(course, name, getattr(facts, name))
    course.title, course.outline = facts.title.strip()[:80], facts.outline.strip()
    course.groups = sorted(set(facts.groups))


def _check_questions(questions: Sequence[Question]) -> None:
    if len(questions) > MOST_QUESTIONS:
        raise RuleError(
            _("At most %(n)d questions: the quiz takes two minutes.")
            % {"n": MOST_QUESTIONS},
            code="too_many_questions",
        )
    for question in questions:
        if not question.text.strip():
            raise RuleError(_("A question needs its words."), code="no_question")
        if not 2 <= len(question.options) <= 4 or not all(question.options):
            raise RuleError(_("Two to four answers each."), code="no_options")
        if len(set(question.options)) < len(question.options):
            raise RuleError(_("An answer stands there twice."), code="no_options")
        if not 0 <= question.right < len(question.options):
            raise RuleError(_("Say which answer is right."), code="no_right")


def _save(course: Course) -> None:
    if course.pk:
        course.version += 1
    twins = {TWIN: _("A course of this title is there already.")}
    with refusing_twins(**twins):
        course.save()

"""Sessions of the police school over REST; their codes are never shown here."""

from datetime import timedelta

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.decorators import action

from antifraud.actions import attendance, course_certificates, quizzes
from antifraud.actions import course_sessions as actions
from antifraud.api import shapes_school as shapes
from antifraud.filters.school import CourseSessionFilterSet
from antifraud.models import Ally, Audience, Course, CourseSession
from antifraud.papers import school as papers
from antifraud.workflow.school import AgeGroup, Direction, Moment
from households.api.facts import WORDS, photos
from households.models import Resident
from station import pdf_answers
from station.actions import attachments
from station.actions.access import record_access
from station.api.papers import BINARY
from station.api.permissions import named
from station.api.serializers import (
    Input,
    Nothing,
    Origin,
    Text,
    VersionedInput,
    Visible,
    VisibleMany,
    rows_for,
)
from station.api.viewsets import ShapeViewSet
from station.models import AccessRecord, Area, User

OPTIONAL = {"required": False, "allow_null": True}


class SessionFields(serializers.Serializer):
    """Without an end, as long as the course takes."""

    course = Visible(Course)
    area = Visible(Area, permission="course.edit")
    place = Text(120)
    direction = serializers.ChoiceField(choices=Direction.choices)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField(**OPTIONAL)
    capacity = serializers.IntegerField(min_value=1, max_value=actions.MOST_PLACES)
    teachers = VisibleMany(User, max_length=20, required=False)
    guests = Text(120, **WORDS)
    audiences = VisibleMany(Audience, max_length=50, required=False)
    note = Text(300, **WORDS)


class CourseSessionInput(SessionFields, Input):
    """A new session."""

    origin = Origin()


class CourseSessionEditInput(SessionFields, VersionedInput):
    """The whole session as it should stand."""


class SessionFinishInput(VersionedInput):
    """How it went; with photos as multipart form data."""

    nameless = serializers.IntegerField(min_value=0, max_value=actions.MOST_NAMELESS)
    result = Text(500, **WORDS)
    photos = photos(required=False)


class SessionCancelInput(VersionedInput):
    reason = Text(200)


class AttendeeInput(Input):
    """A resident, an ally, or somebody by name; under 14 with the guardian."""

    resident = Visible(Resident, **OPTIONAL)
    ally = Visible(Ally, **OPTIONAL)
    name = Text(60, **WORDS)
    phone = Text(30, **WORDS)
    age_group = serializers.ChoiceField(choices=AgeGroup.choices, required=False)
    guardian_name = Text(60, **WORDS)
    guardian_agreed_on = serializers.DateField(**OPTIONAL)


class PaperQuizInput(Input):
    """A pile of paper sheets: how many, and the right answers on all of them."""

    moment = serializers.ChoiceField(choices=Moment.choices)
    sheets = serializers.IntegerField(min_value=1, max_value=quizzes.MOST_SHEETS)
    right = serializers.IntegerField(min_value=0, max_value=20_000)


class PaperStrikeInput(Input):
    """The pile by its id, as the session's quiz_sheets tell it."""

    sheet = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


class CourseSessionViewSet(ShapeViewSet):
    """When and where courses are held."""

    shape = shapes.SESSIONS
    list_key = "antifraud.coursesession"
    filterset_class = CourseSessionFilterSet
    required_permissions = {
        "list": "course.view",
        "retrieve": "course.view",
        "create": "course.create",
        "partial_update": "course.edit",
        "finish": "course.edit",
        "cancel": "course.edit",
        "reopen": "course.edit",
        "renew_code": "course.edit",
        "invite": "attendance.note",
        "came": "attendance.note",
        "paper_quiz": "attendance.note",
        "strike_paper": "attendance.note",
        "certify": "attendance.print",
        "paper": "attendance.print",
    }
    takes_files = frozenset({"finish"})
    answers = {"paper": BINARY}
    makes = frozenset({"invite", "came"})
    inputs = {
        "create": CourseSessionInput,
        "partial_update": CourseSessionEditInput,
        "finish": SessionFinishInput,
        "cancel": SessionCancelInput,
        "reopen": VersionedInput,
        "renew_code": VersionedInput,
        "invite": AttendeeInput,
        "came": AttendeeInput,
        "paper_quiz": PaperQuizInput,
        "strike_paper": PaperStrikeInput,
        "certify": Nothing,
    }

    def create(self, request):
        """Plan a session; it gets a code for the door."""
        data = self.asked()
        origin = data.pop("origin", None)
        return self.make(actions.plan, facts=_facts(data), origin=origin)

    def partial_update(self, request, pk=None):
        """Move it or set it right; send the whole session."""
        session, data = self.target(), self.asked()
        version = data.pop("version")
        self.do(actions.edit, session=session, facts=_facts(data), version=version)
        return self.show(session)

    @action(detail=True, methods=["post"])
    def finish(self, request, pk=None):
        """It was held: how it went, and who is on no list."""
        session, data = self.target(), self.asked()
        data.setdefault("result", "")
        with attachments.stored_pictures(data.pop("photos", [])) as stored:
            self.do(actions.finish, session=session, photos=stored, **data)
        return self.show(session)

    @action(detail=True, methods=["post"])
    def cancel(self, request, pk=None):
        """It does not take place."""
        return self.act(actions.cancel, on="session")

    @action(detail=True, methods=["post"])
    def reopen(self, request, pk=None):
        """Written up or called off too early."""
        return self.act(actions.reopen, on="session")

    @action(detail=True, methods=["post"], url_path="renew-code")
    def renew_code(self, request, pk=None):
        """The code on the door is dead at once."""
        return self.act(actions.renew_code, on="session")

    @action(detail=True, methods=["post"])
    def invite(self, request, pk=None):
        """Somebody is asked to come, while there are places."""
        return self._seat(attendance.invite)

    @action(detail=True, methods=["post"])
    def came(self, request, pk=None):
        """Somebody came who was not on the list."""
        return self._seat(attendance.add)

    @action(detail=True, methods=["post"], url_path="paper-quiz")
    def paper_quiz(self, request, pk=None):
        """Sheets of paper, counted together."""
        session = self.target()
        self.do(quizzes.enter_paper, session=session, **self.asked())
        return self.show(session)

    @action(detail=True, methods=["post"], url_path="strike-paper")
    def strike_paper(self, request, pk=None):
        """A pile that was counted wrong."""
        session, data = self.target(), self.asked()
        pile = get_object_or_404(session.quiz_sheets, pk=data["sheet"])
        self.do(quizzes.strike_paper, sheet=pile)
        return self.show(session)

    @action(detail=True, methods=["post"])
    def certify(self, request, pk=None):
        """Certificates for everybody who may have one and has none."""
        session = self.target()
        self.asked()
        self.do(course_certificates.issue_all, session=session)
        return self.show(session)

    @action(detail=True)
    def paper(self, request, pk=None):
        """The attendance list with the code, as PDF; the print is written down."""
        session = self.target()
        body = papers.attendance_list(session)
        self.do(
            record_access,
            act=AccessRecord.Act.PRINT,
            subject=session,
            fields="attendees",
            purpose=AccessRecord.Purpose.SERVICE,
        )
        return pdf_answers.shown(body, f"{session.number}.pdf")

    def target(self):
        """Names on its list are of those who keep the list, not of all who see it."""
        permission = named(self, self.action)[0]
        rows = rows_for(self.request.user, CourseSession, permission)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def _seat(self, function):
        session = self.target()
        person = attendance.Person(**self.asked())
        self.do(function, session=session, person=person)
        return self.show(session, status=201)


def _facts(data: dict) -> actions.SessionFacts:
    data["ends_at"] = data.get("ends_at") or data["starts_at"] + timedelta(
        minutes=data["course"].minutes
    )
    for name in ("teachers", "audiences"):
        data[name] = tuple(data.get(name, ()))
    return actions.SessionFacts(**data)

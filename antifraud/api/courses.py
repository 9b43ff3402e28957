"""Courses of the police school over REST."""

from rest_framework import serializers
from rest_framework.decorators import action

from antifraud.actions import courses as actions
from antifraud.api import shapes_school as shapes
from antifraud.filters.school import CourseFilterSet
from antifraud.workflow.people import Group
from antifraud.workflow.school import Topic
from households.api.facts import WORDS, facts
from station.api.serializers import Input, Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet
from station.models import Area


class CourseFields(serializers.Serializer):
    title = Text(80)
    topic = serializers.ChoiceField(choices=Topic.choices)
    area = Visible(Area, permission="course.edit")
    groups = serializers.ListField(
        child=serializers.ChoiceField(choices=Group.choices), required=False
    )
    minutes = serializers.IntegerField(
        min_value=actions.SHORTEST, max_value=actions.LONGEST, required=False
    )
    outline = Text(2000, **WORDS)
    pass_share = serializers.IntegerField(
        min_value=1, max_value=100, required=False, allow_null=True
    )


class CourseInput(CourseFields, Input):
    """A new course."""


class CourseEditInput(CourseFields, VersionedInput):
    """The whole course as it should stand."""


class QuestionInput(Input):
    """A question, its answers, and which of them is right, counted from 0."""

    text = Text(200)
    options = serializers.ListField(child=Text(80), min_length=2, max_length=4)
    right = serializers.IntegerField(min_value=0, max_value=3)


class QuizInput(VersionedInput):
    """The whole quiz as it is asked from now on; none: no quiz."""

    questions = QuestionInput(many=True, max_length=actions.MOST_QUESTIONS)


class CourseViewSet(ShapeViewSet):
    """What the police school teaches."""

    shape = shapes.COURSES
    list_key = "antifraud.course"
    filterset_class = CourseFilterSet
    required_permissions = {
        "list": "course.view",
        "retrieve": "course.view",
        "create": "course.create",
        "partial_update": "course.edit",
        "quiz": "course.edit",
        "retire": "course.edit",
        "bring_back": "course.edit",
    }
    inputs = {
        "create": CourseInput,
        "partial_update": CourseEditInput,
        "quiz": QuizInput,
        "retire": VersionedInput,
        "bring_back": VersionedInput,
    }

    def create(self, request):
        """Write a course."""
        return self.make(actions.create, facts=_facts(self.asked()))

    def partial_update(self, request, pk=None):
        """Set right; send the whole course."""
        course, data = self.target(), self.asked()
        self.do(
            actions.edit, course=course, facts=_facts(data), version=data["version"]
        )
        return self.show(course)

    @action(detail=True, methods=["post"])
    def quiz(self, request, pk=None):
        """The questions before and after; what was answered stays."""
        course, data = self.target(), self.asked()
        asked = [
            actions.Question(row["text"], tuple(row["options"]), row["right"])
            for row in data["questions"]
        ]
        self.do(
            actions.set_questions,
            course=course,
            questions=asked,
            version=data["version"],
        )
        return self.show(course)

    @action(detail=True, methods=["post"])
    def retire(self, request, pk=None):
        """No longer taught."""
        return self.act(actions.retire, on="course")

    @action(detail=True, methods=["post"], url_path="bring-back")
    def bring_back(self, request, pk=None):
        """Taught again."""
        return self.act(actions.bring_back, on="course")


def _facts(data: dict) -> actions.CourseFacts:
    if "groups" in data:
        data["groups"] = tuple(data["groups"])
    return facts(actions.CourseFacts, actions.FIELDS, data)

"""What courses, sessions, attendees and certificates can be narrowed to."""

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.models import Attendee, Course, CourseCertificate, CourseSession
from antifraud.places import PlacesFilter
from antifraud.search_school import ATTENDEES, COURSES, SESSIONS
from antifraud.workflow.people import Group
from antifraud.workflow.school import Direction, Seat, SessionStatus, Topic
from households.filters.places import WordsFilter
from station.forms.once import date_input

AHEAD, UNWRITTEN = "ahead", "unwritten"
STATES = [
    (AHEAD, pgettext_lazy("course session", "Ahead")),
    (UNWRITTEN, _("To be written up")),
    *[choice for choice in SessionStatus.choices if choice[0] != SessionStatus.PLANNED],
]
HOLDS = [("valid", _("Valid")), ("void", _("void"))]


def _date(label, name: str, lookup: str):
    return django_filters.DateFilter(
        label=label,
        field_name=name,
        lookup_expr=f"date__{lookup}",
        widget=date_input(),
    )


def visible_courses(request):
    """The courses this person may choose from."""
    if request is None:
        return Course.objects.none()
    return Course.objects.visible_to(request.user).order_by("topic", "title", "pk")


class CourseFilterSet(django_filters.FilterSet):
    """By words, topic, group and whether it is taught."""

    search = WordsFilter(label=_("Title"), method="find")
    area = PlacesFilter(permission="course.view")
    topic = django_filters.ChoiceFilter(
        label=_("Topic"), choices=Topic, empty_label=_("All")
    )
    group = django_filters.ChoiceFilter(
        label=_("For whom"), choices=Group, method="for_group", empty_label=_("All")
    )
    is_active = django_filters.BooleanFilter(label=_("taught"))

    class Meta:
        model = Course
        fields = ["search", "area", "topic", "group", "is_active"]

    def for_group(self, queryset, _name, value: str):
        return queryset.filter(groups__contains=[value])

    def find(self, queryset, _name, value: str):
        return queryset.filter(COURSES.matching(value))


class CourseSessionFilterSet(django_filters.FilterSet):
    """By words, place, course, direction, state and days."""

    search = WordsFilter(label=_("Number, course or place"), method="find")
    area = PlacesFilter(permission="course.view")
    course = django_filters.ModelChoiceFilter(
        label=_("Course"), queryset=visible_courses, empty_label=_("All")
    )
    topic = django_filters.ChoiceFilter(
        label=_("Topic"),
        choices=Topic,
        field_name="course__topic",
        empty_label=_("All"),
    )
    direction = django_filters.ChoiceFilter(
        label=_("Direction"), choices=Direction, empty_label=_("All")
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, method="in_state", empty_label=_("All")
    )
    since = _date(_("From"), "starts_at", "gte")
    until = _date(_("Until"), "starts_at", "lte")

    class Meta:
        model = CourseSession
        fields = [
            "search", "area", "course", "topic", "direction", "state", "since", "until",
        ]  # fmt: skip

    def find(self, queryset, _name, value: str):
        return queryset.filter(SESSIONS.matching(value))

    def in_state(self, queryset, _name, value):
        if value == AHEAD:
            return queryset.ahead(at=timezone.now())
        if value == UNWRITTEN:
            return queryset.unwritten(at=timezone.now())
        return queryset.filter(status=value)


class AttendeeFilterSet(django_filters.FilterSet):
    """By name, place, session and how they stand to it."""

    search = WordsFilter(label=_("Name"), method="find")
    area = PlacesFilter(permission="attendance.view")
    seat = django_filters.ChoiceFilter(
        label=_("Attendance"), choices=Seat, empty_label=_("All")
    )
    session = django_filters.NumberFilter(
        label=_("Session"), field_name="session_id", max_value=2**63 - 1
    )
    since = _date(_("From"), "session__starts_at", "gte")
    until = _date(_("Until"), "session__starts_at", "lte")

    class Meta:
        model = Attendee
        fields = ["search", "area", "seat", "session", "since", "until"]

    def find(self, queryset, _name, value: str):
        return queryset.filter(ATTENDEES.matching(value))


class CourseCertificateFilterSet(django_filters.FilterSet):
    """By name, place and whether it holds."""

    search = WordsFilter(label=_("Name"), field_name="name", lookup_expr="contains")
    area = PlacesFilter(permission="attendance.view")
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=HOLDS, method="in_state", empty_label=_("All")
    )
    since = _date(_("From"), "issued_at", "gte")
    until = _date(_("Until"), "issued_at", "lte")

    class Meta:
        model = CourseCertificate
        fields = ["search", "area", "state", "since", "until"]

    def in_state(self, queryset, _name, value):
        return queryset.filter(voided_at__isnull=value == "valid")

"""Forms of sessions: planned, people on the list, written up."""

from datetime import timedelta

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.actions.attendance import Person
from antifraud.actions.course_sessions import MOST_NAMELESS, MOST_PLACES, SessionFacts
from antifraud.actions.quizzes import MOST_SHEETS
from antifraud.models import Audience, Course
from antifraud.workflow.school import AgeGroup, Direction, Moment
from station.forms.files import PhotosField
from station.forms.once import OnceForm, VersionedForm, date_input, moment_input
from station.forms.words import WordsField
from station.models import Post, User
from station.places import areas_of
from station.roles import Role

TEACHING = (Role.STATION_CHIEF, Role.COMMUNITY_OFFICER, Role.AUXILIARY_OFFICER)


class SessionForm(VersionedForm):
    """Which course, when, where, by whom, for whom."""

    course = forms.ModelChoiceField(
        label=_("Course"), queryset=None, empty_label=_("Choose")
    )
    area = forms.ModelChoiceField(
        label=_("Area"), queryset=None, empty_label=_("Choose")
    )
    place = forms.CharField(label=_("Place"), max_length=120)
    direction = forms.ChoiceField(
        label=_("Direction"), choices=Direction.choices, widget=forms.RadioSelect
    )
    starts_at = forms.DateTimeField(label=_("Begins"), widget=moment_input())
    ends_at = forms.DateTimeField(
        label=_("Ends"),
        widget=moment_input(),
        required=False,
        help_text=_("Empty: as long as the course takes."),
    )
    capacity = forms.IntegerField(
        label=_("Places"), min_value=1, max_value=MOST_PLACES, initial=50
    )
    teachers = forms.ModelMultipleChoiceField(
        label=_("Who teaches"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    guests = forms.CharField(
        label=_("Guest teachers"),
        max_length=120,
        required=False,
        help_text=_("A judge, a doctor, somebody of the bank."),
    )
    audiences = forms.ModelMultipleChoiceField(
        label=_("Groups that are invited"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label=_("Remark"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    folded = ("guests", "audiences", "note")

    def __init__(self, *args, user, session=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        action = "create" if session is None else "edit"
        courses = Course.objects.visible_to(user)
        taught = courses.active()
        if session is not None:
            taught = taught | courses.filter(pk=session.course_id)
        self.fields["course"].queryset = taught.order_by("topic", "title", "pk")
        self.fields["area"].queryset = areas_of(user, f"course.{action}")
        groups = Audience.objects.visible_to(user).active()
        self.fields["audiences"].queryset = groups.order_by("name", "pk")
        self.fields["teachers"].queryset = _teachers(user, session)

    def facts(self) -> SessionFacts:
        """What the action takes; without an end, as long as the course takes."""
        names = (
            "course", "area", "place", "direction", "starts_at", "guests", "capacity",
            "note",
        )  # fmt: skip
        data = self.cleaned_data
        takes = timedelta(minutes=data["course"].minutes)
        return SessionFacts(
            **{name: data[name] for name in names},
            ends_at=data["ends_at"] or data["starts_at"] + takes,
            teachers=tuple(data["teachers"]),
            audiences=tuple(data["audiences"]),
        )


def _teachers(user, session):
    """Officers one may see; who teaches already stays on the form."""
    posts = Post.objects.valid(on=timezone.localdate()).for_role(*TEACHING)
    teaches = Q(pk__in=posts.values("user"))
    if session is not None:
        teaches |= Q(course_sessions=session)
    rows = User.objects.visible_to(user).active().filter(teaches).distinct()
    return rows.order_by("name_sort", "pk")


class PersonForm(OnceForm):
    """Somebody by name; of a child under 14 the guardian has agreed."""

    name = forms.CharField(
        label=_("Full name"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"}),
        help_text=_("Kept sealed; on the list stand its last digits."),
    )
    age_group = forms.ChoiceField(
        label=_("Age"),
        choices=AgeGroup.choices,
        initial=AgeGroup.ADULT,
        widget=forms.RadioSelect,
    )
    guardian_name = forms.CharField(
        label=_("Guardian"),
        max_length=60,
        required=False,
        help_text=_("Under 14: who agreed that the name is kept."),
    )
    guardian_agreed_on = forms.DateField(
        label=_("Guardian consented on"), required=False, widget=date_input()
    )
    folded = ("guardian_name", "guardian_agreed_on")

    def person(self) -> Person:
        """What the action takes."""
        names = ("name", "phone", "age_group", "guardian_name", "guardian_agreed_on")
        return Person(**{name: self.cleaned_data[name] for name in names})


class GuardianForm(OnceForm):
    """A child of the register: who agreed."""

    guardian_name = forms.CharField(label=_("Guardian"), max_length=60)
    guardian_agreed_on = forms.DateField(
        label=_("Guardian consented on"), widget=date_input()
    )


class FinishForm(VersionedForm):
    """How it went, and who is on no list."""

    nameless = forms.IntegerField(
        label=_("People without a name on the list"),
        min_value=0,
        max_value=MOST_NAMELESS,
        initial=0,
        help_text=_("Children under 14, and whoever gave no name."),
    )
    result = forms.CharField(
        label=pgettext_lazy("course session", "How it went"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    photos = PhotosField(label=_("Photos"), required=False)


class ReasonForm(VersionedForm):
    reason = forms.CharField(label=_("Why"), max_length=200)


class PaperQuizForm(OnceForm):
    """A pile of paper sheets, counted."""

    moment = forms.ChoiceField(
        label=pgettext_lazy("quiz", "When it was filled in"),
        choices=Moment.choices,
        widget=forms.RadioSelect,
    )
    sheets = forms.IntegerField(label=_("Sheets"), min_value=1, max_value=MOST_SHEETS)
    right = forms.IntegerField(label=_("Right answers on all of them"), min_value=0)


class FindPeopleForm(forms.Form):
    """A name among residents and allies."""

    search = WordsField(
        label=_("Name of a resident or a member of the alliance"),
        widget=forms.TextInput({"autocomplete": "off", "type": "search"}),
    )

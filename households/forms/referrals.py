"""Forms for what other offices are asked, and for the offices themselves."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.actions.message_life import offices_for
from households.forms.messages import LONGEST, words
from households.models import Message, Office
from households.reply_limits import ReplyClock
from households.workflow.messages import OfficeKind
from station import policy
from station.forms.once import OnceForm, VersionedForm, date_input
from station.models import Area, Post, User
from station.roles import Role


class ReferForm(VersionedForm):
    office = forms.ModelChoiceField(
        label=_("Which office"), queryset=None, widget=forms.RadioSelect
    )
    asked = forms.CharField(
        label=_("What they are asked"), max_length=LONGEST, widget=words(4)
    )
    due_on = forms.DateField(
        label=_("Their answer is due on"),
        required=False,
        widget=date_input(),
        help_text=_("Empty: the time this office usually takes."),
    )

    folded = ("due_on",)

    def __init__(self, *args, message: Message, **kwargs):
        super().__init__(*args, **kwargs)
        self.message = message
        self.fields["office"].queryset = offices_for(message.area)
        self.fields["office"].empty_label = None

    def due_at(self) -> datetime | None:
        """The end of work on the day chosen."""
        on = self.cleaned_data.get("due_on")
        return ReplyClock(self.message.area).office.end_of_work(on) if on else None


class ReferralAnswerForm(VersionedForm):
    text = forms.CharField(
        label=_("What they answered"),
        max_length=LONGEST,
        help_text=_("For colleagues. What the sender reads you write as the answer."),
        widget=words(4),
    )


class OfficeAnswerForm(VersionedForm):
    """Written by the other office itself."""

    text = forms.CharField(
        label=_("Your answer"),
        max_length=LONGEST,
        help_text=_("The station reads it and answers the sender in its own words."),
        widget=words(4),
    )


class OfficeForm(OnceForm):
    station = forms.ModelChoiceField(
        label=_("Station"), queryset=None, widget=forms.HiddenInput
    )
    kind = forms.ChoiceField(label=_("Kind of office"), choices=OfficeKind)
    title = forms.CharField(label=_("Name of the office"), max_length=60)
    line = forms.CharField(
        label=_("Telephone"),
        max_length=24,
        required=False,
        help_text=_("The office's own line, as residents may call it."),
        widget=forms.TextInput({"inputmode": "tel"}),
    )
    usual_days = forms.IntegerField(
        label=_("Usually answers within (working days)"),
        min_value=1,
        max_value=90,
        initial=5,
    )
    people = forms.ModelMultipleChoiceField(
        label=_("Who reads and answers there"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Partners with a post. They see what was handed to this office."),
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args, stations, office: Office | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = stations
        self.fields["people"].queryset = partners_of(stations)
        if office is not None:
            del self.fields["station"]
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)
        else:
            del self.fields["is_active"]
        if stations.count() == 1 and "station" in self.fields:
            self.fields["station"].initial = stations.get()
        elif "station" in self.fields:
            self.fields["station"].widget = forms.Select()
            self.fields["station"].widget.choices = self.fields["station"].choices


def partners_of(stations):
    """Partners who serve anywhere in these stations today."""
    posts = Post.objects.valid(on=timezone.localdate()).for_role(Role.PARTNER)
    below = Area.objects.none()
    for station in stations:
        below |= Area.objects.below(station)
    holders = posts.filter(area__in=below).values("user_id")
    return User.objects.active().filter(pk__in=holders).order_by("name", "pk")


def stations_of(user, action: str):
    """The stations this person decides for."""
    scope = policy.scope(user, action)
    rows = Area.objects.filter(kind=Area.Kind.STATION, is_active=True)
    return rows if scope.everything else rows.filter(pk__in=scope.area_ids)

"""Forms of the follow-ups."""

from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.models import FollowUp
from station import working_days
from station.duty import SERVING
from station.models import Area, Post, User

EVENING = time(18)


class DueFields(forms.Form):
    """A day, and an hour where one was agreed."""

    due_on = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    due_time = forms.TimeField(
        label=_("Time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Without a time it is due by 18:00."),
    )

    def clean(self):
        cleaned = super().clean()
        if "due_on" in cleaned:
            clock = cleaned.get("due_time") or EVENING
            cleaned["due_at"] = working_days.at_clock(cleaned["due_on"], clock)
            if cleaned["due_at"] <= timezone.now():
                self.add_error("due_on", _("The time must lie ahead."))
        return cleaned


class NewDay(forms.Form):
    """Another day as well, where one is needed; the evening of it."""

    due_on = forms.DateField(
        label=_("New day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Without one the day stays as it is."),
    )

    def clean(self):
        cleaned = super().clean()
        due_on = cleaned.pop("due_on", None)
        cleaned["due_at"] = due_on and working_days.at_clock(due_on, EVENING)
        if due_on and cleaned["due_at"] <= timezone.now():
            self.add_error("due_on", _("The time must lie ahead."))
        return cleaned


class FollowUpForm(DueFields):
    """What was promised, until when, and who goes."""

    matter = forms.CharField(
        label=_("What for"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "data-sensitive": ""}),
    )
    assigned_to = forms.ModelChoiceField(
        label=_("Who goes"), queryset=None, empty_label=_("Choose")
    )
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    field_order = ["matter", "due_on", "due_time", "assigned_to"]

    def __init__(self, *args, area: Area, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assigned_to"].queryset = serving(area)


class MoveForm(DueFields):
    """Another day, and why."""

    reason = forms.CharField(label=_("Why"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, follow_up: FollowUp, **kwargs):
        due_at = timezone.localtime(follow_up.due_at)
        kwargs["initial"] = {
            "due_on": due_at.date(),
            "due_time": due_at.time(),
            "version": follow_up.version,
            **(kwargs.get("initial") or {}),
        }
        super().__init__(*args, **kwargs)


class DoneForm(forms.Form):
    """What came of it."""

    result = forms.CharField(
        label=_("What came of it"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-sensitive": ""}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, follow_up: FollowUp, **kwargs):
        kwargs["initial"] = {"version": follow_up.version}
        super().__init__(*args, **kwargs)


class CancelForm(forms.Form):
    """Why nobody needs to go."""

    reason = forms.CharField(label=_("Why"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, follow_up: FollowUp, **kwargs):
        kwargs["initial"] = {"version": follow_up.version}
        super().__init__(*args, **kwargs)


class ReassignForm(NewDay):
    """Who goes instead, and until when."""

    field_order = ["to", "due_on", "reason"]

    to = forms.ModelChoiceField(
        label=_("Who goes"), queryset=None, empty_label=_("Choose")
    )
    reason = forms.CharField(label=_("Why"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, follow_up: FollowUp, **kwargs):
        kwargs["initial"] = {"version": follow_up.version}
        super().__init__(*args, **kwargs)
        others = serving(follow_up.area).exclude(pk=follow_up.assigned_to_id)
        self.fields["to"].queryset = others


def serving(area: Area, *, at: datetime | None = None):
    """The people who may be sent into an area today."""
    on = working_days.local_date(at or timezone.now())
    posts = Post.objects.valid(on=on).covering(area).for_role(*SERVING)
    return User.objects.active().filter(pk__in=posts.values("user"))

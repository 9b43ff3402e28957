"""The visit form: what an officer taps at a door in under a minute."""

from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.actions import visits
from households.forms.position import PositionFields
from households.models import Advice, FollowUp, Household, Outcome, Purpose, Resident
from station.forms.files import PhotosField
from station.forms.once import OnceForm, date_input, moment_input

MORNING = time(9)


class PeopleField(forms.ModelMultipleChoiceField):
    """The residents as chips to tap: name, relation, age."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value):
        """Asked for, but whether it may stay empty depends on how the visit went."""
        return super().clean(value) if value else self.queryset.none()

    def label_from_instance(self, resident: Resident) -> str:
        return _("%(name)s · %(relation)s, %(age)s") % {
            "name": resident.name,
            "relation": resident.get_relation_display(),
            "age": resident.age(on=timezone.localdate()),
        }


def free_text(label, **kwargs) -> forms.CharField:
    """Free text that never stays on the device."""
    attrs = {"rows": 2, "data-sensitive": True}
    return forms.CharField(
        label=label,
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs=attrs),
        **kwargs,
    )


class ReportForm(OnceForm):
    """What a visit says; recording, editing and correcting share it.

    There are no fields for anything like a search, and there must never be any.
    """

    outcome = forms.ChoiceField(
        label=gettext_lazy("How did it go?"),
        choices=Outcome,
        initial=Outcome.MET,
        widget=forms.RadioSelect,
    )
    people_met = PeopleField(label=gettext_lazy("Who was met?"), queryset=None)
    others_met = forms.CharField(
        label=gettext_lazy("Others"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Neighbours, guests: who is not in the register here."),
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("Purpose"), choices=Purpose, initial=Purpose.ROUTINE
    )
    advice = forms.MultipleChoiceField(
        label=gettext_lazy("Safety advice given"),
        choices=Advice,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    learned = free_text(gettext_lazy("What was learned"))
    asked_for = free_text(gettext_lazy("What was asked for"))
    next_visit_on = forms.DateField(
        label=gettext_lazy("Next visit"), required=False, widget=date_input()
    )
    visited_at = forms.DateTimeField(label=gettext_lazy("When"), widget=moment_input())

    place = forms.CharField(label=gettext_lazy("Place in the fields"), max_length=120)

    def __init__(
        self, *args, household: Household | None, known_people=(), **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.household = household
        if household is None:  # a field visit stays one
            living = Resident.objects.none()
            self.fields["purpose"].choices = [(Purpose.FIELD, Purpose.FIELD.label)]
        else:
            living = household.residents.present()
            del self.fields["place"]
        known = Resident.objects.filter(pk__in=[p.pk for p in known_people])
        self.fields["people_met"].queryset = (living | known).order_by("pk")
        if not self.initial.get("visited_at"):
            self.initial["visited_at"] = timezone.localtime()

    def clean(self):
        data = super().clean()
        if data.get("outcome") == Outcome.NOBODY_HOME:  # the page hides these then
            data["people_met"], data["advice"] = Resident.objects.none(), []
        return data

    def report(self) -> visits.Report:
        """What the action takes."""
        data = self.cleaned_data
        return visits.Report(
            purpose=data["purpose"],
            outcome=data["outcome"],
            visited_at=data["visited_at"],
            people_met=list(data["people_met"]),
            others_met=data["others_met"].strip(),
            learned=data["learned"].strip(),
            asked_for=data["asked_for"].strip(),
            advice=data["advice"],
            next_visit_on=data["next_visit_on"],
            place=data.get("place", "").strip(),
            latitude=data.get("latitude"),
            longitude=data.get("longitude"),
        )


class VisitForm(PositionFields, ReportForm):
    """A new visit with what follows from it: photos, a promise, a card."""

    photos = PhotosField(
        label=gettext_lazy("Photos"),
        required=False,
        help_text=gettext_lazy("At most six. Place and device are taken out."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it is recorded only now"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Only where the visit was more than a week ago."),
    )
    settles = forms.ModelChoiceField(
        label=gettext_lazy("This visit settles"),
        queryset=None,
        required=False,
        blank=True,
        widget=forms.RadioSelect,
        empty_label=gettext_lazy("No promise"),
    )
    promise_matter = forms.CharField(
        label=gettext_lazy("What was promised"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"data-sensitive": True}),
    )
    promise_on = forms.DateField(
        label=gettext_lazy("Come back on"), required=False, widget=date_input()
    )
    promise_at = forms.TimeField(
        label=gettext_lazy("at"),
        required=False,
        initial=MORNING,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    card_given = forms.BooleanField(
        label=gettext_lazy("The contact card was handed over"), required=False
    )
    card_received_by = forms.CharField(
        label=gettext_lazy("Received by"), max_length=60, required=False
    )

    def __init__(self, *args, follow_ups=(), card=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.card = card
        self.fields["settles"].queryset = FollowUp.objects.filter(
            pk__in=[follow_up.pk for follow_up in follow_ups]
        )
        self.fields["settles"].label_from_instance = _promise_in_words
        if not follow_ups:
            del self.fields["settles"]
        if card is None:
            del self.fields["card_given"], self.fields["card_received_by"]

    def clean(self):
        data = super().clean()
        if data.get("promise_on") and not data.get("promise_matter"):
            self.add_error("promise_matter", _("Say what was promised."))
        if data.get("promise_matter") and not data.get("promise_on"):
            self.add_error("promise_on", _("Say when you will come back."))
        return data

    def shows_promise(self) -> bool:
        """Is the fold of the promise open: something stands in it."""
        return self._shows("promise_matter", "promise_on", "promise_at")

    def shows_card(self) -> bool:
        return self._shows("card_given", "card_received_by")

    def shows_time(self) -> bool:
        return self._shows("visited_at", "reason")

    def _shows(self, *names: str) -> bool:
        known = [name for name in names if name in self.fields]
        return any(
            self.has_error(name) or (self.is_bound and name in self.changed_data)
            for name in known
        )

    def promise(self) -> visits.Promise | None:
        """What was promised, if anything."""
        data = self.cleaned_data
        if not data["promise_matter"]:
            return None
        clock = data["promise_at"] or MORNING
        due_at = timezone.make_aware(datetime.combine(data["promise_on"], clock))
        return visits.Promise(matter=data["promise_matter"], due_at=due_at)

    def card_left(self) -> visits.CardGiven | None:
        """The card that stays with the household, if any."""
        data = self.cleaned_data
        if not data.get("card_given"):
            return None
        received_by = data["card_received_by"].strip()
        return visits.CardGiven(self.card, received_by or _first_name(data))


class VisitEditForm(ReportForm):
    """A draft or a fresh visit, changed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class CorrectionForm(VisitEditForm):
    """An older visit, set right with a reason."""

    reason = forms.CharField(label=gettext_lazy("Why it is corrected"), max_length=300)


class PhotosForm(OnceForm):
    """More photos for a visit."""

    photos = PhotosField(label=gettext_lazy("Photos"))


class SendBackForm(OnceForm):
    """What the auxiliary should complete."""

    note = forms.CharField(
        label=gettext_lazy("What should be completed"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _promise_in_words(follow_up: FollowUp) -> str:
    return _("%(matter)s (by %(due)s)") % {
        "matter": follow_up.matter,
        "due": f"{timezone.localtime(follow_up.due_at):%m-%d %H:%M}",
    }


def _first_name(data) -> str:
    """Who was met first most likely took the card."""
    first = next(iter(data["people_met"]), None)
    return first.name if first else ""

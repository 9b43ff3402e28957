"""Forms of the gate and of the legal clocks."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disputes.actions.clocks import BY_HAND
from disputes.forms.disputes import DisputeForm
from disputes.models import Clock
from disputes.workflow.gate import Answers
from disputes.workflow.law import (
    Act,
    Appraisal,
    ClockReason,
    Easier,
    Exclusion,
    PauseReason,
)
from station.forms.once import VersionedForm, date_input
from station.registry import registry

YES_NO = [("1", _("Yes")), ("0", _("No"))]


def yes_no(label, **options) -> forms.TypedChoiceField:
    """A plain question; yes unless somebody says no."""
    return forms.TypedChoiceField(
        label=label,
        choices=YES_NO,
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        initial="1",
        **options,
    )


def day(label, **options) -> forms.DateField:
    return forms.DateField(label=label, widget=date_input(), **options)


class AssessForm(DisputeForm):
    """A few plain questions; the answers decide the track."""

    act = forms.ChoiceField(label=_("What was done?"), choices=Act.choices)
    is_civil = yes_no(_("Did it come of a civil quarrel?"))
    is_light = yes_no(_("Are the circumstances light?"))
    easier = forms.MultipleChoiceField(
        label=_("Which of these is so?"),
        choices=Easier.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("One of them must be so for the police to mediate."),
    )
    is_willing = yes_no(_("Do both sides want mediation?"))
    exclusion = forms.ChoiceField(
        label=_("Does one of the seven exclusions apply?"),
        choices=[
            ("", pgettext_lazy("exclusion", "None of them")),
            *Exclusion.choices,
        ],
        required=False,
    )
    exclusion_words = forms.CharField(
        label=_("Why it is unsuitable"), max_length=300, required=False
    )
    appraisal = forms.ChoiceField(
        label=_("Are injuries or losses appraised?"),
        choices=Appraisal.choices,
        widget=forms.RadioSelect,
        initial=Appraisal.NONE,
    )
    appraised_on = day(_("Appraisal finished on"), required=False)
    by_committee = forms.BooleanField(
        label=_("They ask for people's mediation instead"), required=False
    )
    is_in_court = forms.BooleanField(
        label=_("It lies with the court already"), required=False
    )
    noise_dissuaded = forms.BooleanField(
        label=_("Noise: the residents' body or another tried in vain"), required=False
    )
    school_told = forms.BooleanField(
        label=_("Bullying: the school is notified"), required=False
    )
    reason = forms.CharField(
        label=_("Why the track changes"), max_length=300, required=False
    )

    folded = ("by_committee", "is_in_court", "noise_dissuaded", "school_told")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not self.dispute.track:
            del self.fields["reason"]

    def answers(self) -> Answers:
        """What the gate takes."""
        said = {name: self.cleaned_data[name] for name in Answers.__annotations__}
        return Answers(**{**said, "easier": tuple(said["easier"])})

    def so_far(self) -> Answers:
        """What is answered by now, before the form is sent."""
        data = getattr(self, "cleaned_data", {})
        said = {name: data[name] for name in Answers.__annotations__ if name in data}
        return Answers(**{**said, "easier": tuple(said.get("easier", ()))})


class ClockStartForm(DisputeForm):
    """A clock that begins with what others do."""

    code = forms.ChoiceField(label=_("Limit"))
    started_on = day(_("Began on"))
    reason = forms.ChoiceField(
        label=_("With what it began"),
        choices=[
            (found.value, found.label)
            for found in (ClockReason.FILED, ClockReason.COURT)
        ],
        widget=forms.RadioSelect,
        initial=ClockReason.FILED,
    )
    note = forms.CharField(label=_("Remark"), max_length=300, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [
            (code, registry.legal[code][-1].title) for code in BY_HAND
        ]


class ClockForm(VersionedForm):
    """A step of one clock."""

    def __init__(self, *args, clock: Clock, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.clock = clock
        self.initial.setdefault("version", clock.version)


class PauseForm(ClockForm):
    """From when, and why time does not count."""

    reason = forms.ChoiceField(
        label=_("Why"), choices=PauseReason.choices, widget=forms.RadioSelect
    )
    from_on = day(_("From"))
    note = forms.CharField(label=_("Remark"), max_length=300, required=False)


class ResumeForm(ClockForm):
    """From when time counts again."""

    until_on = day(_("Counts again from"))


class ExtendForm(ClockForm):
    """Who approved more time."""

    approved_by = forms.CharField(
        label=_("Approved by"),
        max_length=120,
        help_text=_("The next higher authority; in people's mediation both parties."),
    )


class StopForm(ClockForm):
    """When it was done."""

    ended_on = day(_("Done on"))

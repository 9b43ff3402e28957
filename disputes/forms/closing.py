"""Forms of what comes after the mediation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes.actions.follow_ups import Found
from disputes.forms.disputes import CHOOSE, DisputeForm
from disputes.forms.disputes import words as text
from disputes.models import DisputeFollowUp, DisputeParty
from disputes.workflow.closing import Channel, Occasion, Performance, Satisfaction
from disputes.workflow.intake import Danger
from station.forms.once import VersionedForm
from station.registry import registry


def day(label, **options) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


def ticks(label, choices, **options) -> forms.MultipleChoiceField:
    """Several of a few, as boxes."""
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        **options,
    )


class PlanFollowUpForm(DisputeForm):
    """Why and by when one goes back."""

    occasion = forms.ChoiceField(
        label=_("Occasion"), choices=Occasion.choices, widget=forms.RadioSelect
    )
    due_on = day(_("By when"))


class RecordForm(VersionedForm):
    """What was found: a handful of ticks, and words where there is something to say."""

    met = forms.ModelMultipleChoiceField(
        label=_("Who was met"),
        queryset=DisputeParty.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    performance = forms.ChoiceField(
        label=_("Is the agreement kept?"),
        choices=Performance.choices,
        widget=forms.RadioSelect,
    )
    satisfaction = forms.ChoiceField(
        label=_("Are they satisfied?"),
        choices=Satisfaction.choices,
        widget=forms.RadioSelect,
    )
    scam_types = ticks(_("Anti-fraud briefing: what was explained"), ())
    handed_over = ticks(_("Given along"), ())
    no_briefing_reason = forms.CharField(
        label=_("If there was no briefing: why"), max_length=120, required=False
    )
    dangers = ticks(_("Signs that it flares up again"), Danger.choices)
    has_sued = forms.BooleanField(label=_("Somebody went to court"), required=False)
    words = text(_("What was found"), required=False)
    again_on = day(_("Go back again by"), required=False)

    folded = ("dangers", "has_sued", "again_on")

    def __init__(self, *args, row: DisputeFollowUp, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["met"].queryset = row.dispute.parties.defer("phone")
        if registry.briefer is not None:
            self.fields["scam_types"].choices = registry.briefer.choices()
            self.fields["handed_over"].choices = registry.briefer.things
        self.initial.setdefault("version", row.version)

    def found(self) -> Found:
        """What the action takes."""
        data = self.cleaned_data
        many = ("met", "scam_types", "handed_over", "dangers")
        lists = {name: tuple(data[name]) for name in many}
        rest = (
            "performance",
            "satisfaction",
            "no_briefing_reason",
            "has_sued",
            "words",
            "again_on",
        )
        return Found(**lists, **{name: data[name] for name in rest})


class ReviewForm(DisputeForm):
    """What was learned, and what is made known without names."""

    words = text(_("What was learned from it"))
    channel = forms.ChoiceField(
        label=_("Where it is made known"), choices=[*CHOOSE, *Channel.choices]
    )
    published = text(
        _("What is made known, without names"), required=False, longest=1000
    )


class SendBackForm(VersionedForm):
    """What is missing before the chief closes it."""

    reason = forms.CharField(
        label=_("What is missing"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, closing_request, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", closing_request.version)


class ApproveForm(VersionedForm):
    """Nothing but the version."""

    def __init__(self, *args, closing_request, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", closing_request.version)

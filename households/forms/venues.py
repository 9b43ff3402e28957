"""Forms of the venues, their kinds, the checklists; kept by chief and county."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.actions.checklists import ItemFacts
from households.actions.venue_kinds import NAMES, KindFacts
from households.actions.venues import Venue
from households.models import Measure, Section, VenueKind
from households.workflow.inspections import Risk, Severity
from station.forms.once import OnceForm, VersionedForm
from station.models import Mark

LARGEST = 1_000_000


class MeasureFields(forms.Form):
    """A number for each measure; what is empty is not known."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for code, label in Measure.choices:
            self.fields[f"size_{code}"] = forms.IntegerField(
                label=label, min_value=0, max_value=LARGEST, required=False
            )

    def sizes(self) -> dict[str, int]:
        found = {code: self.cleaned_data[f"size_{code}"] for code in Measure.values}
        return {code: value for code, value in found.items() if value is not None}


def as_initial(sizes: dict[str, int]) -> dict[str, int]:
    """Sizes as the fields of a form."""
    return {f"size_{code}": value for code, value in sizes.items()}


class VenueForm(MeasureFields, VersionedForm):
    """What kind of venue a unit is, how large and at what risk."""

    kind = forms.ModelChoiceField(
        label=_("Kind of venue"),
        queryset=None,
        required=False,
        empty_label=_("Not inspected as a small venue"),
    )
    risk = forms.ChoiceField(label=_("Risk"), choices=Risk, widget=forms.RadioSelect)
    risk_reason = forms.CharField(
        label=_("Why this risk"), max_length=200, required=False
    )

    folded = tuple(f"size_{code}" for code in Measure.values)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = VenueKind.objects.active()

    def venue(self) -> Venue:
        data = self.cleaned_data
        return Venue(data["kind"], data["risk"], data["risk_reason"], self.sizes())


class KindForm(MeasureFields, VersionedForm):
    """A kind of venue: its name, its cycles, its size limits."""

    title_zh = forms.CharField(label=_("Chinese name"), max_length=40)
    title_en = forms.CharField(label=_("English name"), max_length=60, required=False)
    is_nine = forms.BooleanField(
        label=_("One of the nine kinds of small venues"), required=False
    )
    cycle_low = forms.IntegerField(
        label=_("Days between inspections, low risk"), min_value=1, max_value=999
    )
    cycle_medium = forms.IntegerField(
        label=_("Days between inspections, medium risk"), min_value=1, max_value=999
    )
    cycle_high = forms.IntegerField(
        label=_("Days between inspections, high risk"), min_value=1, max_value=999
    )
    source = forms.CharField(label=_("Source"), max_length=200, required=False)
    mark = forms.ChoiceField(label=_("Certainty"), choices=Mark, initial="O")
    order = forms.IntegerField(label=_("Order"), min_value=0, max_value=999)
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def facts(self) -> KindFacts:
        named = {name: self.cleaned_data[name] for name in NAMES}
        return KindFacts(**named, limits=self.sizes())


class NewKindForm(KindForm):
    code = forms.SlugField(label=pgettext_lazy("identifier", "Code"), max_length=30)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    field_order = ["code"]


class DraftForm(OnceForm):
    """For which kind the next version is begun."""

    kind = forms.ModelChoiceField(
        label=_("Kind of venue"),
        queryset=None,
        required=False,
        empty_label=_("All other units"),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = VenueKind.objects.active()


class ItemForm(OnceForm):
    """One thing to look at."""

    section = forms.ChoiceField(label=_("Section"), choices=Section)
    title_zh = forms.CharField(label=_("Chinese wording"), max_length=120)
    title_en = forms.CharField(
        label=_("English wording"), max_length=160, required=False
    )
    fault_zh = forms.CharField(
        label=_("What is a fault"), max_length=200, required=False
    )
    fault_en = forms.CharField(
        label=_("What is a fault, in English"), max_length=240, required=False
    )
    severity = forms.ChoiceField(
        label=_("Severity"), choices=Severity, widget=forms.RadioSelect
    )
    legal_basis = forms.CharField(
        label=_("Legal basis"), max_length=200, required=False
    )
    deadline_days = forms.IntegerField(
        label=_("Days to put it right"), min_value=1, max_value=365, initial=15
    )

    def facts(self) -> ItemFacts:
        names = ItemFacts.__dataclass_fields__
        return ItemFacts(**{name: self.cleaned_data[name] for name in names})

"""Forms of early warning: what was done, a criminal turn, weights and the line."""

from dataclasses import asdict

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes.actions.criminal_turns import Turn
from disputes.actions.warning_signs import BOUNDS, Weighing
from disputes.actions.warnings import Answer
from disputes.models.warning import MOST_WEIGHT
from disputes.warnings.book import SHIPPED_LINE, Line
from disputes.workflow.warning import CriminalKind, Deed
from station.forms.once import OnceForm, VersionedForm, date_input

CHOOSE = [("", _("Choose"))]
LINE_LABELS = {
    "line": _("Likely to turn criminal from a score of"),
    "turn_days": _("Days within which it may turn criminal"),
    "back_days": _("Days without a new dispute for “not back”"),
    "few": _("Fewer cases than this say little"),
}


def words(label, **options) -> forms.CharField:
    """Words about people: never kept on the device."""
    widget = forms.Textarea(attrs={"rows": 3, "data-sensitive": ""})
    return forms.CharField(
        label=label, max_length=1000, required=False, widget=widget, **options
    )


class AnswerForm(OnceForm):
    """What somebody did about a warning."""

    kind = forms.ChoiceField(
        label=_("What was done"), choices=Deed.choices, widget=forms.RadioSelect
    )
    words = words(_("In words"))
    next_look_on = forms.DateField(
        label=_("Look again on"), required=False, widget=date_input()
    )

    def answer(self) -> Answer:
        """What the action takes."""
        data = self.cleaned_data
        return Answer(data["kind"], data["words"], data["next_look_on"])


class TurnForm(VersionedForm):
    """The criminal case it became."""

    turned_on = forms.DateField(label=_("Day it turned"), widget=date_input())
    kind = forms.ChoiceField(
        label=_("What it turned into"), choices=[*CHOOSE, *CriminalKind.choices]
    )
    case_number = forms.CharField(label=_("Number of the criminal case"), max_length=60)
    note = words(_("Remark"))
    is_end = forms.BooleanField(
        label=_("End the dispute as a criminal case"), required=False, initial=True
    )

    def __init__(self, *args, may_end: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not may_end:
            del self.fields["is_end"]

    def turn(self) -> Turn:
        """What the action takes."""
        data = self.cleaned_data
        return Turn(data["turned_on"], data["case_number"], data["kind"], data["note"])


class SignForm(VersionedForm):
    """What a sign weighs in a county or at a station."""

    weight = forms.IntegerField(
        label=_("Weight"), min_value=-MOST_WEIGHT, max_value=MOST_WEIGHT
    )
    half_life_days = forms.IntegerField(
        label=_("Halves every … days"),
        min_value=1,
        max_value=730,
        required=False,
        help_text=_("Left empty: it does not fade."),
    )
    figure = forms.IntegerField(
        label=_("From which figure it holds"), min_value=0, required=False
    )
    most = forms.IntegerField(
        label=_("Counts at most … times"), min_value=1, max_value=9
    )
    is_active = forms.BooleanField(label=_("In use"), required=False)

    def __init__(self, *args, has_figure: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not has_figure:
            del self.fields["figure"]

    def weighing(self) -> Weighing:
        """What was decided."""
        return Weighing(**{name: self.cleaned_data.get(name) for name in WEIGHED})


WEIGHED = ("weight", "half_life_days", "figure", "most", "is_active")


class LineForm(VersionedForm):
    """From which score one is warned, and how it is judged."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, label in LINE_LABELS.items():
            least, most = BOUNDS[name]
            self.fields[name] = forms.IntegerField(
                label=label,
                min_value=least,
                max_value=most,
                help_text=_("Shipped: %(n)s") % {"n": asdict(SHIPPED_LINE)[name]},
            )

    def line(self) -> Line:
        """What was decided."""
        return Line(**{name: self.cleaned_data[name] for name in LINE_LABELS})

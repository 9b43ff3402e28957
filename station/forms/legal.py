"""The form by which the county sets a limit of the law anew."""

from django import forms
from django.utils.translation import gettext_lazy as _

from station.forms.once import OnceForm, VersionedForm, date_input
from station.models import Area, LegalUnit, Mark
from station.registry import registry


class AmendForm(VersionedForm):
    """The new figure, from when, and where it is written."""

    value = forms.IntegerField(label=_("Figure"), min_value=0, max_value=3650)
    unit = forms.ChoiceField(label=_("Counted in"), choices=LegalUnit)
    from_on = forms.DateField(label=_("In force from"), widget=date_input())
    article = forms.CharField(label=_("Article"), max_length=200)
    source = forms.CharField(label=_("Source"), max_length=200, required=False)
    mark = forms.ChoiceField(label=_("Certainty"), choices=Mark)


class LocalRuleForm(OnceForm):
    """Where another figure holds, and by which regulation."""

    area = forms.ModelChoiceField(
        label=_("Holds in"), queryset=Area.objects.none(), empty_label=_("Choose")
    )
    code = forms.ChoiceField(label=_("Limit"))
    value = forms.IntegerField(label=_("Figure"), min_value=0, max_value=3650)
    unit = forms.ChoiceField(label=_("Counted in"), choices=LegalUnit)
    from_on = forms.DateField(label=_("In force from"), widget=date_input())
    article = forms.CharField(label=_("Article"), max_length=200)
    source = forms.CharField(label=_("Source"), max_length=200, required=False)
    mark = forms.ChoiceField(label=_("Certainty"), choices=Mark)

    def __init__(self, *args, areas, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas
        self.fields["code"].choices = sorted(
            ((code, ships[-1].title) for code, ships in registry.legal.items()),
            key=lambda found: found[1],
        )

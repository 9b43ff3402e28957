"""The form by which the county sets a limit of the law anew."""

from django import forms
from django.utils.translation import gettext_lazy as _

from station.forms.once import VersionedForm, date_input
from station.models import LegalUnit, Mark


class AmendForm(VersionedForm):
    """The new figure, from when, and where it is written."""

    value = forms.IntegerField(label=_("Figure"), min_value=1, max_value=3650)
    unit = forms.ChoiceField(label=_("Counted in"), choices=LegalUnit)
    from_on = forms.DateField(label=_("In force from"), widget=date_input())
    article = forms.CharField(label=_("Article"), max_length=200)
    source = forms.CharField(label=_("Source"), max_length=200, required=False)
    mark = forms.ChoiceField(label=_("Certainty"), choices=Mark)

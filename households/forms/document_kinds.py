"""Forms of the kinds of documents."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.actions.document_kinds import MOST_DAYS
from station.forms.once import VersionedForm


class DocumentKindForm(VersionedForm):
    """What it is called, and within how many days it is handed over."""

    name = forms.CharField(label=_("Chinese name"), max_length=60)
    name_en = forms.CharField(label=_("English name"), max_length=60, required=False)
    working_days = forms.IntegerField(
        label=_("Working days until it is handed over"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=10,
    )
    order = forms.IntegerField(
        label=_("Order"), min_value=0, max_value=9999, initial=100
    )
    is_active = forms.BooleanField(
        label=_("In use"),
        required=False,
        initial=True,
        help_text=_("What is out of use is not offered for new documents."),
    )


class NewDocumentKindForm(DocumentKindForm):
    """A new one has a code by which machines know it."""

    code = forms.SlugField(
        label=pgettext_lazy("identifier", "Code"),
        max_length=40,
        help_text=_("Latin letters, digits and hyphens; stays as it is."),
    )
    field_order = ["name", "name_en", "code"]

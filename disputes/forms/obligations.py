"""Forms of what is owed: kept, not kept, waived, moved."""

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes.forms.agreements import reason
from disputes.forms.disputes import words
from station.forms.files import PhotosField
from station.forms.once import VersionedForm, date_input


class KeepForm(VersionedForm):
    """It was done; a photo of the receipt is the best proof."""

    kept_on = forms.DateField(label=_("Done on"), widget=date_input())
    photos = PhotosField(label=_("Proof: receipt or photo"), required=False)
    remark = words(_("Remark"), rows=2, longest=500, required=False)


class BreakForm(VersionedForm):
    """It was not done."""

    broken_on = forms.DateField(label=_("Not kept as of"), widget=date_input())
    reason = words(_("What was not done"), rows=3, longest=1000)


class WaiveForm(VersionedForm):
    """The other side lets it go."""

    reason = words(_("Why, in the words of the other side"), rows=2, longest=500)


class ChangeDueForm(VersionedForm):
    """Another day, by the will of both."""

    due_on = forms.DateField(label=_("New day"), widget=date_input())
    reason = reason()
    both_agree = forms.BooleanField(label=_("Both sides agree"))

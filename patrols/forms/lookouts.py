"""What somebody on duty says of what is looked for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from station.forms.files import PhotosField
from station.forms.once import OnceForm


class SightForm(OnceForm):
    """Where and when it was seen; a photo if there is time."""

    where = forms.CharField(label=_("Where and when did you see it"), max_length=200)
    photos = PhotosField(label=_("Photos"), required=False)

"""Forms of what one keeps of a list."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from station.forms.once import OnceForm


class SavedFilterForm(OnceForm):
    """The name, and whether the station may use it too."""

    name = forms.CharField(label=pgettext_lazy("place", "Name"), max_length=60)
    is_shared = forms.BooleanField(label=_("For the whole station"), required=False)

    def __init__(self, *args, may_share: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["is_shared"]

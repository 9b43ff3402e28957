"""A screen for the duty room."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from station import places
from station.forms.once import OnceForm
from station.models import Area


class WallScreenForm(OnceForm):
    """Which place it shows, and where it hangs."""

    area = forms.ModelChoiceField(label=_("Place"), queryset=Area.objects.none())
    name = forms.CharField(
        label=pgettext_lazy("screen", "Where it hangs"), max_length=60
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = places.areas_of(
            user, "wall_screen.create", places.WIDEST
        )
        home = places.home_of(user, "wall_screen.create")
        self.fields["area"].initial = home and home.pk

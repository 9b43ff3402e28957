"""The form about oneself."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from station.forms.once import VersionedForm
from station.forms.people import phone_field
from station.models import User


class ProfileForm(VersionedForm):
    """Contact data and the look of the pages."""

    phone = phone_field(
        help_text=_("Printed on contact cards, answered around the clock.")
    )
    email = forms.EmailField(
        label=_("Mail address"),
        required=False,
        help_text=_("For notices, if you wish them by mail."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("As the device")), *settings.LANGUAGES],
        required=False,
    )
    theme = forms.ChoiceField(label=_("Appearance"), choices=User.Theme)

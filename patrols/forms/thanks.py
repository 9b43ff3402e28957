"""Forms of certificates, thanks and merit points."""

from django import forms
from django.utils.translation import gettext_lazy as _

from patrols.actions import thanks
from patrols.forms.volunteers import HIDDEN
from patrols.models import Volunteer
from station.forms.once import OnceForm, VersionedForm, date_input


class CertificateForm(OnceForm):
    """From when until when."""

    from_on = forms.DateField(label=_("From"), widget=date_input())
    until_on = forms.DateField(label=_("Until"), widget=date_input())


class ThanksForm(OnceForm):
    """A few words."""

    text = forms.CharField(
        label=_("Words of thanks"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_public = forms.BooleanField(
        label=_("May be hung up on the roll of honour"), required=False
    )

    def __init__(self, *args, volunteer: Volunteer, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not volunteer.may_be_published:
            field = self.fields["is_public"]
            field.disabled = True
            field.help_text = _("They did not agree to be named in public.")


class MeritForm(VersionedForm):
    """How points are counted, if at all."""

    is_on = forms.BooleanField(label=_("Merit points are counted"), required=False)
    per_hour = forms.IntegerField(
        label=_("Points for an hour"),
        min_value=0,
        max_value=20,
        initial=1,
        help_text=_("Of patrols with a check-in that is beyond doubt."),
    )
    most_hours = forms.IntegerField(
        label=_("Hours of a month that count at most"),
        min_value=1,
        max_value=60,
        initial=16,
        help_text=_("Nobody earns more by overdoing it."),
    )
    per_settled = forms.IntegerField(
        label=_("Points for a finding that was settled"),
        min_value=0,
        max_value=100,
        initial=5,
        help_text=_("Not for reporting: for what was put right in the end."),
    )

    def merit(self) -> thanks.Merit:
        data = {n: v for n, v in self.cleaned_data.items() if n not in HIDDEN}
        return thanks.Merit(**data)

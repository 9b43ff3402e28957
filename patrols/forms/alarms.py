"""What goes along with the one button, and what came of it."""

import uuid
from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from households.forms.position import PositionFields
from patrols.actions.alarms import Position
from station.forms.once import VersionedForm

EMERGENCY = "110"  # stands beside the button wherever it is
FURTHEST = 1_000_000  # metres: beyond it the phone knows nothing


class PressForm(PositionFields):
    """Nothing of it is needed: what the phone cannot tell, it leaves out."""

    accuracy = forms.FloatField(
        min_value=0, max_value=FURTHEST, required=False, widget=forms.HiddenInput
    )
    # How long the phone had no signal; its clock may be wrong, this is not.
    ago = forms.IntegerField(
        min_value=0, max_value=86_400, required=False, widget=forms.HiddenInput
    )
    client_key = forms.UUIDField(
        required=False, widget=forms.HiddenInput, initial=uuid.uuid4
    )

    def pressed_at(self, *, now: datetime) -> datetime:
        """When the button was held, as the phone counted."""
        return now - timedelta(seconds=self.cleaned_data.get("ago") or 0)

    def position(self) -> Position | None:
        """Where they are, as far as it can be true."""
        data = self.cleaned_data
        if data.get("latitude") is None or data.get("longitude") is None:
            return None
        accuracy = data.get("accuracy")
        return Position(
            data["latitude"],
            data["longitude"],
            None if accuracy is None else round(accuracy),
        )


class SettleAlarmForm(VersionedForm):
    result = forms.CharField(
        label=_("What it was and what was done"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "data-sensitive": True}),
    )
    is_false = forms.BooleanField(label=_("Pressed by mistake"), required=False)

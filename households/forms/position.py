"""Where a visit was written, if the officer lets the phone tell."""

from django import forms


class PositionFields(forms.Form):
    """Where one stands, if the phone tells and the officer taps it."""

    latitude = forms.DecimalField(
        max_digits=9,
        decimal_places=6,
        min_value=-90,
        max_value=90,
        required=False,
        widget=forms.HiddenInput,
    )
    longitude = forms.DecimalField(
        max_digits=9,
        decimal_places=6,
        min_value=-180,
        max_value=180,
        required=False,
        widget=forms.HiddenInput,
    )

    def clean(self):
        """Half a position is none."""
        data = super().clean()
        if data.get("latitude") is None or data.get("longitude") is None:
            data["latitude"] = data["longitude"] = None
        return data

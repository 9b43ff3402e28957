"""Forms that do their work once, however often they are sent."""

import uuid

from django import forms


class OnceForm(forms.Form):
    """Carries a key made when the page was shown."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)


class VersionedForm(OnceForm):
    """Carries the version of the record it was filled from."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


def date_input() -> forms.DateInput:
    """The browser's own date field."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def moment_input() -> forms.DateTimeInput:
    """The browser's own field for a day and a time."""
    return forms.DateTimeInput(
        attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
    )

"""Words one types to find somebody."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from station.personal_numbers import is_personal_number

LONGEST = 40


def refuse_personal_number(text: str) -> None:
    """A number of a person must not stand in an address of the browser."""
    if is_personal_number(text):
        raise ValidationError(
            _(
                "Look for ID and phone numbers on the search page: "
                "they must not stand in an address."
            ),
            code="personal_number",
        )


class WordsField(forms.CharField):
    default_validators = [refuse_personal_number]

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("max_length", LONGEST)
        super().__init__(**kwargs)

"""What the filters of the register's pages have in common."""

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.places import areas_in
from station.filters import AreaFilter
from station.models import Area
from station.personal_numbers import is_personal_number

LONGEST = 40


class PlaceFilter(AreaFilter):
    """A village, community or grid in which the person has the right."""

    def __init__(self, *, permission: str, **options) -> None:
        self.permission = permission
        options.setdefault("empty_label", gettext_lazy("All"))
        super().__init__(**options)
        self.queryset = self.places

    def places(self, request):
        if request is None:  # the schema of the API asks without anybody
            return Area.objects.none()
        return areas_in(request.user, self.permission)


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


class WordsFilter(django_filters.CharFilter):
    """What one types to find somebody; never a personal number."""

    field_class = WordsField

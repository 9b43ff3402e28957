"""What the filters of the register have in common."""

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from station import identity, phones, policy
from station.models import Area

WITH_DOORS = (Area.Kind.COMMUNITY, Area.Kind.GRID)
LONGEST = 40


def areas_in(user, permission: str):
    """The villages, communities and grids where the person has this right."""
    scope = policy.scope(user, permission)
    areas = Area.objects.filter(kind__in=WITH_DOORS, is_active=True)
    if not scope.everything:
        areas = areas.filter(pk__in=scope.area_ids)
    return areas.in_tree_order()


class AreaFilter(django_filters.ModelChoiceFilter):
    """A place and everything below it."""

    def __init__(self, *args, permission: str, **kwargs) -> None:
        kwargs.setdefault("label", gettext_lazy("Area"))
        kwargs.setdefault("empty_label", gettext_lazy("All"))
        kwargs["queryset"] = lambda request: areas_in(request.user, permission)
        super().__init__(*args, **kwargs)

    def filter(self, queryset, value):
        if value is None:
            return queryset
        below = Area.objects.below(value).values("pk")
        return queryset.filter(**{f"{self.field_name}__in": below})


def refuse_personal_number(text: str) -> None:
    """A number of a person must not stand in an address of the browser."""
    bare = identity.normalise(text)
    looks_like_id = len(bare) in {15, 18} and bare[:-1].isdigit()
    if looks_like_id or phones.is_mobile(phones.normalise(text)):
        raise ValidationError(
            _(
                "Look for ID and phone numbers on the search page: they must not stand in an address."
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

"""What the filters of the register's pages have in common."""

import django_filters
from django.utils.translation import gettext_lazy

from households.places import areas_in
from station.filters import AreaFilter
from station.forms.words import WordsField
from station.models import Area


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


class WordsFilter(django_filters.CharFilter):
    """What one types to find somebody; never a personal number."""

    field_class = WordsField

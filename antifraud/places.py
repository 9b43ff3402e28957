"""The filter of places that groups, alerts and events can belong to."""

from django.utils.translation import gettext_lazy as _

from station.filters import AreaFilter
from station.models import Area
from station.places import areas_of


class PlacesFilter(AreaFilter):
    """An area from the station to the grid in which the person has the right."""

    def __init__(self, *, permission: str, **options) -> None:
        self.permission = permission
        options.setdefault("empty_label", _("All"))
        super().__init__(**options)
        self.queryset = self.places

    def places(self, request):
        if request is None:  # the schema of the API asks without anybody
            return Area.objects.none()
        return areas_of(request.user, self.permission)

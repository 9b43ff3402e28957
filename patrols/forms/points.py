"""Forms of patrol points and routes."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.forms.position import PositionFields
from households.models import Unit
from patrols.actions import points, routes
from patrols.models import PatrolKind, PatrolPoint
from patrols.workflow.patrols import PointKind
from station.forms.once import VersionedForm
from station.places import areas_of

SPARE = 4  # empty lines below the stops a route has
FEWEST = 6  # lines an empty form shows
CHOOSE = [("", gettext_lazy("Choose"))]


class PointForm(PositionFields, VersionedForm):
    """Where patrols pass, and how near is near enough."""

    name = forms.CharField(
        label=gettext_lazy("Name of the point"),
        max_length=60,
        help_text=gettext_lazy("As people call it: east end of the snack street."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of place"), choices=[*CHOOSE, *PointKind.choices]
    )
    area = forms.ModelChoiceField(
        label=gettext_lazy("Area"), queryset=None, empty_label=gettext_lazy("Choose")
    )
    place = forms.CharField(
        label=gettext_lazy("Where the code hangs"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("On the notice board to the left of the gate."),
    )
    latitude = forms.DecimalField(
        label=gettext_lazy("Latitude"),
        max_digits=9,
        decimal_places=6,
        min_value=-90,
        max_value=90,
        required=False,
        help_text=gettext_lazy("Without a position nobody can check in by position."),
    )
    longitude = forms.DecimalField(
        label=gettext_lazy("Longitude"),
        max_digits=9,
        decimal_places=6,
        min_value=-180,
        max_value=180,
        required=False,
    )
    radius_m = forms.IntegerField(
        label=gettext_lazy("Reach in metres"),
        min_value=points.SHORTEST,
        max_value=points.LONGEST,
        initial=80,
        help_text=gettext_lazy("Wider for a field or a park."),
    )
    unit = forms.ModelChoiceField(
        queryset=None, required=False, widget=forms.HiddenInput
    )
    field_order = ["name", "kind", "area", "place"]

    def __init__(self, *args, user, point: PatrolPoint | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        action = "create" if point is None else "edit"
        self.fields["area"].queryset = areas_of(user, f"patrol_point.{action}")
        self.fields["unit"].queryset = Unit.objects.visible_to(user)
        self.point = point

    def clean(self):
        typed = self.cleaned_data.get("latitude"), self.cleaned_data.get("longitude")
        if (typed[0] is None) != (typed[1] is None):
            self.add_error("latitude", _("A position needs both figures."))
        return super().clean()

    def facts(self) -> points.Facts:
        """What the action takes."""
        data = {name: self.cleaned_data[name] for name in points.FIELDS}
        if data["unit"] is None and self.point is not None:
            data["unit"] = self.point.unit
        return points.Facts(**data)


class RouteForm(VersionedForm):
    """Where it leads: one line a point, in the order one walks."""

    name = forms.CharField(label=gettext_lazy("Name of the route"), max_length=60)
    area = forms.ModelChoiceField(
        label=gettext_lazy("Area"), queryset=None, empty_label=gettext_lazy("Choose")
    )
    kind = forms.ModelChoiceField(
        label=gettext_lazy("Kind of patrol"),
        queryset=None,
        empty_label=gettext_lazy("Choose"),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Takes minutes"), min_value=5, max_value=720, initial=60
    )

    def __init__(self, *args, user, route=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        action = "create" if route is None else "edit"
        self.route = route
        self.fields["area"].queryset = areas_of(user, f"patrol_point.{action}")
        kinds = PatrolKind.objects.in_use()
        if route is not None:
            kinds = kinds | PatrolKind.objects.filter(pk=route.kind_id)
        self.fields["kind"].queryset = kinds
        self._add_lines(user)
        if route is not None:
            self.fields["is_active"] = forms.BooleanField(
                label=_("In use"), required=False
            )

    def _add_lines(self, user) -> None:
        """As many lines as were sent, else those of the route and a few to spare."""
        wanted = max(FEWEST, len(self.initial.get("stops", ())) + SPARE)
        sent = [name for name in self.data if name.startswith("stop_")]
        size = min(routes.MOST_STOPS, max(wanted, len(sent)))
        points_ = PatrolPoint.objects.visible_to(user).in_use().select_related("area")
        choices = [
            ("", "–"),
            *(
                (point.pk, f"{point.name} · {point.area.short_name}")
                for point in points_.only("name", "area__short_name").order_by(
                    "area__path", "name", "pk"
                )
            ),
        ]
        known = {str(pk) for pk, _label in choices[1:]}
        stops = list(self.initial.get("stops", ()))
        for index in range(size):
            name = f"stop_{index + 1}"
            self.fields[name] = forms.TypedChoiceField(
                label=_("%(n)d. point") % {"n": index + 1},
                choices=choices,
                required=False,
                coerce=int,
                empty_value=None,
            )
            if index < len(stops) and str(stops[index]) in known:
                self.initial[name] = stops[index]

    def stops(self) -> tuple[PatrolPoint, ...]:
        """The points in their order, empty lines left out."""
        lines = [name for name in self.fields if name.startswith("stop_")]
        picked = [self.cleaned_data[name] for name in lines]
        picked = [pk for pk in picked if pk is not None]
        found = PatrolPoint.objects.in_bulk(picked)
        return tuple(found[pk] for pk in picked)

    def facts(self) -> routes.Facts:
        """What the action takes."""
        data = self.cleaned_data
        return routes.Facts(
            name=data["name"],
            area=data["area"],
            kind=data["kind"],
            minutes=data["minutes"],
            is_active=data.get("is_active", True),
            stops=self.stops(),
        )

"""Patrol routes: the list, one route, and how it is drawn."""

from itertools import pairwise

from django.utils import timezone
from django.utils.translation import gettext as _

from households.views.ledger import (
    Button,
    Item,
    LedgerView,
    RecordView,
    Section,
    StepView,
)
from patrols import geo, maps
from patrols.actions import routes as actions
from patrols.forms.points import RouteForm
from patrols.models import Route
from patrols.views.points import parts, to
from station import phrasing, policy
from station.views.action import ActionFormView

FIELD_OF = {
    "no_name": "name",
    actions.NAME_TWIN: "name",
    "minutes": "minutes",
    "too_few": "stop_1",
    "too_many": "stop_1",
    "twice_in_a_row": "stop_1",
    "point_out_of_use": "stop_1",
    "out_of_use": "kind",
}


class RouteListView(LedgerView):
    """Ways to walk."""

    permission_required = "patrol_point.view"
    list_key = "patrols.route"
    empty_icon = "route"

    def tabs(self):
        return parts("routes")

    def buttons(self):
        if not policy.can(self.request.user, "patrol_point.create"):
            return []
        return [Button(_("New route"), "plus", to("route_create"), "primary")]

    def empty(self):
        return (
            _("No patrol route yet"),
            _("Points in the order one walks them."),
        )


class RouteView(RecordView):
    """One route: its points in order, and how far they are apart."""

    permission_required = "patrol_point.view"
    model = Route
    template_name = "patrols/route_detail.html"

    def back(self):
        return to("route_list"), _("Patrol routes")

    def badge(self):
        row = self.record
        return (row.kind.title, "blue") if row.is_active else (_("Out of use"), "grey")

    def lead(self):
        return self.record.area.name

    def buttons(self):
        if not self.may("patrol_point.edit"):
            return []
        url = to("route_edit", self.record.pk)
        return [Button(_("Edit"), "pencil", url, "primary")]

    def facts(self):
        minutes = phrasing.number(self.record.minutes)
        return [
            (_("Kind of patrol"), self.record.kind.title),
            (_("Takes"), _("%(n)s minutes") % {"n": minutes}),
            (_("Length"), self._length()),
        ]

    def _length(self) -> str:
        total = sum(each or 0 for each in self._ways)
        return _("%(n)s metres") % {"n": phrasing.number(total)} if total else ""

    @property
    def _stops(self):
        if not hasattr(self, "_found"):
            rows = self.record.stops.select_related("point__area")
            self._found = list(rows.defer("point__token", "point__screen_seed"))
        return self._found

    @property
    def _ways(self) -> list[int | None]:
        """Metres from the point before; nothing where one has no position."""
        points = [stop.point for stop in self._stops]
        return [
            geo.metres(one.latitude, one.longitude, two.latitude, two.longitude)
            if one.has_position and two.has_position
            else None
            for one, two in pairwise(points)
        ]

    def sections(self):
        items = [
            Item(
                f"{place}. {stop.point.name}",
                self._note(stop.point, way),
                url=stop.point.get_absolute_url(),
                badge="" if stop.point.is_active else _("Out of use"),
            )
            for place, (stop, way) in enumerate(
                zip(self._stops, [None, *self._ways], strict=False), start=1
            )
        ]
        return [Section(_("Points"), "map-pin", items, _("No point."))]

    def get_context_data(self, **kwargs):
        points = [stop.point for stop in self._stops]
        drawn = maps.of_route(points, self.record.area)
        return super().get_context_data(map=drawn, **kwargs)

    def _note(self, point, way) -> str:
        words = [point.get_kind_display(), point.area.name]
        if way:
            words.append(_("%(n)s metres on") % {"n": phrasing.number(way)})
        return " · ".join(map(str, words))


class RouteFormMixin:
    form_class = RouteForm
    error_fields = FIELD_OF

    def form_extra(self):
        return {"user": self.request.user}


class RouteCreateView(RouteFormMixin, ActionFormView):
    """A new route."""

    permission_required = "patrol_point.create"

    def get_initial(self):
        return {"version": 0, "area": self.request.GET.get("area")}

    def texts(self):
        return {
            "heading": _("New patrol route"),
            "lead": _("Choose the points in the order one walks them."),
            "submit": _("Save"),
            "done": _("The route is saved."),
            "back_url": to("route_list"),
            "back_label": _("Patrol routes"),
        }

    def act(self, form):
        return actions.create(
            facts=form.facts(), by=self.request.user, at=timezone.now()
        )


class RouteEditView(RouteFormMixin, StepView):
    """Another order or other points."""

    permission_required = "patrol_point.edit"
    model = Route
    heading = property(lambda self: _("Edit the route"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("The route is saved."))

    def form_extra(self):
        return {**super().form_extra(), "route": self.record}

    def initial_of(self, current):
        stops = current.stops.order_by("position").values_list("point_id", flat=True)
        return {
            "name": current.name,
            "area": current.area_id,
            "kind": current.kind_id,
            "minutes": current.minutes,
            "is_active": current.is_active,
            "stops": list(stops),
        }

    def act(self, form):
        version = form.cleaned_data["version"]
        return actions.edit(
            route=self.record, facts=form.facts(), version=version, **self.common
        )

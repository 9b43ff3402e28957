"""Patrol points: the list, one point with its code, and how it is set up."""

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from households.papers.cards import qr_svg
from households.views.ledger import (
    Button,
    Item,
    LedgerView,
    RecordView,
    Section,
    StepView,
)
from patrols import screens
from patrols.actions import points as actions
from patrols.forms.points import PointForm
from patrols.models import CheckIn, PatrolPoint, Route
from patrols.papers import points as papers
from station import phrasing, policy
from station.views.action import ActionFormView

SHOWN = 10
FIELD_OF = {
    "no_name": "name",
    actions.NAME_TWIN: "name",
    "half_position": "latitude",
    "reach": "radius_m",
}


def to(name: str, *args) -> str:
    """An address of this app."""
    return reverse(f"patrols:{name}", args=args)


def parts(current: str) -> list:
    """Points and routes, side by side."""
    return [
        (_("Patrol points"), to("point_list"), current == "points"),
        (_("Patrol routes"), to("route_list"), current == "routes"),
    ]


class PointListView(LedgerView):
    """Where patrols pass."""

    permission_required = "patrol_point.view"
    list_key = "patrols.patrolpoint"
    empty_icon = "map-pin"

    def note(self, row):
        return "" if row.has_position else _("no position yet")

    def tabs(self):
        return parts("points")

    def buttons(self):
        user, found = self.request.user, []
        if policy.can(user, "patrol_point.print") and self.page.rows:
            url = f"{to('point_print')}?{self.request.GET.urlencode()}"
            found.append(Button(_("Print these codes"), "printer", url))
        if policy.can(user, "patrol_point.create"):
            found.append(Button(_("New point"), "plus", to("point_create"), "primary"))
        return found

    def empty(self):
        return (
            _("No patrol point yet"),
            _("Snack street, metro station, school gate: where patrols pass."),
        )


class PointView(RecordView):
    """One point: where it is, its code, its routes, who passed lately."""

    permission_required = "patrol_point.view"
    model = PatrolPoint
    template_name = "patrols/point_detail.html"

    def back(self):
        return to("point_list"), _("Patrol points")

    def badge(self):
        row = self.record
        return (row.get_kind_display(), "blue") if row.is_active else (
            _("Out of use"), "grey"
        )  # fmt: skip

    def lead(self):
        return self.record.area.name

    def buttons(self):
        pk, found = self.record.pk, []
        if self.may("patrol_point.edit"):
            if self.record.is_active:
                found.append(
                    Button(_("Take out of use"), "x", to("point_retire", pk), "", True)
                )
                found.append(Button(_("Edit"), "pencil", to("point_edit", pk)))
            else:
                url = to("point_back", pk)
                found.append(Button(_("Use again"), "restore", url, "primary", True))
        if self.record.is_active and self.may("patrol_point.print"):
            url = f"{to('point_print')}?point={pk}"
            found.append(Button(_("Print the code"), "printer", url, "primary"))
        return found

    def facts(self):
        row = self.record
        position = f"{row.latitude}, {row.longitude}" if row.has_position else ""
        printed = phrasing.in_full(row.printed_at) if row.printed_at else ""
        return [
            (_("Where the code hangs"), row.place),
            (_("Unit"), row.unit.name if row.unit else ""),
            (_("Position"), position or _("no position yet")),
            (
                pgettext("patrol point", "Reach"),
                _("%(n)s metres") % {"n": phrasing.number(row.radius_m)},
            ),
            (_("Code printed"), printed or _("not yet")),
        ]

    def sections(self):
        return [self._routes(), self._check_ins()]

    def _routes(self) -> Section:
        rows = Route.objects.visible_to(self.request.user).in_use()
        rows = rows.filter(stops__point=self.record).distinct().select_related("kind")
        items = [
            Item(row.name, row.kind.title, url=row.get_absolute_url())
            for row in rows.order_by("name", "pk")[:SHOWN]
        ]
        return Section(_("Patrol routes"), "route", items, _("On no route."))

    def _check_ins(self) -> Section:
        rows = CheckIn.objects.visible_to(self.request.user).for_list()
        rows = rows.filter(point=self.record, struck_at__isnull=True)
        items = [
            Item(
                row.patrol.volunteer.name,
                row.get_way_display(),
                url=row.get_absolute_url(),
                at=row.at,
            )
            for row in rows.order_by("-at", "-pk")[:SHOWN]
        ]
        empty = _("Nobody has checked in here yet.")
        return Section(_("Last check-ins"), "circle-check", items, empty)

    def get_context_data(self, **kwargs):
        may_print = self.record.is_active and self.may("patrol_point.print")
        screen = self._screen() if may_print else ""
        qr = qr_svg(papers.public_address(self.record)) if may_print else ""
        return super().get_context_data(
            qr=mark_safe(qr),  # noqa: S308
            may_print=may_print,
            may_edit=may_print and self.may("patrol_point.edit"),
            screen_url=screen,
            **kwargs,
        )

    def _screen(self) -> str:
        """Where the screen at the point leads its browser."""
        if not self.record.screen_seed:
            return ""
        key = screens.address_key(self.record)
        return reverse("patrol_point:screen", args=[self.record.token, key])


class PointFormMixin:
    form_class = PointForm
    error_fields = FIELD_OF
    template_name = "patrols/point_form.html"

    def form_extra(self):
        return {"user": self.request.user}


class PointCreateView(PointFormMixin, ActionFormView):
    """A new point."""

    permission_required = "patrol_point.create"

    def get_initial(self):
        asked = self.request.GET
        wanted = {name: asked.get(name, "") for name in ("area", "unit", "name")}
        return {"version": 0, **{name: v for name, v in wanted.items() if v}}

    def texts(self):
        return {
            "heading": _("New patrol point"),
            "submit": _("Set up"),
            "done": _("The point is set up. Print its code and hang it up."),
            "back_url": to("point_list"),
            "back_label": _("Patrol points"),
        }

    def act(self, form):
        return actions.create(
            facts=form.facts(), by=self.request.user, at=timezone.now()
        )


class PointEditView(PointFormMixin, StepView):
    """Set right, or moved."""

    permission_required = "patrol_point.edit"
    model = PatrolPoint
    heading = property(lambda self: _("Edit the point"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("The point is saved."))

    def form_extra(self):
        return {**super().form_extra(), "point": self.record}

    def initial_of(self, current):
        found = {name: getattr(current, name) for name in actions.FIELDS}
        return {**found, "area": current.area_id, "unit": current.unit_id}

    def act(self, form):
        version = form.cleaned_data["version"]
        return actions.edit(
            point=self.record, facts=form.facts(), version=version, **self.common
        )

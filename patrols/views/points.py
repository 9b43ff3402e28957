"""Patrol points: the list, one point with its code, and what is done with it."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import View

from households.papers.cards import qr_svg
from households.views.ledger import (
    Button,
    Item,
    LedgerView,
    RecordMixin,
    RecordView,
    Section,
    StepView,
    say,
    tap,
)
from patrols import screens
from patrols.actions import points as actions
from patrols.forms.points import PointForm
from patrols.models import CheckIn, PatrolPoint, Route
from patrols.papers import points as papers
from station import pdf_answers, phrasing, policy
from station.errors import RuleError
from station.lists import Listing
from station.registry import registry
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin

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


class PointTapView(RecordMixin, View):
    """One tap on a point."""

    permission_required = "patrol_point.edit"
    model = PatrolPoint
    http_method_names = ["post"]
    action = None
    done = ""

    def post(self, request, pk):
        point = self.record

        def act():
            type(self).action(point=point, by=request.user, at=timezone.now())

        return tap(request, act, point.get_absolute_url(), self.done)


class PointRetireView(PointTapView):
    action = actions.retire
    done = property(lambda self: _("The point is out of use."))


class PointBackView(PointTapView):
    action = actions.bring_back
    done = property(lambda self: _("The point is in use again."))


class PointRenewView(PointTapView):
    action = actions.renew_code
    done = property(
        lambda self: _("The old code is dead. Print the new one and hang it up.")
    )


class ScreenStartView(PointTapView):
    action = actions.start_screen
    done = property(
        lambda self: _("Open the screen's page on the device at the point.")
    )


class ScreenStopView(PointTapView):
    action = actions.stop_screen
    done = property(lambda self: _("The screen's page is dead."))


class PointPrintView(PolicyMixin, View):
    """The codes of one point, or of all that the list shows, as PDF."""

    permission_required = "patrol_point.print"
    http_method_names = ["get"]

    def get(self, request):
        now = timezone.now()
        rows = self._wanted().filter(is_active=True).order_by("area__path", "name")
        found = list(rows.select_related("area")[: papers.MOST])
        if not found:
            say(request, _("No point to print."))
            return HttpResponseRedirect(to("point_list"))
        try:
            body = papers.render(found)
        except RuleError as error:
            return HttpResponse(str(error), status=409, content_type="text/plain")
        printed = PatrolPoint.objects.filter(pk__in=[point.pk for point in found])
        actions.note_printed(points=printed, by=request.user, at=now)
        return pdf_answers.shown(body, f"patrol-points-{now:%Y%m%d}.pdf")

    def _wanted(self):
        user, asked = self.request.user, self.request.GET
        if "point" in asked:
            rows = PatrolPoint.objects.visible_to(user, "print")
            pk = asked["point"]
            known = int(pk) if pk.isascii() and pk.isdigit() and len(pk) < 18 else 0
            return PatrolPoint.objects.filter(
                pk=get_object_or_404(rows.only("pk"), pk=known).pk
            )
        kind = registry.lists["patrols.patrolpoint"]
        listing = Listing(
            kind, user=user, params=asked, permission="patrol_point.print"
        )
        shown = (
            listing.filterset.qs.values("pk") if listing.filterset.is_valid() else []
        )
        return PatrolPoint.objects.filter(pk__in=shown)

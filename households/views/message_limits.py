"""Time limits, office hours and other offices, as the chief decides."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from households import reply_limits
from households.actions import message_limits, referrals
from households.forms.message_limits import HOURS, HoursForm, LimitForm
from households.forms.referrals import OfficeForm, stations_of
from households.models import Office
from households.workflow.messages import MessageKind
from station import policy, working_hours
from station.models import Area
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin


class LimitsView(PolicyMixin, TemplateView):
    """What holds at each station of the person: limits, hours, offices."""

    permission_required = "message_limit.view"
    template_name = "inbox/limits.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        stations = list(stations_of(user, "message_limit.view").order_by("path")[:30])
        editable = set(
            stations_of(user, "message_limit.edit").values_list("pk", flat=True)
        )
        return super().get_context_data(
            places=[self.place(station, editable) for station in stations],
            may_add=policy.can(user, "office.edit"),
            **kwargs,
        )

    def place(self, station: Area, editable: set[int]) -> dict:
        limits = reply_limits.limits_of(station)
        offices = Office.objects.filter(station=station).order_by("kind", "title")
        return {
            "station": station,
            "limits": [(kind, kind.label, limits[kind]) for kind in MessageKind],
            "hours": working_hours.hours_of(station),
            "offices": offices,
            "may_edit": station.pk in editable,
        }


class StationMixin:
    """A station of those the person decides for."""

    permission_required = "message_limit.edit"

    @cached_property
    def station(self) -> Area:
        rows = stations_of(self.request.user, self.permission_required)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def next_url(self, made) -> str:
        return reverse("inbox_manage:limits")

    def frame(self, heading: str, done: str) -> dict:
        return {
            "heading": heading,
            "submit": _("Save"),
            "done": done,
            "back_url": reverse("inbox_manage:limits"),
            "back_label": _("Time limits and offices"),
        }


class LimitEditView(StationMixin, ActionFormView):
    """The time limit of one kind."""

    form_class = LimitForm

    @cached_property
    def kind(self) -> MessageKind:
        if self.kwargs["kind"] not in MessageKind.values:
            raise Http404
        return MessageKind(self.kwargs["kind"])

    def get_initial(self):
        limit = reply_limits.limits_of(self.station)[self.kind]
        return {name: getattr(limit, name) for name in limit.__dataclass_fields__}

    def texts(self):
        heading = _("Time limit: %(kind)s") % {"kind": self.kind.label}
        done = _("Saved. What comes in from now on is counted so.")
        return self.frame(heading, done) | {"lead": str(self.station)}

    def act(self, form):
        return message_limits.set_limit(
            station=self.station,
            kind=self.kind,
            limit=form.limit(),
            by=self.request.user,
            at=timezone.now(),
        )


class HoursEditView(StationMixin, ActionFormView):
    """When the station works."""

    form_class = HoursForm

    def get_initial(self):
        spans = working_hours.hours_of(self.station)
        ends = [end for span in (spans[0], spans[-1]) for end in span]
        return dict(zip(HOURS, ends, strict=True))

    def texts(self):
        done = _("Saved. Time limits count by these hours from now on.")
        return self.frame(_("Office hours"), done) | {"lead": str(self.station)}

    def act(self, form):
        data = form.cleaned_data
        return message_limits.set_hours(
            station=self.station,
            by=self.request.user,
            at=timezone.now(),
            **{name: data[name] for name in HOURS},
        )


class OfficeCreateView(StationMixin, ActionFormView):
    """One more office matters may be handed to."""

    permission_required = "office.edit"
    form_class = OfficeForm

    def form_extra(self):
        return {"stations": stations_of(self.request.user, "office.edit")}

    def texts(self):
        return self.frame(_("Add an office"), _("The office was added."))

    def act(self, form):
        data = dict(form.cleaned_data)
        data.pop("once")
        return referrals.keep_office(**data, by=self.request.user, at=timezone.now())


class OfficeEditView(OfficeCreateView):
    """What is known of an office."""

    @cached_property
    def office(self) -> Office:
        rows = Office.objects.visible_to(self.request.user, "edit")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def form_extra(self):
        return {**super().form_extra(), "office": self.office}

    def get_initial(self):
        return self.initial_of(self.office)

    def initial_of(self, current):
        names = ("kind", "title", "line", "usual_days", "is_active", "version")
        known = {name: getattr(current, name) for name in names}
        return known | {"people": [person.pk for person in current.people.all()]}

    def texts(self):
        return self.frame(str(self.office), _("The office was changed."))

    def act(self, form):
        data = dict(form.cleaned_data)
        data.pop("once")
        return referrals.keep_office(
            **data,
            station=self.office.station,
            office=self.office,
            by=self.request.user,
            at=timezone.now(),
        )

"""A round of a village's venues: one screen after another."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from households.actions import checklists
from households.actions import inspection_rounds as actions
from households.forms.inspections import RoundForm, SkipForm
from households.inspection_facts import coverage
from households.models import InspectionRound, InspectionStop, Unit
from households.places import areas_in
from households.views.inspections import InspectionFormView
from households.workflow.inspections import RoundState
from station import policy
from station.errors import RuleError
from station.models import Area
from station.paging import paginate
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin


class RoundStartView(ActionFormView):
    """Which village; a round under way goes on."""

    permission_required = "inspection.create"
    template_name = "households/inspection_start.html"
    form_class = RoundForm

    def form_extra(self):
        return {"user": self.request.user}

    def get_initial(self):
        wanted = self.request.GET.get("area", "")
        areas = areas_in(self.request.user, self.permission_required)
        only = [area.pk for area in areas[:2]]
        given = int(wanted) if wanted.isdecimal() and len(wanted) < 18 else None
        return {"area": given or (only[0] if len(only) == 1 else None)}

    def get_context_data(self, **kwargs):
        under_way = InspectionRound.objects.filter(
            officer=self.request.user, state=RoundState.OPEN
        )
        return super().get_context_data(
            under_way=[
                (found, *progress(found)[:2])
                for found in under_way.select_related("area").order_by("-started_at")
            ],
            has_checklists=checklists.Checklist.objects.current().exists(),
            may_adopt=policy.can(self.request.user, "checklist.adopt"),
            **kwargs,
        )

    def texts(self):
        return {
            "heading": _("Round of a village's venues"),
            "submit": _("Begin the round"),
            "done": _("The round has begun."),
            "back_url": reverse("households:inspection_list"),
            "back_label": _("Inspections"),
        }

    def act(self, form):
        if not checklists.Checklist.objects.current().exists():
            raise RuleError(_("There is no checklist yet: adopt the standard ones."))
        return actions.start(
            area=form.cleaned_data["area"],
            only_due=form.cleaned_data["only_due"] == "due",
            by=self.request.user,
            at=timezone.now(),
        )


def progress(round_: InspectionRound) -> tuple[int, int, list[InspectionStop]]:
    """How many are done of how many, and all stops."""
    stops = list(
        round_.stops.select_related("unit__address", "unit__venue_kind", "inspection")
    )
    done = sum(not stop.is_waiting for stop in stops)
    return done, len(stops), stops


class RoundPageView(PolicyMixin):
    """A page about one round in scope."""

    permission_required = "inspection.view"

    @cached_property
    def round(self) -> InspectionRound:
        action = self.permission_required.partition(".")[2]
        rows = InspectionRound.objects.visible_to(self.request.user, action)
        return get_object_or_404(
            rows.select_related("area", "officer"), pk=self.kwargs["pk"]
        )


class RoundDetailView(RoundPageView, TemplateView):
    """All venues of the round, what came of each, and the next one."""

    template_name = "households/inspection_round.html"

    def get_context_data(self, **kwargs):
        done, total, stops = progress(self.round)
        may_go_on = self.round.is_open and policy.can(
            self.request.user, "inspection.create", self.round
        )
        waiting = [stop for stop in stops if stop.is_waiting]
        return super().get_context_data(
            round=self.round,
            stops=stops,
            done=done,
            total=total,
            faults=sum(s.inspection.fault_count for s in stops if s.inspection),
            skipped=sum(bool(stop.skipped_reason) for stop in stops),
            next_stop=waiting[0] if waiting and may_go_on else None,
            may_finish=may_go_on,
            **kwargs,
        )


class StopMixin:
    """One venue of a round; a colleague may take it over."""

    permission_required = "inspection.create"

    @cached_property
    def stop(self) -> InspectionStop:
        rounds = InspectionRound.objects.visible_to(self.request.user, "create")
        rows = InspectionStop.objects.filter(round__in=rounds)
        return get_object_or_404(
            rows.select_related("round__area", "unit"), pk=self.kwargs["pk"]
        )

    def next_after(self) -> str:
        """The following venue at once; after the last one the round's page."""
        round_ = self.stop.round
        waiting = round_.stops.filter(inspection__isnull=True, skipped_reason="")
        following = waiting.filter(order__gt=self.stop.order).first() or waiting.first()
        if following is None or not round_.is_open:
            return round_.get_absolute_url()
        return reverse("households:inspection_stop", args=[following.pk])


class StopView(StopMixin, InspectionFormView):
    """The venue whose turn it is."""

    def dispatch(self, request, *args, **kwargs):
        is_over = (
            policy.can(request.user, self.permission_required)
            and request.method == "GET"
            and not (self.stop.is_waiting and self.stop.round.is_open)
        )
        if is_over:
            return HttpResponseRedirect(self.stop.round.get_absolute_url())
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def unit(self) -> Unit:
        return self.unit_or_404(pk=self.stop.unit_id)

    def get_context_data(self, **kwargs):
        done, total, _stops = progress(self.stop.round)
        return super().get_context_data(
            round=self.stop.round,
            stop=self.stop,
            done=done,
            turn=min(done + 1, total),
            total=total,
            skip_form=SkipForm(),
            **kwargs,
        )

    def texts(self):
        return {
            "heading": self.unit.name,
            "submit": _("Done, next venue"),
            "done": _("Written down: %(unit)s.") % {"unit": self.unit.name},
            "back_url": self.stop.round.get_absolute_url(),
            "back_label": _("Round of %(area)s")
            % {"area": self.stop.round.area.short_name},
            "draft": f"inspection-{self.unit.pk}",
        }

    def extra(self):
        return {"stop": self.stop}

    def next_url(self, made):
        actions.finish_if_done(self.stop.round, by=self.request.user, at=timezone.now())
        return self.next_after()


class StopSkipView(StopMixin, PolicyMixin, View):
    """Passed over with a reason; on to the next."""

    http_method_names = ["post", "options"]

    def post(self, request, pk):
        form = SkipForm(request.POST)
        stop = self.stop
        if not form.is_valid():
            messages.error(request, _("Say why it is passed over."))
            here = reverse("households:inspection_stop", args=[stop.pk])
            return HttpResponseRedirect(here)
        by, now = request.user, timezone.now()
        try:
            actions.skip(stop=stop, reason=form.reason(), by=by, at=now)
            actions.finish_if_done(stop.round, by=by, at=now)
        except RuleError as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(self.next_after())


class RoundFinishView(RoundPageView, View):
    """The round ends early; what is left stays due."""

    permission_required = "inspection.create"
    http_method_names = ["post", "options"]

    def post(self, request, pk):
        try:
            actions.finish(round_=self.round, by=request.user, at=timezone.now())
            messages.success(request, _("The round is finished."))
        except RuleError as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(self.round.get_absolute_url())


class CoverageView(PolicyMixin, TemplateView):
    """Village by village: inspected within the cycle, late, open hazards."""

    permission_required = "inspection.view"
    template_name = "households/inspection_coverage.html"

    def get_context_data(self, **kwargs):
        areas = areas_in(self.request.user, self.permission_required).filter(
            kind=Area.Kind.COMMUNITY
        )
        page = paginate(areas, request=self.request, order=("path", "id"))
        return super().get_context_data(
            page=page,
            rows=coverage(page.rows, on=timezone.localdate()),
            may_start=policy.can(self.request.user, "inspection.create"),
            **kwargs,
        )

"""New care plans, and the visits before a holiday."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View

from households import festivals
from households.actions import care_plans as actions
from households.actions import care_rounds
from households.forms.care import (
    HolidayForm,
    PlanForm,
)
from households.models import (
    CareCategory,
    CarePlan,
    Resident,
)
from households.places import areas_in
from households.views.care import FIELD_OF
from households.views.ledger import (
    say,
    to,
)
from households.workflow.care import Holiday
from station import phrasing, policy
from station.views.action import ActionFormView
from station.views.origin import OriginMixin
from station.views.policy import PolicyMixin


class CareCreateView(OriginMixin, ActionFormView):
    """A plan for somebody, with what the kinds suggest filled in."""

    permission_required = "care_plan.create"
    form_class = PlanForm
    error_fields = FIELD_OF

    @cached_property
    def resident(self) -> Resident:
        rows = Resident.objects.visible_to(self.request.user).present()
        found = get_object_or_404(
            rows.select_related("household__address", "area"), pk=self.kwargs["pk"]
        )
        if not policy.can(self.request.user, "care_plan.create", found):
            rows = rows.none()
        return get_object_or_404(
            rows.select_related("household__address", "area"), pk=found.pk
        )

    def get(self, request, *args, **kwargs):
        if not actions.has_consent(self.resident, on=timezone.localdate()):
            say(request, _("Under 14: the guardian must agree first."))
            return HttpResponseRedirect(to("consent_create", self.resident.pk))
        return super().get(request, *args, **kwargs)

    def form_extra(self):
        return {"area": self.resident.area}

    def get_initial(self):
        kinds = self.resident.care_kinds
        rows = list(CareCategory.objects.filter(code__in=kinds))
        return {
            "kinds": kinds,
            "cycle_days": min((row.cycle_days for row in rows), default=30),
            "holidays": sorted({code for row in rows for code in row.holidays}),
            "carer": self.request.user.pk,
            "watch_for": self.origin_facts.text[:1000],
        }

    def texts(self):
        return {
            "heading": _("Make a care plan"),
            "submit": _("Save the care plan"),
            "done": _("The care plan is made."),
            "lead": f"{self.resident.name} · {self.resident.household.address.text}",
            "back_url": (self.origin or self.resident).get_absolute_url(),
            "back_label": str(self.origin or self.resident.name),
        }

    def act(self, form):
        return actions.create(
            resident=self.resident,
            facts=form.facts(),
            origin=self.origin,
            by=self.request.user,
            at=timezone.now(),
        )


class CareFromView(OriginMixin, PolicyMixin, View):
    """A plan because of another record: whom it is about is known, or chosen."""

    permission_required = "care_plan.create"
    http_method_names = ["get", "head", "options"]

    def get(self, request):
        if self.origin is None:
            return HttpResponseRedirect(to("care_bare"))
        facts = self.origin_facts
        people = list(facts.residents) or self._people(facts.household)
        if len(people) == 1:
            url = to("care_create", people[0].pk)
            return HttpResponseRedirect(f"{url}?from={request.GET['from']}")
        say(request, _("Choose whom the care is for."))
        if facts.household:
            return HttpResponseRedirect(facts.household.get_absolute_url())
        return HttpResponseRedirect(to("resident_list"))

    def _people(self, household):
        if household is None:
            return []
        rows = Resident.objects.visible_to(self.request.user).present()
        return list(rows.filter(household=household)[:2])


class CareHolidayView(ActionFormView):
    """Plan the visits before a holiday, for everybody in an area."""

    permission_required = "care_plan.create"
    form_class = HolidayForm

    def form_extra(self):
        user = self.request.user
        today = timezone.localdate()
        names = dict(Holiday.choices)
        return {
            "areas": areas_in(user, "care_plan.create"),
            "holidays": [
                (code, f"{names[code]} · {phrasing.date_in_full(day)}")
                for code, day in festivals.coming(on=today)
            ],
        }

    def texts(self):
        return {
            "heading": _("Plan the holiday visits"),
            "submit": _("Plan them"),
            "done": _("The visits are planned; each carer is reminded."),
            "lead": _(
                "For every plan that names the holiday; twice planned is once planned."
            ),
            "back_url": to("care_list"),
            "back_label": _("Care"),
        }

    def act(self, form):
        user = self.request.user
        area, holiday = form.cleaned_data["area"], form.cleaned_data["holiday"]
        plans = CarePlan.objects.visible_to(user, "create")
        if area is not None:
            plans = plans.filter(area__path__startswith=area.path)
        care_rounds.plan_holiday(
            area=area or user.home_area,
            holiday=holiday,
            plans=plans,
            by=user,
            at=timezone.now(),
        )
        return holiday

    def next_url(self, made):
        return f"{to('care_list')}?holiday={made}"

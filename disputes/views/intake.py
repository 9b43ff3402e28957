"""The intake of a dispute: what resembles it while typing, and the facts set right."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from disputes import alike
from disputes.actions import disputes as actions
from disputes.actions import facts
from disputes.actions.screened import known_of
from disputes.forms.intake import FactsForm, ReportForm
from disputes.models import Dispute
from disputes.views.disputes import FIELD_OF, DisputeStepView
from disputes.workflow.intake import Side, Source
from households.places import areas_in
from station.models import CallRecord
from station.views.action import ActionFormView
from station.views.origin import OriginMixin
from station.views.policy import PolicyMixin

LONGEST = 120
SOURCES = {
    "households.visit": Source.VISIT,
    "households.message": Source.MESSAGE,
    "households.inspection": Source.INSPECTION,
    "households.hazard": Source.INSPECTION,
    "households.followup": Source.VISIT,
    "patrols.finding": Source.FINDING,
}


class DisputeCreateView(OriginMixin, ActionFormView):
    """A dispute somebody told of, perhaps in a visit or a message."""

    permission_required = "dispute.create"
    template_name = "disputes/dispute_form.html"
    form_class = ReportForm
    error_fields = {
        **FIELD_OF,
        "no_name": "one_name",
        "phone_invalid": "one_phone",
        "in_future": "event_on",
        "bad_figure": "people_count",
    }

    def form_extra(self):
        return {"user": self.request.user}

    def get_initial(self):
        facts = self.origin_facts
        found = {"summary": facts.text or facts.what, "place": facts.place}
        if facts.area is not None:
            found["area"] = facts.area.pk
        if facts.household is not None:
            found["place"] = facts.household.address.text
        for side, resident in zip(
            (Side.ONE, Side.OTHER), facts.residents, strict=False
        ):
            found[f"{side}_name"] = resident.name
        if self.origin is not None:
            found["source"] = SOURCES.get(self.origin._meta.label_lower, Source.WALK_IN)
        if isinstance(self.origin, CallRecord):
            found |= known_of(self.origin)
        return found

    def texts(self):
        origin = self.origin
        back = origin.get_absolute_url() if origin else reverse("disputes:list")
        return {
            "heading": _("Report a dispute"),
            "submit": _("Report"),
            "done": _("The dispute is on file; somebody answers for it."),
            "back_url": back,
            "back_label": _("Back") if origin else _("Disputes"),
            "draft": "" if origin else "dispute-new",
        }

    def act(self, form):
        facts = self.origin_facts
        area = form.cleaned_data["area"]
        household = facts.household
        if household is not None and household.area_id != area.pk:
            household = None  # it happened elsewhere
        return actions.report(
            area=area,
            household=household,
            intake=form.intake(facts.residents),
            origin=self.origin,
            by=self.request.user,
            at=timezone.now(),
        )


class AlikeView(PolicyMixin, View):
    """Disputes of the year with the same people or place, while one is typed.

    By POST: a name or a number never stands in an address or a log.
    """

    permission_required = "dispute.create"
    http_method_names = ["post"]

    def post(self, request):
        clues = self.clues()
        found: list[alike.Alike] = []
        if clues is not None:
            rows = Dispute.objects.visible_to(request.user)
            found = alike.found(clues, rows, since=timezone.now() - alike.YEAR)
        context = {
            "found": found[: alike.MOST],
            "more": max(0, len(found) - alike.MOST),
            "times": 1 + sum(1 for row in found if row.is_sure),
        }
        return render(request, "disputes/_alike.html", context)

    def clues(self) -> alike.Clues | None:
        """What was typed so far; nothing without an area in one's charge."""
        said = {key: value[:LONGEST] for key, value in self.request.POST.items()}
        areas = areas_in(self.request.user, "dispute.create")
        key = said.get("area", "")
        area = areas.filter(pk=int(key)).first() if key.isdecimal() else None
        area = area or areas.first()
        if area is None:
            return None
        people = [
            (said.get(f"{side}_name", ""), said.get(f"{side}_phone", ""))
            for side in (Side.ONE, Side.OTHER)
        ]
        place = said.get("place", "") if key else ""
        return alike.clues(area, people, place=place)


class FactsEditView(DisputeStepView):
    """What is known, set right; the tier is proposed anew."""

    form_class = FactsForm
    error_fields = {**FIELD_OF, "in_future": "event_on", "bad_figure": "people_count"}

    def get_initial(self):
        return self.initial_of(self.dispute)

    def initial_of(self, current):
        return {name: getattr(current, name) for name in (*facts.SHOWN, "version")}

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Set the facts right"),
            "submit": _("Save"),
            "done": _("Saved. Where the rules now say another tier, it is proposed."),
        }

    def act(self, form):
        version = form.cleaned_data["version"]
        return facts.edit(**self.common, **form.facts(), version=version)

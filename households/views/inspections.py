"""Inspections: the list, one inspection, and the form at the venue."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from households.actions import checklists, venues
from households.actions import inspections as actions
from households.forms.inspections import InspectionForm
from households.inspection_facts import findings_of, open_hazards, standing_of
from households.models import Hazard, Inspection, Unit
from households.papers import printing
from station import pdf_answers, policy
from station.actions import attachments
from station.actions.access import record_access
from station.errors import RuleError
from station.models import AccessRecord, Attachment, reference
from station.timeline import timeline_of
from station.views.action import ActionFormView
from station.views.list import ListPageView
from station.views.origin import OriginMixin
from station.views.policy import PolicyMixin

FIELD_OF = {
    "id_not_shown": "id_shown",
    "unsigned": "signature",
    "not_serving": "companions",
}


class InspectionListView(ListPageView):
    """What was inspected within one's scope, the newest first."""

    permission_required = "inspection.view"
    list_key = "households.inspection"
    template_name = "households/inspection_list.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            may_start=policy.can(self.request.user, "inspection.create"), **kwargs
        )


class InspectionPageView(PolicyMixin):
    """A page about one inspection in scope for the page's permission."""

    @cached_property
    def inspection(self) -> Inspection:
        action = self.permission_required.partition(".")[2]
        rows = Inspection.objects.visible_to(self.request.user, action)
        return get_object_or_404(
            rows.select_related(
                "unit__address", "unit__venue_kind", "lead", "area", "checklist__kind"
            ),
            pk=self.kwargs["pk"],
        )


class InspectionDetailView(InspectionPageView, TemplateView):
    """One inspection as it was written, and the hazards it found; prints on A4."""

    permission_required = "inspection.view"
    template_name = "households/inspection_detail.html"

    def get_context_data(self, **kwargs):
        inspection, user, now = self.inspection, self.request.user, timezone.now()
        record_access(
            by=user,
            act=AccessRecord.Act.VIEW,
            subject=inspection,
            fields="person_in_charge",
            at=now,
        )
        return super().get_context_data(
            now=now,
            inspection=inspection,
            sections=findings_of(inspection, user=user),
            companions=list(inspection.companions.all()),
            signature=attachments.attached_to(inspection)
            .filter(kind=Attachment.Kind.SIGNATURE)
            .first(),
            hazards=Hazard.objects.visible_to(user)
            .filter(inspection=inspection)
            .for_list(),
            may_follow=policy.can(user, "hazard.edit"),
            may_print=policy.can(user, "inspection.print", inspection),
            timeline=timeline_of(inspection, user=user),
            **kwargs,
        )


class InspectionPaperView(InspectionPageView, View):
    """The record of it as PDF; the print is written down."""

    permission_required = "inspection.print"
    http_method_names = ["get"]

    def get(self, request, pk):
        inspection = self.inspection
        try:
            body = printing.inspection(inspection, by=request.user, at=timezone.now())
        except RuleError as error:
            return HttpResponse(str(error), status=409, content_type="text/plain")
        return pdf_answers.shown(body, f"{inspection.number}.pdf")


class InspectionFormView(ActionFormView):
    """The form at a venue; photos and signature are stored before the transaction."""

    permission_required = "inspection.create"
    template_name = "households/inspection_form.html"
    form_class = InspectionForm
    error_fields = FIELD_OF
    is_kept = False

    @property
    def unit(self) -> Unit:
        raise NotImplementedError

    def unit_or_404(self, **lookup) -> Unit:
        """A unit where this person may inspect."""
        scope = policy.scope(self.request.user, self.permission_required)
        rows = Unit.objects.visible_to(self.request.user)
        return get_object_or_404(
            rows.select_related("address", "area", "venue_kind"),
            area__in=scope.area_ids,
            **lookup,
        )

    @cached_property
    def checklist(self):
        return checklists.current_for(self.unit)

    @cached_property
    def standing(self):
        return standing_of(self.unit)

    def form_extra(self):
        return {
            "unit": self.unit,
            "checklist": self.checklist,
            "user": self.request.user,
            "failed": self.standing.failed,
            "hazards": self.standing.hazards,
        }

    def get_initial(self):
        return {
            "person_in_charge": self.unit.contact_name,
            "started_at": timezone.now(),
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            unit=self.unit,
            checklist=self.checklist,
            too_large=venues.too_large(self.unit),
            standing=self.standing,
            open_hazards=open_hazards(self.unit, user=self.request.user),
            **kwargs,
        )

    def form_valid(self, form):
        self.stored: dict[int, list] = {}
        self.signature = None
        try:
            self._store(form)
        except RuleError as error:
            self._discard()
            return self.form_refused(form, error)
        response = super().form_valid(form)
        if not self.is_kept:
            self._discard()
        return response

    def _store(self, form) -> None:
        for pk, files in form.photos().items():
            self.stored[pk] = []
            for file in files:
                self.stored[pk].append(attachments.store_picture(file.read()))
        if form.cleaned_data["signature"]:
            self.signature = attachments.store_picture(form.cleaned_data["signature"])

    def _discard(self) -> None:
        files = [file for found in self.stored.values() for file in found]
        attachments.discard([*files, *([self.signature] if self.signature else [])])

    def act(self, form):
        now = timezone.now()
        inspection = actions.record(
            unit=self.unit,
            checklist=self.checklist,
            report=self._report(form, now),
            by=self.request.user,
            at=now,
            **self.extra(),
        )
        self.is_kept = True
        return inspection

    def extra(self) -> dict:
        """What else the action is told."""
        return {}

    def _report(self, form, now) -> actions.Report:
        data = form.cleaned_data
        return actions.Report(
            started_at=min(data["started_at"] or now, now),
            findings=form.findings(self.stored),
            id_shown=data["id_shown"],
            person_in_charge=data["person_in_charge"],
            signature=self.signature,
            unsigned=data["unsigned"],
            companions=list(data["companions"]),
            remark=data["remark"],
        )


class InspectionCreateView(OriginMixin, InspectionFormView):
    """One venue by itself."""

    @cached_property
    def unit(self) -> Unit:
        unit = self.unit_or_404(pk=self.kwargs["pk"])
        if unit.closed_on is not None or checklists.current_for(unit) is None:
            raise Http404
        return unit

    def texts(self):
        return {
            "heading": self.unit.name,
            "submit": _("Finish the inspection"),
            "done": _("The inspection is written down."),
            "back_url": self.unit.get_absolute_url(),
            "back_label": self.unit.name,
            "draft": f"inspection-{self.unit.pk}",
        }

    def extra(self):
        return {"origin": self.origin}


class InspectionFromView(OriginMixin, PolicyMixin, View):
    """Of a message or follow-up about a unit: to the form of that unit."""

    permission_required = "inspection.create"

    def get(self, request):
        unit = self.origin_facts.unit
        if unit is None:
            return HttpResponseRedirect(reverse("households:unit_list"))
        url = reverse("households:inspection_create", args=[unit.pk])
        return HttpResponseRedirect(f"{url}?from={reference(self.origin)}")

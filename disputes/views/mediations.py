"""Sittings: planned, held, called off, and read."""

from datetime import datetime

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import TemplateView

from disputes import next_step
from disputes.actions import mediations as actions
from disputes.actions import sitting_rules
from disputes.forms.mediations import CallOffForm, HoldForm, PlanForm
from disputes.models import Mediation
from disputes.views.disputes import DisputeStepView
from disputes.views.law import WithinMixin
from disputes.workflow.intake import Track
from station import policy
from station.actions.access import record_access
from station.models import AccessRecord
from station.timeline import timeline_of
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin

FIELD_OF = {
    "no_facts": "facts",
    "no_officers": "officers",
    "conflict": "mediator",
    "one_officer": "officers",
    "not_impartial": "is_impartial",
    "no_second_reason": "second_because",
    "second_too_late": "held_at",
    "month_over": "held_at",
    "guardian_not_told": "guardian_told_on",
    "guardian_absent": "guardian_present",
    "no_consent": "others_agreed",
    "no_record": "record",
    "no_recording": "recording",
    "not_told": "told_on",
    "told_in_future": "told_on",
    "in_future": "held_at",
    "no_reason": "reason",
}


class PlanView(WithinMixin, DisputeStepView):
    """When, where and before whom they sit down."""

    permission_required = "mediation.create"
    form_class = PlanForm
    error_fields = FIELD_OF

    @cached_property
    def is_second(self) -> bool:
        police = self.dispute.track == Track.PUBLIC_SECURITY
        return police and bool(sitting_rules.sessions(self.dispute))

    def form_extra(self):
        return {
            **super().form_extra(),
            "user": self.request.user,
            "is_second": self.is_second,
        }

    def get_initial(self):
        return {"held_at": timezone.localtime().replace(second=0, microsecond=0)}

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Plan a sitting"),
            "submit": _("Plan"),
            "done": _("The sitting is planned."),
        }

    def act(self, form):
        version = form.cleaned_data["version"]
        return actions.plan(**self.common, plan=form.plan(), version=version)


class SittingMixin(PolicyMixin):
    """A page about one sitting in scope for the page's permission."""

    @cached_property
    def sitting(self) -> Mediation:
        action = self.permission_required.partition(".")[2]
        rows = Mediation.objects.visible_to(self.request.user, action)
        rows = rows.select_related(
            "dispute__area", "dispute__assigned_to", "mediator", "written_by"
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class SittingDetailView(SittingMixin, TemplateView):
    """One sitting; its record is shown for a purpose only."""

    permission_required = "mediation.view"
    template_name = "disputes/mediation_detail.html"

    def get_context_data(self, **kwargs):
        sitting, user, now = self.sitting, self.request.user, timezone.now()
        record_access(
            by=user,
            act=AccessRecord.Act.VIEW,
            subject=sitting,
            fields="others_present, guardian_present",
            at=now,
        )
        return super().get_context_data(
            sitting=sitting,
            dispute=sitting.dispute,
            officers=[officer.name for officer in sitting.officers.all()],
            sealed=self._sealed(),
            warnings=sitting_rules.warnings(sitting),
            may_edit=sitting.is_planned and policy.can(user, "mediation.edit", sitting),
            next=self._next(now),
            timeline=timeline_of(sitting, user=user),
            now=now,
            **kwargs,
        )

    def _next(self, at: datetime) -> next_step.NextStep | None:
        """Once it is over, the way to what the dispute waits for."""
        dispute = self.sitting.dispute
        may_see = policy.can(self.request.user, "dispute.view", dispute)
        if self.sitting.is_planned or not may_see:
            return None
        return next_step.of(dispute, user=self.request.user, at=at)

    def _sealed(self) -> list[dict]:
        """What was written, with the way to read it for those who may."""
        sitting = self.sitting
        may_reveal = policy.can(self.request.user, "mediation.reveal", sitting)
        label = "disputes.mediation"
        return [
            {
                "name": sitting._meta.get_field(name).verbose_name,
                "url": reverse("station:reveal", args=[label, sitting.pk, name])
                if may_reveal
                else "",
            }
            for name in ("facts", "record")
            if getattr(sitting, name)
        ]


class SittingStepView(SittingMixin, ActionFormView):
    """One step of a sitting."""

    permission_required = "mediation.edit"
    error_fields = FIELD_OF

    def form_extra(self):
        return {"sitting": self.sitting}

    def initial_of(self, current):
        return {"version": current.version}

    def texts(self):
        return {
            "back_url": self.sitting.get_absolute_url(),
            "back_label": _("Sitting %(n)s") % {"n": self.sitting.ordinal},
            "lead": self.sitting.dispute.title,
        }

    @property
    def common(self) -> dict:
        return {
            "mediation": self.sitting,
            "by": self.request.user,
            "at": timezone.now(),
        }


class HoldView(SittingStepView):
    """They sat down."""

    form_class = HoldForm

    def get_initial(self):
        sitting, now = self.sitting, timezone.now()
        kept = ("recording", "rights_told", "others_present", "others_agreed")
        return {
            **{name: getattr(sitting, name) for name in kept},
            "held_at": timezone.localtime(min(sitting.held_at, now)),
        }

    def texts(self):
        return {
            **super().texts(),
            "heading": _("How did the sitting go?"),
            "submit": _("Keep the result"),
            "done": _("The result is on file."),
        }

    def act(self, form):
        version = form.cleaned_data["version"]
        return actions.hold(**self.common, result=form.result(), version=version)


class CallOffView(SittingStepView):
    """It does not take place."""

    form_class = CallOffForm

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Call the sitting off"),
            "submit": pgettext("mediation", "Call off"),
            "done": _("The sitting is called off."),
            "danger": True,
        }

    def act(self, form):
        data = form.cleaned_data
        return actions.call_off(
            **self.common, reason=data["reason"], version=data["version"]
        )

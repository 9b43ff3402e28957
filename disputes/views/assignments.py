"""Choosing a mediator: the whole list with its reasons, and the steps."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import TemplateView

from disputes import proposals
from disputes.actions import assignments as actions
from disputes.conflicts import ARTICLE
from disputes.forms.assignments import ChoiceForm, LeaveForm, ObjectionForm
from disputes.models import Dispute, Mediator
from disputes.views.disputes import DisputePageView, DisputeStepView
from disputes.workflow import IN_MEDIATION

FIELD_OF = {"no_reason": "reason", "unknown_choice": "party"}
WORDS = 20


class MediatorChoiceView(DisputePageView, TemplateView):
    """Everybody who could mediate, why, and who cannot."""

    permission_required = "dispute.assign"
    template_name = "disputes/mediator_choice.html"

    def get_context_data(self, **kwargs):
        dialect = self.request.GET.get("dialect", "").strip()[:WORDS]
        proposal = proposals.propose(self.dispute, at=timezone.now(), dialect=dialect)
        past = self.dispute.assignments.select_related("mediator", "assigned_by")
        return super().get_context_data(
            dispute=self.dispute,
            proposal=proposal,
            dialect=dialect,
            article=ARTICLE,
            now=timezone.now(),
            past=past.defer("mediator__phone"),
            is_open=self.dispute.status in IN_MEDIATION,
            **kwargs,
        )


class AboutMediatorView(DisputeStepView):
    """A step about one mediator and one dispute."""

    permission_required = "dispute.assign"
    error_fields = FIELD_OF

    @property
    def mediators(self):
        return Mediator.objects.visible_to(self.request.user)

    @cached_property
    def mediator(self) -> Mediator:
        return get_object_or_404(self.mediators, pk=self.kwargs["mediator"])

    def form_extra(self):
        return {"dispute": self.dispute, "mediators": self.mediators}

    def get_initial(self):
        return {"mediator": self.mediator.pk}


class MediatorAssignView(AboutMediatorView):
    """Give it to this mediator."""

    form_class = ChoiceForm

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Give it to %(name)s") % {"name": self.mediator.name},
            "lead": self._lead(),
            "submit": pgettext("mediator", "Choose"),
            "done": _("Chosen; whoever must know is told."),
        }

    def _lead(self) -> str:
        proposal = proposals.propose(self.dispute, at=timezone.now())
        rank = proposal.place_of(self.mediator)
        if rank == 1:
            return _("First of the proposal: no reason needed.")
        if rank is None:
            return self.dispute.title
        return _("Number %(n)d of the proposal: say why.") % {"n": rank}

    def act(self, form):
        data = form.cleaned_data
        choose = actions.choose_by_parties if data["by_parties"] else actions.assign
        choose(
            **self.common,
            mediator=self.mediator,
            reason=data["reason"],
            version=data["version"],
        )
        return self.dispute


class MediatorObjectView(AboutMediatorView):
    """A party does not want this mediator."""

    form_class = ObjectionForm

    def texts(self):
        name = {"name": self.mediator.name}
        return {
            **super().texts(),
            "heading": _("A party objects to %(name)s") % name,
            "submit": _("Note the objection"),
            "done": _("Noted: this mediator is not proposed here any more."),
            "danger": True,
        }

    def act(self, form):
        data = form.cleaned_data
        actions.object_to(
            **self.common,
            mediator=self.mediator,
            party=data["party"],
            reason=data["reason"],
            version=data["version"],
        )
        return self.dispute


class MediatorReleaseView(DisputeStepView):
    """The mediator need not go on."""

    permission_required = "dispute.assign"
    form_class = LeaveForm
    error_fields = FIELD_OF

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Release the mediator"),
            "submit": _("Release"),
            "done": _("Released; choose another."),
        }

    def act(self, form):
        data = form.cleaned_data
        actions.release(**self.common, reason=data["reason"], version=data["version"])
        return self.dispute


class MediatorRecuseView(DisputeStepView):
    """The mediator is bound to a party and steps back."""

    permission_required = "dispute.recuse"
    form_class = LeaveForm
    error_fields = FIELD_OF

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Step back"),
            "submit": _("Step back"),
            "done": _("Noted; somebody else is chosen."),
            "danger": True,
        }

    def next_url(self, made) -> str:
        """Whoever stepped back no longer sees the dispute."""
        rows = Dispute.objects.visible_to(self.request.user)
        if rows.filter(pk=made.pk).exists():
            return made.get_absolute_url()
        return self.request.user.mediator.get_absolute_url()

    def act(self, form):
        data = form.cleaned_data
        actions.recuse(**self.common, reason=data["reason"], version=data["version"])
        return self.dispute

"""A unit as a venue, and the kinds of venues that the county keeps."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View

from households.actions import venue_kinds as actions
from households.actions import venues
from households.forms.venues import KindForm, NewKindForm, VenueForm, as_initial
from households.models import Checklist, VenueKind
from households.views.units import UnitFormView
from station import policy
from station.policy_words import keepers
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin


class VenueEditView(UnitFormView):
    """What kind of venue the unit is, how large and at what risk."""

    form_class = VenueForm
    error_fields = {"no_reason": "risk_reason"}

    def get_initial(self):
        return self.initial_of(self.unit)

    def initial_of(self, current):
        return {
            "kind": current.venue_kind_id,
            "risk": current.risk,
            "risk_reason": current.risk_reason,
            "version": current.version,
            **as_initial(current.figures),
        }

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Venue and risk"),
            "submit": _("Save"),
            "done": _("The venue is saved."),
        }

    def act(self, form):
        unit = venues.describe(
            unit=self.unit,
            venue=form.venue(),
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
        )
        hint = venues.too_large(unit)
        if hint:
            messages.warning(self.request, hint)
        return unit


class KindListView(PolicyMixin, TemplateView):
    """The kinds of venues with their limits, cycles and checklists."""

    permission_required = "venue_kind.view"
    template_name = "households/venue_kind_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        current = Checklist.objects.current()
        return super().get_context_data(
            kinds=VenueKind.objects.prefetch_related("limits"),
            lists={row.kind_id: row for row in current},
            general=current.filter(kind__isnull=True).first(),
            may_edit=policy.can(user, "venue_kind.edit"),
            may_adopt=policy.can(user, "checklist.adopt"),
            kept_by=keepers(user, "venue_kind.edit"),
            **kwargs,
        )


class KindFormView(ActionFormView):
    """A kind of venue with its size limits."""

    permission_required = "venue_kind.edit"
    form_class = KindForm
    error_fields = {actions.TWIN: "code", "no_name": "title_zh"}

    def texts(self):
        return {
            "heading": _("Kind of venue"),
            "submit": _("Save"),
            "done": _("The kind is saved."),
            "lead": _("A size that is left empty is no limit."),
            "back_url": reverse("venues:kind_list"),
            "back_label": _("Kinds of venues"),
        }

    def next_url(self, made):
        return reverse("venues:kind_list")


class KindCreateView(KindFormView):
    permission_required = "venue_kind.create"
    form_class = NewKindForm

    def get_initial(self):
        facts = actions.KindFacts(title_zh="")
        return {name: getattr(facts, name) for name in actions.NAMES}

    def act(self, form):
        return actions.create(
            code=form.cleaned_data["code"],
            facts=form.facts(),
            by=self.request.user,
            at=timezone.now(),
        )


class KindEditView(KindFormView):
    @cached_property
    def kind(self) -> VenueKind:
        rows = VenueKind.objects.visible_to(self.request.user, "edit")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_initial(self):
        return self.initial_of(self.kind)

    def initial_of(self, current):
        sizes = {limit.measure: limit.most for limit in current.limits.all()}
        return {
            **{name: getattr(current, name) for name in actions.NAMES},
            **as_initial(sizes),
            "version": current.version,
        }

    def act(self, form):
        return actions.edit(
            kind=self.kind,
            facts=form.facts(),
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
        )


class AdoptView(PolicyMixin, View):
    """One tap takes in the nine kinds and the standard checklists."""

    permission_required = "checklist.adopt"
    http_method_names = ["post", "options"]

    def post(self, request):
        made = actions.adopt_standard(by=request.user, at=timezone.now())
        messages.success(
            request,
            ngettext(
                "%(n)d standard checklist is in use.",
                "%(n)d standard checklists are in use.",
                made,
            )
            % {"n": made}
            if made
            else _("The standard checklists were adopted before."),
        )
        return HttpResponseRedirect(reverse("venues:checklist_list"))

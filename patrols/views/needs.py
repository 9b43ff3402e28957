"""How much patrol is needed: the weights as they stand, set by the chief."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from patrols.actions import needs
from patrols.forms import needs as forms
from patrols.models import NeedWeight
from patrols.workflow.coverage import USUAL, WEEKDAYS, NeedSource
from station import policy
from station.forms.once import VersionedForm
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin

FIELD_OF = {name: name for name in needs.FIELDS} | {needs.TWIN: "area"}


class NeedListView(PolicyMixin, TemplateView):
    """What a call weighs where, and the hours the chief has set."""

    permission_required = "need_weight.view"
    template_name = "patrols/need_list.html"

    def get_context_data(self, **kwargs):
        rows = NeedWeight.objects.visible_to(self.request.user).for_list()
        found = [self._shown(row) for row in rows.order_by("area__path", "pk")]
        return super().get_context_data(
            rates=[shown for shown in found if shown["row"].source != NeedSource.OWN],
            hours=[shown for shown in found if shown["row"].source == NeedSource.OWN],
            usual=[(NeedSource(key).label, minutes) for key, minutes in USUAL.items()],
            may_add=policy.can(self.request.user, "need_weight.create"),
            **kwargs,
        )

    def _shown(self, row: NeedWeight) -> dict:
        may_edit = policy.can(self.request.user, "need_weight.edit", row)
        return {"row": row, "days": days_of(row), "may_edit": may_edit}


class NeedFormView(ActionFormView):
    """A weight is set."""

    permission_required = "need_weight.create"
    error_fields = FIELD_OF

    def form_extra(self):
        return {"user": self.request.user}

    def texts(self):
        return {
            "heading": _("Weights of the need"),
            "submit": _("Save"),
            "done": _("This counts from now on."),
            "back_url": reverse("patrols:need_list"),
            "back_label": _("Weights of the need"),
        }


class NewRateView(NeedFormView):
    form_class = forms.NewRateForm

    def act(self, form):
        return needs.create(facts=form.facts(), by=self.request.user, at=timezone.now())


class NewHoursView(NewRateView):
    form_class = forms.NewHoursForm


class OfWeight:
    """The weight in the address, within the scope."""

    permission_required = "need_weight.edit"

    @cached_property
    def weight(self) -> NeedWeight:
        rows = NeedWeight.objects.visible_to(self.request.user, "edit").for_list()
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class NeedEditView(OfWeight, NeedFormView):
    """Another figure, other hours."""

    def get_form_class(self):
        own = self.weight.source == NeedSource.OWN
        return forms.EditHoursForm if own else forms.EditRateForm

    def get_initial(self):
        return {**self.initial_of(self.weight), "version": self.weight.version}

    def initial_of(self, current):
        found = {name: getattr(current, name) for name in needs.FIELDS}
        return {**found, "area": current.area_id, "point": current.point_id}

    def act(self, form):
        return needs.edit(
            weight=self.weight,
            facts=form.facts(),
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
        )


class NeedDropView(OfWeight, NeedFormView):
    """It counts no more."""

    form_class = VersionedForm

    def form_extra(self):
        return {}

    def get_initial(self):
        return {"version": self.weight.version}

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Take this weight off?"),
            "lead": f"{self.weight} · {self.weight.area.name}",
            "submit": _("Take off"),
            "done": _("It counts no more."),
            "danger": True,
        }

    def next_url(self, made):
        return reverse("patrols:need_list")

    def act(self, form):
        return needs.drop(
            weight=self.weight,
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
        )


def days_of(row: NeedWeight) -> str:
    """The days of the week, in words."""
    if len(row.weekdays) == len(WEEKDAYS):
        return _("every day")
    return "、".join(str(WEEKDAYS[day]) for day in row.weekdays)

"""Units: the list, the page, and what is set right there."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import TemplateView

from households.actions import units as actions
from households.forms.units import CloseForm, UnitEditForm, UnitForm
from households.models import Unit
from households.views.households import door_of
from households.views.scope import reveal_url
from station import policy
from station.actions.access import record_access
from station.models import AccessRecord
from station.timeline import timeline_of
from station.views.action import ActionFormView
from station.views.list import ListPageView
from station.views.panels import panels_of
from station.views.policy import PolicyMixin

FIELD_OF = {
    "no_name": "name",
    "no_door": "door",
    "phone_invalid": "contact_phone",
    "future": "closed_on",
}


class UnitListView(ListPageView):
    """The units of one's area."""

    permission_required = "unit.view"
    list_key = "households.unit"
    template_name = "households/unit_list.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            may_create=policy.can(self.request.user, "unit.create"), **kwargs
        )


class UnitPageView(PolicyMixin):
    """A page about one unit in scope for the page's permission."""

    @cached_property
    def unit(self) -> Unit:
        action = self.permission_required.partition(".")[2]
        rows = Unit.objects.visible_to(self.request.user, action)
        return get_object_or_404(
            rows.select_related("address", "area"), pk=self.kwargs["pk"]
        )


class UnitDetailView(UnitPageView, TemplateView):
    """One unit: what it is, who answers for it, and what was."""

    permission_required = "unit.view"
    template_name = "households/unit_detail.html"

    def get_context_data(self, **kwargs):
        unit, user, now = self.unit, self.request.user, timezone.now()
        record_access(
            by=user,
            act=AccessRecord.Act.VIEW,
            subject=unit,
            fields="contact_name",
            at=now,
        )
        return super().get_context_data(
            now=now,
            unit=unit,
            may_edit=policy.can(user, "unit.edit", unit),
            may_promise=unit.closed_on is None
            and policy.can(user, "follow_up.create", unit),
            phone_url=reveal_url(unit, "contact_phone", user=user),
            panels=panels_of("unit", self.request, unit),
            timeline=timeline_of(unit, user=user),
            **kwargs,
        )


class UnitCreateView(ActionFormView):
    """A unit that is not in the register yet."""

    permission_required = "unit.create"
    form_class = UnitForm
    error_fields = FIELD_OF

    def form_extra(self):
        return {"user": self.request.user}

    def texts(self):
        return {
            "heading": _("New unit"),
            "submit": _("Add"),
            "done": _("The unit is in the register."),
            "back_url": reverse("households:unit_list"),
            "back_label": _("Units"),
            "draft": "unit-new",
        }

    def act(self, form):
        by, at = self.request.user, timezone.now()
        return actions.create(
            address=door_of(form.cleaned_data, by=by, at=at),
            facts=form.facts(),
            by=by,
            at=at,
        )


class UnitFormView(UnitPageView, ActionFormView):
    """A form about one unit."""

    permission_required = "unit.edit"
    error_fields = FIELD_OF

    def texts(self):
        return {
            "back_url": self.unit.get_absolute_url(),
            "back_label": self.unit.name,
            "lead": self.unit.address.text,
        }


class UnitEditView(UnitFormView):
    """Data set right."""

    form_class = UnitEditForm

    def form_extra(self):
        return {"user": self.request.user, "unit": self.unit}

    def get_initial(self):
        return self.initial_of(self.unit)

    def initial_of(self, current):
        kept = ("name", "kind", "contact_name", "credit_code", "staff_count", "note")
        return {
            **{name: getattr(current, name) for name in kept},
            "area": current.address.area_id,
            "group_name": current.address.group_name,
            "door": current.address.door,
            "version": current.version,
        }

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Edit the unit"),
            "submit": _("Save"),
            "done": _("The unit is saved."),
        }

    def act(self, form):
        by, at = self.request.user, timezone.now()
        return actions.edit(
            unit=self.unit,
            address=door_of(form.cleaned_data, by=by, at=at),
            facts=form.facts(),
            version=form.cleaned_data["version"],
            by=by,
            at=at,
        )


class UnitCloseView(UnitFormView):
    """The shop is gone."""

    closing = property(lambda self: self.unit)
    form_class = CloseForm

    def get_initial(self):
        return {"version": self.unit.version}

    def texts(self):
        return {
            **super().texts(),
            "heading": _("The unit closed"),
            "submit": pgettext("unit", "Closed"),
            "done": _("The unit is kept as closed."),
            "danger": True,
        }

    def act(self, form):
        return actions.close(
            unit=self.unit,
            closed_on=form.cleaned_data["closed_on"],
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
        )

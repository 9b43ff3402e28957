"""Outreach material: taken into the register, moved, counted."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from antifraud.actions import material_stock, materials
from antifraud.forms import materials as forms
from antifraud.models import Material
from antifraud.views.materials import to
from households.views.ledger import (
    StepView,
)
from station import phrasing
from station.views.action import ActionFormView

FIELD_OF = {
    "no_name": "name",
    "name_taken": "name",
    "not_serving": "keeper",
    "low_at": "low_at",
    "quantity": "quantity",
    "too_few": "quantity",
    "no_reason": "reason",
}


class MaterialCreateView(ActionFormView):
    """Something new to hand out."""

    permission_required = "material.create"
    form_class = forms.MaterialForm
    error_fields = FIELD_OF

    def form_extra(self):
        return {"user": self.request.user}

    def get_initial(self):
        user = self.request.user
        first = forms.areas_for(user, "material.create").first()
        area = {"area": first.pk} if first else {}
        return {"keeper": user.pk, "unit": "份", **area}

    def texts(self):
        return {
            "heading": _("New material"),
            "submit": _("Save"),
            "done": _("The material is in the register."),
            "back_url": to("list"),
            "back_label": _("Outreach material"),
        }

    def act(self, form):
        return materials.create(
            facts=form.facts(),
            stock=form.cleaned_data["stock"] or 0,
            by=self.request.user,
            at=timezone.now(),
        )


class MaterialStepView(StepView):
    """One step of a material of the station."""

    permission_required = "material.edit"
    model = Material
    error_fields = FIELD_OF
    is_versioned = False
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("The stock is booked."))
    step = None

    def lead(self):
        row = self.record
        words = {"n": phrasing.number(row.stock), "unit": row.unit}
        return _("%(n)s %(unit)s in stock") % words

    def act(self, form):
        step = type(self).step
        return step(material=self.record, **self.form_data(form), **self.common)


class MaterialEditView(MaterialStepView):
    form_class = forms.MaterialForm
    is_versioned = True
    heading = property(lambda self: _("Change the material"))
    done = property(lambda self: _("Saved."))

    def form_extra(self):
        return {"user": self.request.user, "material": self.record}

    def initial_of(self, current):
        found = {name: getattr(current, name) for name in materials.FIELDS}
        for name in ("area", "keeper", "scam_type"):
            found[name] = getattr(current, f"{name}_id")
        return found

    def act(self, form):
        return materials.edit(
            material=self.record,
            facts=form.facts(),
            version=form.cleaned_data["version"] or 0,
            **self.common,
        )


class MaterialTakeInView(MaterialStepView):
    form_class = forms.TakeInForm
    heading = property(lambda self: pgettext("material", "Take in"))
    step = material_stock.take_in


class MaterialTakeOutView(MaterialStepView):
    form_class = forms.TakeOutForm
    heading = property(lambda self: pgettext("material", "Take out"))
    step = material_stock.take_out


class MaterialCountView(MaterialStepView):
    form_class = forms.CountForm
    is_versioned = True
    error_fields = {**FIELD_OF, "quantity": "counted"}
    heading = property(lambda self: pgettext("material", "Count"))
    step = material_stock.count

    def initial_of(self, current):
        return {"counted": current.stock}

"""The sizes of plates: a page of the county's."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from households.actions import plate_sizes as actions
from households.forms.door_plates import PlateSizeForm
from households.models import PlateSize
from station import policy
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin

FIELD_OF = {
    "no_name": "name",
    "size": "width_mm",
    "too_large": "is_on_sheets",
    actions.TWIN: "name",
}


class SizeListView(PolicyMixin, TemplateView):
    """Every size, also those out of use."""

    permission_required = "plate_size.view"
    template_name = "households/plate_size_list.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            sizes=list(PlateSize.objects.all()),
            may_edit=policy.can(self.request.user, "plate_size.edit"),
            **kwargs,
        )


class SizeFormView(ActionFormView):
    form_class = PlateSizeForm
    error_fields = FIELD_OF

    def texts(self):
        return {
            "submit": _("Save"),
            "done": _("The size was saved."),
            "back_url": reverse("households:plate_size_list"),
            "back_label": _("Sizes of plates"),
        }

    def asked(self, form) -> dict:
        facts = {name: form.cleaned_data[name] for name in actions.FIELDS}
        return facts | {"by": self.request.user, "at": timezone.now()}


class SizeCreateView(SizeFormView):
    permission_required = "plate_size.create"

    def get_initial(self):
        return {"version": 0}

    def texts(self):
        return super().texts() | {"heading": _("New size")}

    def act(self, form):
        return actions.create(**self.asked(form))


class SizeEditView(SizeFormView):
    permission_required = "plate_size.edit"

    @cached_property
    def size(self) -> PlateSize:
        rows = PlateSize.objects.visible_to(self.request.user, "edit")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def texts(self):
        return super().texts() | {"heading": str(self.size)}

    def get_initial(self):
        return self.initial_of(self.size)

    def initial_of(self, current):
        names = (*actions.FIELDS, "version")
        return {name: getattr(current, name) for name in names}

    def act(self, form):
        return actions.edit(
            size=self.size, version=form.cleaned_data["version"], **self.asked(form)
        )

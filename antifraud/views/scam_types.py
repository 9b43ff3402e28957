"""Pages of the scam types."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from antifraud.actions import scam_types as actions
from antifraud.forms.scam_types import TypeEditForm, TypeForm
from antifraud.models import ScamType
from station import policy
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin

FIELD_OF = {"code_taken": "code"}


class ScamTypeListView(PolicyMixin, TemplateView):
    """The types one speaks of, in their order."""

    permission_required = "scam_type.view"
    template_name = "antifraud/scam_type_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            types=ScamType.objects.in_order(),
            may_edit=policy.can(user, "scam_type.edit"),
            **kwargs,
        )


class ScamTypeFormView(ActionFormView):
    """A form about a scam type."""

    permission_required = "scam_type.edit"
    error_fields = FIELD_OF

    def next_url(self, made):
        return reverse("antifraud:scam_type_list")

    def texts(self):
        return {
            "submit": _("Save"),
            "done": _("The scam type is saved."),
            "back_url": reverse("antifraud:scam_type_list"),
            "back_label": _("Scam types"),
        }


class ScamTypeCreateView(ScamTypeFormView):
    """A way of fraud that is new here."""

    form_class = TypeForm

    def texts(self):
        return {**super().texts(), "heading": _("New scam type")}

    def act(self, form):
        return actions.add(
            facts=form.facts(),
            code=form.cleaned_data["code"],
            by=self.request.user,
            at=timezone.now(),
        )


class ScamTypeEditView(ScamTypeFormView):
    """Other signs, other advice."""

    form_class = TypeEditForm

    @cached_property
    def scam_type(self) -> ScamType:
        return get_object_or_404(ScamType, pk=self.kwargs["pk"])

    def get_initial(self):
        return self.initial_of(self.scam_type)

    def initial_of(self, current):
        names = (*actions.FIELDS, "version")
        return {name: getattr(current, name) for name in names}

    def texts(self):
        return {**super().texts(), "heading": str(self.scam_type)}

    def act(self, form):
        return actions.edit(
            scam_type=self.scam_type,
            facts=form.facts(),
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
        )

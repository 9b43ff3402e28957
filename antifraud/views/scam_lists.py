"""The lists of scam types as authorities published them."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from antifraud.actions import scam_lists as actions
from antifraud.forms.scam_lists import ListEditForm, ListForm, lines_of
from antifraud.models import ScamList
from antifraud.views.scam_types import tabs
from station import policy
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin

FIELD_OF = {"code_taken": "code", "places": "places"}


class ScamListsView(PolicyMixin, TemplateView):
    """Every list with its source, how sure it is, and what of it was not seen."""

    permission_required = "scam_type.view"
    template_name = "antifraud/scam_lists.html"

    def get_context_data(self, **kwargs):
        rows = ScamList.objects.visible_to(self.request.user)
        return super().get_context_data(
            lists=rows.prefetch_related("entries__scam_type"),
            tabs=tabs("lists"),
            may_edit=policy.can(self.request.user, "scam_type.edit"),
            **kwargs,
        )


class ScamListFormView(ActionFormView):
    """A form about a published list."""

    permission_required = "scam_type.edit"
    error_fields = FIELD_OF

    def texts(self):
        return {
            "submit": _("Save"),
            "done": _("The list is saved."),
            "back_url": reverse("antifraud:scam_lists"),
            "back_label": _("Published lists"),
        }


class ScamListCreateView(ScamListFormView):
    """A list of another year."""

    form_class = ListForm

    def texts(self):
        return {**super().texts(), "heading": _("New published list")}

    def act(self, form):
        return actions.add(
            facts=form.facts(),
            code=form.cleaned_data["code"],
            places=form.cleaned_data["places"],
            by=self.request.user,
            at=timezone.now(),
        )


class ScamListEditView(ScamListFormView):
    """More of it was seen."""

    form_class = ListEditForm

    @cached_property
    def scam_list(self) -> ScamList:
        rows = ScamList.objects.visible_to(self.request.user, "edit")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_initial(self):
        return self.initial_of(self.scam_list)

    def initial_of(self, current):
        names = (*actions.FIELDS, "version")
        found = {name: getattr(current, name) for name in names}
        return {**found, "places": lines_of(current)}

    def texts(self):
        return {**super().texts(), "heading": str(self.scam_list)}

    def act(self, form):
        return actions.edit(
            scam_list=self.scam_list,
            facts=form.facts(),
            places=form.cleaned_data["places"],
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
        )

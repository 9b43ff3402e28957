"""The kinds of documents taken home: read by every station, kept by the county."""

from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from households.actions import document_kinds as actions
from households.forms.document_kinds import DocumentKindForm, NewDocumentKindForm
from households.models import Delivery, DocumentKind
from station import policy
from station.policy_words import keepers
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin

FIELD_OF = {
    "no_name": "name",
    "bad_days": "working_days",
    actions.NAME_TWIN: "name",
    actions.CODE_TWIN: "code",
}


class DocumentKindListView(PolicyMixin, TemplateView):
    """Every kind, also those out of use, and how many wait of each."""

    permission_required = "document_kind.view"
    template_name = "households/document_kind_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        waiting = Delivery.objects.visible_to(user).open().order_by()
        counts = dict(waiting.values_list("kind").annotate(Count("pk")))
        kinds = DocumentKind.objects.visible_to(user).order_by("order", "pk")[:300]
        return super().get_context_data(
            lines=[(kind, counts.get(kind.pk, 0)) for kind in kinds],
            may_create=policy.can(user, "document_kind.create"),
            may_edit=policy.can(user, "document_kind.edit"),
            kept_by=keepers(user, "document_kind.edit"),
            **kwargs,
        )


class DocumentKindFormView(ActionFormView):
    form_class = DocumentKindForm
    error_fields = FIELD_OF

    def texts(self):
        return {
            "submit": _("Save"),
            "done": _("The kind is saved."),
            "back_url": reverse("households:document_kind_list"),
            "back_label": _("Kinds of documents"),
        }

    def asked(self, form) -> dict:
        facts = {name: form.cleaned_data[name] for name in actions.FIELDS}
        return facts | {"by": self.request.user, "at": timezone.now()}


class DocumentKindCreateView(DocumentKindFormView):
    permission_required = "document_kind.create"
    form_class = NewDocumentKindForm

    def get_initial(self):
        return {"version": 0}

    def texts(self):
        return super().texts() | {"heading": _("New kind of document")}

    def act(self, form):
        return actions.create(code=form.cleaned_data["code"], **self.asked(form))


class DocumentKindEditView(DocumentKindFormView):
    permission_required = "document_kind.edit"

    @cached_property
    def kind(self) -> DocumentKind:
        rows = DocumentKind.objects.visible_to(self.request.user, "edit")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def texts(self):
        return super().texts() | {"heading": str(self.kind)}

    def get_initial(self):
        return self.initial_of(self.kind)

    def initial_of(self, current):
        return {name: getattr(current, name) for name in (*actions.FIELDS, "version")}

    def act(self, form):
        return actions.edit(
            document_kind=self.kind,
            version=form.cleaned_data["version"],
            **self.asked(form),
        )

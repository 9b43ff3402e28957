"""Kinds of quarrels and grades: read by everybody, kept by the county."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from disputes.actions import kinds as actions
from disputes.forms.kinds import FieldForm, GradeForm, NewFieldForm
from disputes.models import DisputeField, DisputeGrade
from station import policy
from station.policy_words import keepers
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin

MOST = 300


class KindListView(PolicyMixin, TemplateView):
    """Every kind, also those out of use, and the five grades."""

    permission_required = "dispute_field.view"
    template_name = "disputes/kind_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            fields=DisputeField.objects.order_by("order", "pk")[:MOST],
            grades=DisputeGrade.objects.order_by("level"),
            may_create=policy.can(user, "dispute_field.create"),
            may_edit=policy.can(user, "dispute_field.edit"),
            kept_by=keepers(user, "dispute_field.edit"),
            **kwargs,
        )


class KindFormView(ActionFormView):
    """A kind or a grade, in a form."""

    form_class = FieldForm
    names = actions.FIELDS
    error_fields = {
        "no_name": "title_zh",
        "bad_code": "code",
        actions.CODE_TWIN: "code",
        "no_meaning": "meaning_zh",
    }

    def texts(self):
        return {
            "submit": _("Save"),
            "done": _("Saved."),
            "back_url": reverse("disputes:kinds"),
            "back_label": _("Kinds and grades of disputes"),
        }

    def next_url(self, made) -> str:
        return reverse("disputes:kinds")

    def asked(self, form) -> dict:
        facts = {name: form.cleaned_data[name] for name in self.names}
        return facts | {"by": self.request.user, "at": timezone.now()}

    def initial_of(self, current):
        return {name: getattr(current, name) for name in (*self.names, "version")}


class FieldCreateView(KindFormView):
    permission_required = "dispute_field.create"
    form_class = NewFieldForm

    def get_initial(self):
        return {"version": 0}

    def texts(self):
        return super().texts() | {"heading": _("New kind of quarrel")}

    def act(self, form):
        return actions.create(code=form.cleaned_data["code"], **self.asked(form))


class FieldEditView(KindFormView):
    permission_required = "dispute_field.edit"

    @cached_property
    def row(self) -> DisputeField:
        return get_object_or_404(DisputeField, pk=self.kwargs["pk"])

    def get_initial(self):
        return self.initial_of(self.row)

    def texts(self):
        return super().texts() | {"heading": self.row.title}

    def act(self, form):
        version = form.cleaned_data["version"]
        return actions.edit(field=self.row, version=version, **self.asked(form))


class GradeEditView(KindFormView):
    permission_required = "dispute_grade.edit"
    form_class = GradeForm
    names = actions.GRADE_FIELDS

    @cached_property
    def row(self) -> DisputeGrade:
        return get_object_or_404(DisputeGrade, pk=self.kwargs["pk"])

    def get_initial(self):
        return self.initial_of(self.row)

    def texts(self):
        return super().texts() | {"heading": self.row.title}

    def act(self, form):
        version = form.cleaned_data["version"]
        return actions.edit_grade(grade=self.row, version=version, **self.asked(form))

"""Consents of guardians, who has no plan yet, and the office's own kinds."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from households.actions import care_categories, guardian_consents
from households.actions.care_plans import needs_consent
from households.forms.care import (
    CategoryEditForm,
    CategoryForm,
    ConsentForm,
    WithdrawForm,
)
from households.forms.liaison import EquipmentKindEditForm, EquipmentKindForm
from households.models import CareCategory, EquipmentKind, GuardianConsent, Resident
from households.views.care import FIELD_OF, care_tabs, without_plan
from households.views.ledger import Button, RecordView, StepView, to
from households.views.pictures import PhotoMixin
from station import policy
from station.paging import count_text, paginate
from station.policy_words import keepers
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin


class CareBareView(PolicyMixin, TemplateView):
    """Who should be cared for and has no plan: nobody is forgotten."""

    permission_required = "care_plan.create"
    template_name = "households/care_people.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        rows = without_plan(user).select_related("household__address", "area")
        page = paginate(
            rows.defer("note", "phone", "id_number"),
            request=self.request,
            order=("name_sort", "id"),
        )
        words = CareCategory.objects.labels()
        people = [
            {
                "title": person.name,
                "url": to("care_create", person.pk),
                "note": person.household.address.text,
                "badges": [words.get(code, code) for code in person.care_kinds],
                "hint": _("under 14: consent first")
                if needs_consent(person, on=today)
                else "",
            }
            for person in page.rows
        ]
        return super().get_context_data(
            heading=_("Without a plan"),
            count_text=count_text(rows),
            tabs=care_tabs(user, "bare"),
            people=people,
            page=page,
            none_title=_("Everybody has a plan"),
            **kwargs,
        )


class ConsentListView(PolicyMixin, TemplateView):
    """Which guardians agreed, newest first."""

    permission_required = "guardian_consent.view"
    template_name = "households/care_people.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        rows = GuardianConsent.objects.visible_to(user)
        page = paginate(
            rows.for_list(), request=self.request, order=("-given_on", "-id")
        )
        people = [
            {
                "title": row.resident.name,
                "url": row.get_absolute_url(),
                "note": f"{row.guardian_name} · {row.get_relation_display()}",
                "badges": [row.get_way_display()],
                "hint": "" if row.is_valid else _("withdrawn"),
            }
            for row in page.rows
        ]
        return super().get_context_data(
            heading=_("Consents"),
            count_text=count_text(rows),
            tabs=care_tabs(user, "consents"),
            people=people,
            page=page,
            none_title=_("No guardian was asked yet"),
            **kwargs,
        )


class ConsentView(RecordView):
    """One consent with its paper."""

    permission_required = "guardian_consent.view"
    model = GuardianConsent
    access_fields = "guardian_name"

    def heading(self):
        return self.record.resident.name

    def back(self):
        return to("consent_list"), _("Consents")

    def badge(self):
        if self.record.is_valid:
            return _("in force"), "green"
        return _("withdrawn"), "grey"

    def buttons(self):
        if not self.record.is_valid or not self.may("guardian_consent.revoke"):
            return []
        url = to("consent_withdraw", self.record.pk)
        return [Button(_("The guardian withdraws it"), "x", url, "danger")]

    def facts(self):
        row = self.record
        return [
            (_("Guardian"), row.guardian_name),
            (_("Relation to the child"), row.get_relation_display()),
            (_("How it was given"), row.get_way_display()),
            (_("Given on"), row.given_on),
            (_("Taken by"), row.taken_by.name),
            (_("Withdrawn on"), row.withdrawn_on),
            (_("Remark"), row.withdrawn_note),
        ]


class ConsentCreateView(PhotoMixin, ActionFormView):
    """The guardian of a child agrees."""

    permission_required = "guardian_consent.create"
    form_class = ConsentForm
    template_name = "households/consent_form.html"
    error_fields = {**FIELD_OF, "no_proof": "photos"}

    @cached_property
    def resident(self) -> Resident:
        user = self.request.user
        rows = Resident.objects.visible_to(user).present().select_related("area")
        scope = policy.scope(user, "guardian_consent.create")
        return get_object_or_404(
            rows.filter(rows.scope_condition(scope, user)), pk=self.kwargs["pk"]
        )

    def texts(self):
        return {
            "heading": _("Take the guardian's consent"),
            "submit": _("The guardian agrees"),
            "done": _("The consent is kept."),
            "lead": self.resident.name,
            "back_url": self.resident.get_absolute_url(),
            "back_label": self.resident.name,
        }

    def get_form_kwargs(self):
        found = super().get_form_kwargs()
        self.resident  # noqa: B018 (404 before anything is stored)
        return found

    def act_with(self, form, files):
        data = dict(form.cleaned_data)
        del data["once"], data["photos"]
        return guardian_consents.give(
            resident=self.resident,
            files=files,
            by=self.request.user,
            at=timezone.now(),
            **data,
        )


class ConsentWithdrawView(StepView):
    """The guardian takes it back: what it allowed is erased."""

    permission_required = "guardian_consent.revoke"
    model = GuardianConsent
    form_class = WithdrawForm
    danger = True
    heading = property(lambda self: _("The guardian withdraws the consent"))
    submit = property(lambda self: _("Withdraw and erase"))
    done = property(lambda self: _("Withdrawn. The care plan ended and was erased."))

    def lead(self):
        return _("The care plan ends; notes and people to call are erased for good.")

    def act(self, form):
        return guardian_consents.withdraw(
            consent=self.record, **self.form_data(form), **self.common
        )


# -- the office's own kinds --------------------------------------------------------


class KindListView(PolicyMixin, TemplateView):
    """Kinds of cared-for people, as the office has them."""

    permission_required = "care_category.view"
    changed_by = "care_category.edit"
    template_name = "households/care_people.html"
    model = CareCategory
    create_url = "care_category_create"
    heading = property(lambda self: _("Kinds of cared-for people"))
    every = property(lambda self: _("visited every %(n)d days"))

    def get_context_data(self, **kwargs):
        kept_by = keepers(self.request.user, self.changed_by)
        add = Button(_("Add a kind"), "plus", to(self.create_url), "primary")
        people = [
            {
                "title": str(row),
                "url": "" if kept_by else row.get_absolute_url(),
                "note": self.every % {"n": row.cycle_days},
                "hint": "" if row.is_active else _("out of use"),
            }
            for row in self.model.objects.all()
        ]
        return super().get_context_data(
            heading=self.heading,
            people=people,
            buttons=[] if kept_by else [add],
            kept_by=kept_by,
            none_title=_("No kinds yet"),
            **kwargs,
        )


class EquipmentKindListView(KindListView):
    """Kinds of equipment, as the office has them."""

    permission_required = "equipment_kind.view"
    changed_by = "equipment_kind.edit"
    model = EquipmentKind
    create_url = "equipment_kind_create"
    heading = property(lambda self: _("Kinds of equipment"))
    every = property(lambda self: _("tested every %(n)d days"))


class KindCreateView(ActionFormView):
    """A kind the office adds."""

    permission_required = "care_category.edit"
    form_class = CategoryForm
    error_fields = FIELD_OF
    back_url = "care_category_list"
    create = staticmethod(care_categories.create)

    def texts(self):
        return {
            "heading": _("Add a kind"),
            "submit": _("Add"),
            "done": _("The kind can be chosen now."),
            "back_url": to(self.back_url),
            "back_label": _("Kinds"),
        }

    def act(self, form):
        data = dict(form.cleaned_data)
        del data["once"]
        return self.create(**data, by=self.request.user, at=timezone.now())

    def next_url(self, made):
        return to(self.back_url)


class EquipmentKindCreateView(KindCreateView):
    permission_required = "equipment_kind.edit"
    form_class = EquipmentKindForm
    back_url = "equipment_kind_list"
    create = staticmethod(care_categories.create_equipment)


class KindEditView(ActionFormView):
    """A kind set right, or taken out of use."""

    permission_required = "care_category.edit"
    form_class = CategoryEditForm
    error_fields = FIELD_OF
    model = CareCategory
    back_url = "care_category_list"

    @cached_property
    def kind(self):
        return get_object_or_404(self.model, pk=self.kwargs["pk"])

    def get_initial(self):
        return self.initial_of(self.kind)

    def initial_of(self, current):
        names = self.form_class.base_fields
        return {n: getattr(current, n) for n in names if hasattr(current, n)}

    def texts(self):
        return {
            "heading": _("Edit the kind"),
            "submit": _("Save"),
            "done": _("The kind is saved."),
            "lead": str(self.kind),
            "back_url": to(self.back_url),
            "back_label": _("Kinds"),
        }

    def act(self, form):
        data = dict(form.cleaned_data)
        del data["once"]
        return care_categories.edit(
            category=self.kind, **data, by=self.request.user, at=timezone.now()
        )

    def next_url(self, made):
        return to(self.back_url)


class EquipmentKindEditView(KindEditView):
    permission_required = "equipment_kind.edit"
    form_class = EquipmentKindEditForm
    model = EquipmentKind
    back_url = "equipment_kind_list"

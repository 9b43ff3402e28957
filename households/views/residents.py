"""Residents: the list, the page, and what is set right there."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from households.actions import residents as actions
from households.forms.households import LeaveForm
from households.forms.residents import (
    HeadForm,
    MoveForm,
    ResidentEditForm,
    ResidentForm,
)
from households.models import Household, Relation, Resident, Visit
from households.views.households import care_labels
from households.views.scope import household_or_404, reveal_url
from station import policy
from station.actions.access import record_access
from station.errors import RuleError
from station.models import AccessRecord
from station.timeline import timeline_of
from station.views.action import ActionFormView
from station.views.list import ListPageView
from station.views.panels import panels_of
from station.views.policy import PolicyMixin

FIELD_OF = {
    "no_name": "name",
    "phone_invalid": "phone",
    "no_birth": "birth_date",
    "birth_impossible": "birth_date",
    "id_contradicts": "id_number",
    "households_resident_id_number_once_per_station": "id_number",
    "households_resident_one_head": "relation",
    "future": "left_on",
    "no_relation": "former_relation",
    "no_household": "number",
    "same_household": "number",
    **{
        f"id_{code}": "id_number"
        for code in (
            "bad_length",
            "bad_characters",
            "bad_region",
            "bad_birth",
            "bad_check",
        )
    },
}


class ResidentListView(ListPageView):
    """The people of one's area."""

    permission_required = "resident.view"
    list_key = "households.resident"
    template_name = "households/resident_list.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        sees_care = policy.can(user, "resident.reveal")
        record_access(
            by=user,
            act=AccessRecord.Act.SEARCH,
            subject="households.resident",
            at=timezone.now(),
            area=user.home_area,
        )
        return super().get_context_data(
            lines=[
                {
                    "row": row,
                    "age": row.age(on=today),
                    "care": care_labels(row) if sees_care else [],
                }
                for row in self.page.rows
            ],
            **kwargs,
        )


class ResidentPageView(PolicyMixin):
    """A page about one resident in scope for the page's permission."""

    @cached_property
    def resident(self) -> Resident:
        action = self.permission_required.partition(".")[2]
        rows = Resident.objects.visible_to(self.request.user, action)
        return get_object_or_404(
            rows.select_related("household__address", "area", "merged_into"),
            pk=self.kwargs["pk"],
        )


class ResidentDetailView(ResidentPageView, TemplateView):
    """One person: who, where, how to reach, and what was."""

    permission_required = "resident.view"
    template_name = "households/resident_detail.html"

    def get_context_data(self, **kwargs):
        resident, user, now = self.resident, self.request.user, timezone.now()
        record_access(by=user, act=AccessRecord.Act.VIEW, subject=resident, at=now)
        may_edit = policy.can(user, "resident.edit", resident)
        is_here = resident.left_on is None and resident.merged_into_id is None
        sees_care = policy.can(user, "resident.reveal", resident)
        visits = Visit.objects.visible_to(user).filter(people_met=resident)
        return super().get_context_data(
            now=now,
            resident=resident,
            age=resident.age(on=timezone.localdate(now)),
            care=care_labels(resident) if sees_care else [],
            id_url=reveal_url(resident, "id_number", user=user),
            phone_url=reveal_url(resident, "phone", user=user),
            note=resident.note if sees_care else "",
            may_edit=may_edit and is_here,
            may_move=may_edit and resident.merged_into_id is None,
            is_here=is_here,
            may_visit=is_here and policy.can(user, "visit.create", resident),
            visits=visits.select_related("visited_by")
            .defer("learned", "asked_for")
            .order_by("-visited_at")[:5],
            past=resident.past_residences.select_related("household__address"),
            panels=panels_of("resident", self.request, resident),
            timeline=timeline_of(resident, user=user),
            **kwargs,
        )


class ResidentCreateView(ActionFormView):
    """Somebody more in a household."""

    permission_required = "resident.create"
    form_class = ResidentForm
    error_fields = FIELD_OF

    @cached_property
    def household(self) -> Household:
        return household_or_404(
            self.request.user, self.kwargs["pk"], self.permission_required
        )

    def get_initial(self):
        """The first one entered is most likely the head."""
        has_head = self.household.residents.present().filter(relation="head").exists()
        return {"relation": Relation.OTHER if has_head else Relation.HEAD}

    def texts(self):
        return {
            "heading": _("New resident"),
            "submit": _("Add"),
            "done": _("The resident is in the register."),
            "back_url": self.household.get_absolute_url(),
            "back_label": self.household.head_name or self.household.number,
            "lead": self.household.address.text,
        }

    def act(self, form):
        actions.create(
            household=self.household,
            person=form.person(),
            by=self.request.user,
            at=timezone.now(),
        )
        return self.household


class ResidentFormView(ResidentPageView, ActionFormView):
    """A form about one resident."""

    permission_required = "resident.edit"
    error_fields = FIELD_OF

    def get_initial(self):
        return {"version": self.resident.version}

    def texts(self):
        return {
            "back_url": self.resident.get_absolute_url(),
            "back_label": self.resident.name,
            "lead": self.resident.household.address.text,
        }


class ResidentEditView(ResidentFormView):
    """Data set right."""

    form_class = ResidentEditForm

    def form_extra(self):
        return {"resident": self.resident}

    def get_initial(self):
        return self.initial_of(self.resident)

    def initial_of(self, current):
        kept = {"id_number": "", "phone": "", "version": current.version}
        return {**{name: getattr(current, name) for name in actions.FIELDS}, **kept}

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Edit the resident"),
            "submit": _("Save"),
            "done": _("The resident is saved."),
        }

    def act(self, form):
        return actions.edit(
            resident=self.resident,
            person=form.person(),
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
        )


class ResidentLeaveView(ResidentFormView):
    """Somebody moved away."""

    form_class = LeaveForm

    def texts(self):
        return {
            **super().texts(),
            "heading": _("%(name)s moved away") % {"name": self.resident.name},
            "submit": _("Moved away"),
            "done": _("The resident is kept as moved away."),
            "danger": True,
        }

    def act(self, form):
        data = form.cleaned_data
        return actions.leave(
            resident=self.resident,
            left_on=data["left_on"],
            reason=data["reason"],
            version=data["version"],
            by=self.request.user,
            at=timezone.now(),
        )


class ResidentMoveView(ResidentFormView):
    """Somebody lives in another household now."""

    form_class = MoveForm

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Move %(name)s") % {"name": self.resident.name},
            "submit": _("Move"),
            "done": _("The move is in the register; where it was before is kept."),
        }

    def act(self, form):
        data = form.cleaned_data
        household = (
            Household.objects.visible_to(self.request.user, "edit")
            .filter(number=data["number"].strip(), station=self.resident.station_id)
            .first()
        )
        if household is None:
            raise RuleError(
                _("No household of yours has this number."), code="no_household"
            )
        return actions.move(
            resident=self.resident,
            household=household,
            relation=data["relation"],
            moved_on=data["moved_on"],
            reason=data["reason"],
            version=data["version"],
            by=self.request.user,
            at=timezone.now(),
        )


class ResidentHeadView(ResidentFormView):
    """Somebody answers for the household from now on."""

    form_class = HeadForm

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Make %(name)s the head of the household")
            % {"name": self.resident.name},
            "submit": _("Make head"),
            "done": _("The household has a new head."),
        }

    def act(self, form):
        return actions.make_head(
            resident=self.resident,
            former_relation=form.cleaned_data["former_relation"],
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
        )

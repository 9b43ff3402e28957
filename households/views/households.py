"""Households: the list, the page, and what is set right there."""

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from households.actions import addresses, residents
from households.actions import households as actions
from households.forms.households import HouseholdEditForm, HouseholdForm, LeaveForm
from households.models import (
    CareCategory,
    FollowUp,
    Household,
    Housing,
    Resident,
    Unit,
    Visit,
)
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

SHOWN_VISITS = 5


class HouseholdListView(ListPageView):
    """The households of one's area, as one walks or works through them."""

    permission_required = "household.view"
    list_key = "households.household"
    template_name = "households/household_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        if self.request.GET.get("search") and self.page.rows:
            record_access(
                by=user,
                act=AccessRecord.Act.SEARCH,
                subject="households.household",
                at=timezone.now(),
                area=user.home_area,
            )
        return super().get_context_data(
            today=timezone.localdate(),
            may_create=policy.can(user, "household.create"),
            **kwargs,
        )


class HouseholdDetailView(PolicyMixin, TemplateView):
    """One household: what is owed at the top, then who lives there and what was."""

    permission_required = "household.view"
    template_name = "households/household_detail.html"

    @cached_property
    def household(self) -> Household:
        return household_or_404(self.request.user, self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        household, user, now = self.household, self.request.user, timezone.now()
        record_access(
            by=user,
            act=AccessRecord.Act.VIEW,
            subject=household,
            fields="residents",
            at=now,
        )
        may_edit = policy.can(user, "household.edit", household)
        return super().get_context_data(
            now=now,
            today=timezone.localdate(now),
            household=household,
            standing=getattr(household, "standing", None),
            may_visit=household.left_on is None
            and policy.can(user, "visit.create", household),
            may_edit=may_edit,
            may_add=policy.can(user, "resident.create", household),
            may_promise=policy.can(user, "follow_up.create", household),
            residents=self._residents(),
            former=self._former(),
            housing=Housing.objects.visible_to(user)
            .filter(address=household.address_id)
            .first(),
            units=Unit.objects.visible_to(user).filter(address=household.address_id),
            visits=self._visits(),
            panels=panels_of("household", self.request, household),
            timeline=timeline_of(household, user=user),
            follow_ups=self._follow_ups(),
            **kwargs,
        )

    def _residents(self) -> list[dict]:
        """Those living here with what the card of each one shows."""
        user = self.request.user
        sees_care = policy.can(user, "resident.reveal", self.household)
        today = timezone.localdate()
        rows = Resident.objects.visible_to(user).filter(household=self.household)
        return [
            {
                "row": row,
                "age": row.age(on=today),
                "care": care_labels(row) if sees_care else [],
                "id_url": reveal_url(row, "id_number", user=user),
                "phone_url": reveal_url(row, "phone", user=user),
            }
            for row in head_first(rows.present().defer("note"))
        ]

    def _former(self):
        """Those who lived here once, wherever they live now."""
        past = self.household.past_residents.select_related("resident")
        visible = Resident.objects.visible_to(self.request.user)
        return past.filter(resident__in=visible)

    def _visits(self):
        rows = Visit.objects.visible_to(self.request.user).filter(
            household=self.household
        )
        return list(
            rows.select_related("visited_by")
            .defer("learned", "asked_for")
            .order_by("-visited_at", "-pk")[: SHOWN_VISITS + 1]
        )

    def _follow_ups(self):
        """What is still promised here."""
        rows = FollowUp.objects.visible_to(self.request.user).open()
        return (
            rows.filter(household=self.household)
            .select_related("assigned_to")
            .order_by("due_at")
        )


class HouseholdCreateView(ActionFormView):
    """A household that is not in the register yet."""

    permission_required = "household.create"
    form_class = HouseholdForm
    error_fields = {
        "no_door": "door",
        "households_household_number_once_per_station": "number",
        "households_resident_id_number_once_per_station": "head_id_number",
        "phone_invalid": "head_phone",
        **{
            f"id_{code}": "head_id_number"
            for code in (
                "bad_length",
                "bad_characters",
                "bad_region",
                "bad_birth",
                "bad_check",
            )
        },
    }

    def form_extra(self):
        return {"user": self.request.user}

    def texts(self):
        return {
            "heading": _("New household"),
            "submit": _("Add"),
            "done": _("The household is in the register."),
            "back_url": reverse("households:list"),
            "back_label": _("Households"),
            "draft": "household-new",
        }

    def act(self, form):
        data, by, at = form.cleaned_data, self.request.user, timezone.now()
        household = actions.create(
            address=door_of(data, by=by, at=at),
            number=data["number"],
            head_name=data["head_name"],
            note=data["note"],
            by=by,
            at=at,
        )
        if data["head_id_number"]:
            head = residents.Person(
                name=data["head_name"],
                relation="head",
                id_number=data["head_id_number"],
                phone=data["head_phone"],
            )
            residents.create(household=household, person=head, by=by, at=at)
        return household


class HouseholdFormView(ActionFormView):
    """A form about one household."""

    permission_required = "household.edit"

    @cached_property
    def household(self) -> Household:
        return household_or_404(
            self.request.user, self.kwargs["pk"], self.permission_required
        )

    def texts(self):
        return {
            "back_url": self.household.get_absolute_url(),
            "back_label": self.household.head_name or self.household.number,
            "lead": self.household.address.text,
        }


class HouseholdEditView(HouseholdFormView):
    """Number, remark and door set right."""

    form_class = HouseholdEditForm
    error_fields = {
        "no_door": "door",
        "households_household_number_once_per_station": "number",
    }

    def form_extra(self):
        return {"user": self.request.user}

    def get_initial(self):
        return self.initial_of(self.household)

    def initial_of(self, current):
        return {
            "area": current.address.area_id,
            "group_name": current.address.group_name,
            "door": current.address.door,
            "number": current.number,
            "note": current.note,
            "version": current.version,
        }

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Edit the household"),
            "submit": _("Save"),
            "done": _("The household is saved."),
        }

    def act(self, form):
        data, by, at = form.cleaned_data, self.request.user, timezone.now()
        return actions.edit(
            household=self.household,
            address=door_of(data, by=by, at=at),
            number=data["number"],
            note=data["note"],
            version=data["version"],
            by=by,
            at=at,
        )


class HouseholdLeaveView(HouseholdFormView):
    """The household moved away."""

    form_class = LeaveForm
    error_fields = {"future": "left_on"}

    def get_initial(self):
        return {"version": self.household.version}

    def texts(self):
        return {
            **super().texts(),
            "heading": _("The household moved away"),
            "submit": _("Moved away"),
            "done": _("The household is kept as moved away."),
            "danger": True,
        }

    def act(self, form):
        data = form.cleaned_data
        return actions.leave(
            household=self.household,
            left_on=data["left_on"],
            reason=data["reason"],
            version=data["version"],
            by=self.request.user,
            at=timezone.now(),
        )


def door_of(data, *, by, at):
    """The address of a form: the one in the register, else a new one."""
    door = {name: data[name] for name in ("area", "group_name", "door")}
    found = addresses.find(**door)
    if found is None:
        return addresses.create(**door, by=by, at=at)
    if not policy.can(by, "address.view", found):
        raise RuleError(_("This door belongs to another grid."), code="no_door")
    return found


def head_first(rows) -> list[Resident]:
    """The head, then the others as they were entered."""
    return sorted(rows.order_by("pk"), key=lambda row: row.relation != "head")


def care_labels(resident: Resident) -> list[str]:
    """Why somebody is visited more often, in words."""
    if not resident.care_kinds:
        return []
    words = CareCategory.objects.labels()
    return [words.get(code, code) for code in resident.care_kinds]

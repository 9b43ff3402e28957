"""Doors: the standard address and the house behind it."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from households.actions import addresses, housing
from households.forms.households import AddressForm, HousingForm
from households.models import Address, Household, Housing
from households.views.scope import household_or_404
from station.views.action import ActionFormView


class DoorFormView(ActionFormView):
    """A form about the door of a household, come from its page."""

    @cached_property
    def household(self) -> Household:
        household = household_or_404(self.request.user, self.kwargs["pk"])
        action = self.permission_required.partition(".")[2]
        visible = Address.objects.visible_to(self.request.user, action)
        household.address = get_object_or_404(visible, pk=household.address_id)
        return household

    def get_initial(self):
        return self.initial_of(self.current)

    def texts(self):
        return {
            "submit": _("Save"),
            "back_url": self.household.get_absolute_url(),
            "back_label": self.household.head_name or self.household.number,
            "lead": self.household.address.text,
        }


class AddressEditView(DoorFormView):
    """Group, door number, grid and position set right."""

    permission_required = "address.edit"
    form_class = AddressForm
    error_fields = {
        "no_door": "door",
        "households_address_once_per_community": "door",
    }

    @property
    def current(self) -> Address:
        return self.household.address

    def form_extra(self):
        return {"user": self.request.user}

    def initial_of(self, current):
        names = (
            "area", "group_name", "door", "latitude", "longitude", "version",
        )  # fmt: skip
        return {name: getattr(current, name) for name in names}

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Edit the address"),
            "done": _("The address is saved for everybody behind this door."),
        }

    def act(self, form):
        data = form.cleaned_data
        names = ("area", "group_name", "door", "latitude", "longitude", "version")
        addresses.edit(
            address=self.household.address,
            by=self.request.user,
            at=timezone.now(),
            **{name: data[name] for name in names},
        )
        return self.household


class HousingEditView(DoorFormView):
    """How the house is used."""

    permission_required = "housing.edit"
    form_class = HousingForm

    @property
    def current(self) -> Housing:
        found = Housing.objects.filter(address=self.household.address_id).first()
        return found or Housing(version=0)

    def initial_of(self, current):
        names = ("tenure", "owner_name", "rooms", "note", "version")
        return {name: getattr(current, name) for name in names}

    def texts(self):
        return {
            **super().texts(),
            "heading": _("How the house is used"),
            "done": _("The housing is saved."),
        }

    def act(self, form):
        data = form.cleaned_data
        housing.describe(
            address=self.household.address,
            by=self.request.user,
            at=timezone.now(),
            **{
                name: data[name]
                for name in ("tenure", "owner_name", "rooms", "note", "version")
            },
        )
        return self.household

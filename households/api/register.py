"""The register over REST: addresses, households, residents, units, housing."""

from dataclasses import fields, replace

from rest_framework.decorators import action

from households.actions import (
    addresses,
    households,
    housing,
    residents,
    units,
    venues,
)
from households.api import serializers, shapes
from households.api.reveal import LookInput, RevealOutput, revealed
from households.filters.register import (
    AddressFilterSet,
    HouseholdFilterSet,
    HousingFilterSet,
    ResidentFilterSet,
    UnitFilterSet,
)
from station.api.bulk import BulkMixin
from station.api.viewsets import ShapeViewSet


def merged(obj, facts: type, changes: dict):
    """What the record says now, with the named changes put over it."""
    known = {field.name: getattr(obj, field.name) for field in fields(facts)}
    return replace(facts(**known), **changes)


class AddressViewSet(ShapeViewSet):
    """Standard addresses."""

    shape = shapes.ADDRESSES
    filterset_class = AddressFilterSet
    required_permissions = {
        "list": "address.view",
        "retrieve": "address.view",
        "create": "address.create",
        "partial_update": "address.edit",
    }
    inputs = {
        "create": serializers.AddressInput,
        "partial_update": serializers.AddressEditInput,
    }
    WHOLE = ("area", "group_name", "door", "latitude", "longitude")

    def create(self, request):
        return self.make(addresses.create, **{"group_name": "", **self.asked()})

    def partial_update(self, request, pk=None):
        address = self.target()
        known = {name: getattr(address, name) for name in self.WHOLE}
        self.do(addresses.edit, address=address, **{**known, **self.asked()})
        return self.show(address)


class HouseholdViewSet(BulkMixin, ShapeViewSet):
    """Households with their number and address."""

    shape = shapes.HOUSEHOLDS
    filterset_class = HouseholdFilterSet
    list_key = "households.household"
    required_permissions = {
        "list": "household.view",
        "retrieve": "household.view",
        "create": "household.create",
        "partial_update": "household.edit",
        "leave": "household.edit",
    }
    inputs = {
        "create": serializers.HouseholdInput,
        "partial_update": serializers.HouseholdEditInput,
        "leave": serializers.LeaveInput,
    }
    access_fields = "residents"

    def create(self, request):
        return self.make(households.create, **self.asked())

    def partial_update(self, request, pk=None):
        household = self.target()
        known = {
            name: getattr(household, name) for name in ("address", "number", "note")
        }
        self.do(households.edit, household=household, **{**known, **self.asked()})
        return self.show(household)

    @action(detail=True, methods=["post"])
    def leave(self, request, pk=None):
        """The household moved away with everybody in it."""
        return self.act(households.leave, on="household")


class ResidentViewSet(ShapeViewSet):
    """Residents, their numbers masked."""

    shape = shapes.RESIDENTS
    filterset_class = ResidentFilterSet
    list_key = "households.resident"
    required_permissions = {
        "list": "resident.view",
        "retrieve": "resident.view",
        "create": "resident.create",
        "partial_update": "resident.edit",
        "leave": "resident.edit",
        "move": "resident.edit",
        "make_head": "resident.edit",
        "reveal": "resident.reveal",
    }
    inputs = {
        "create": serializers.ResidentInput,
        "partial_update": serializers.ResidentEditInput,
        "leave": serializers.LeaveInput,
        "move": serializers.ResidentMoveInput,
        "make_head": serializers.MakeHeadInput,
        "reveal": serializers.RevealInput,
    }
    answers = {"reveal": {200: RevealOutput}}
    access_fields = "record"

    def create(self, request):
        facts = self.asked()
        household = facts.pop("household")
        person = residents.Person(**facts)
        return self.make(residents.create, household=household, person=person)

    def partial_update(self, request, pk=None):
        resident, changes = self.target(), self.asked()
        version = changes.pop("version")
        person = merged(resident, residents.Person, changes)
        self.do(residents.edit, resident=resident, person=person, version=version)
        return self.show(resident)

    @action(detail=True, methods=["post"])
    def leave(self, request, pk=None):
        """Somebody moved away from here."""
        return self.act(residents.leave, on="resident")

    @action(detail=True, methods=["post"])
    def move(self, request, pk=None):
        """Somebody lives in another household now."""
        return self.act(residents.move, on="resident")

    @action(detail=True, methods=["post"], url_path="make-head")
    def make_head(self, request, pk=None):
        """Somebody else answers for the household from now on."""
        return self.act(residents.make_head, on="resident")

    @action(detail=True, methods=["post"])
    def reveal(self, request, pk=None):
        """The whole number, for a purpose that is written down."""
        return revealed(self.target(), by=request.user, **self.asked())


class UnitViewSet(BulkMixin, ShapeViewSet):
    """Places of work."""

    shape = shapes.UNITS
    filterset_class = UnitFilterSet
    list_key = "households.unit"
    required_permissions = {
        "list": "unit.view",
        "retrieve": "unit.view",
        "create": "unit.create",
        "partial_update": "unit.edit",
        "close": "unit.edit",
        "venue": "unit.edit",
        "reveal": "unit.reveal",
    }
    inputs = {
        "create": serializers.UnitInput,
        "partial_update": serializers.UnitEditInput,
        "close": serializers.UnitCloseInput,
        "venue": serializers.VenueInput,
        "reveal": LookInput,
    }
    answers = {"reveal": {200: RevealOutput}}

    def create(self, request):
        facts = self.asked()
        address = facts.pop("address")
        return self.make(units.create, address=address, facts=units.Facts(**facts))

    def partial_update(self, request, pk=None):
        unit, changes = self.target(), self.asked()
        version = changes.pop("version")
        address = changes.pop("address", unit.address)
        facts = merged(unit, units.Facts, changes)
        self.do(units.edit, unit=unit, address=address, facts=facts, version=version)
        return self.show(unit)

    @action(detail=True, methods=["post"])
    def close(self, request, pk=None):
        """The place is gone."""
        return self.act(units.close, on="unit")

    @action(detail=True, methods=["post"])
    def venue(self, request, pk=None):
        """Say what kind of venue it is, how large and at what risk."""
        unit, data = self.target(), self.asked()
        version = data.pop("version")
        self.do(venues.describe, unit=unit, venue=venues.Venue(**data), version=version)
        return self.show(unit)

    @action(detail=True, methods=["post"])
    def reveal(self, request, pk=None):
        """The whole phone number, for a purpose that is written down."""
        unit, look = self.target(), self.asked()
        return revealed(unit, by=request.user, field="contact_phone", **look)


class HousingViewSet(ShapeViewSet):
    """Dwellings at an address, and how they are used."""

    shape = shapes.HOUSING
    filterset_class = HousingFilterSet
    required_permissions = {
        "list": "housing.view",
        "retrieve": "housing.view",
        "create": "housing.edit",
    }
    inputs = {"create": serializers.HousingInput}

    def create(self, request):
        """Say how a house is used; the version is 0 where nothing was known."""
        blank = {"owner_name": "", "rooms": None, "note": ""}
        return self.make(housing.describe, **{**blank, **self.asked()})

"""The register over REST: addresses, households, residents, units, housing."""

from households.api import shapes
from households.filters.register import (
    AddressFilterSet,
    HouseholdFilterSet,
    HousingFilterSet,
    ResidentFilterSet,
    UnitFilterSet,
)
from station.api.viewsets import ShapeViewSet


class AddressViewSet(ShapeViewSet):
    """Standard addresses."""

    shape = shapes.ADDRESSES
    filterset_class = AddressFilterSet
    required_permissions = {"list": "address.view", "retrieve": "address.view"}


class HouseholdViewSet(ShapeViewSet):
    """Households with their number and address."""

    shape = shapes.HOUSEHOLDS
    filterset_class = HouseholdFilterSet
    required_permissions = {"list": "household.view", "retrieve": "household.view"}
    access_fields = "residents"


class ResidentViewSet(ShapeViewSet):
    """Residents, their numbers masked."""

    shape = shapes.RESIDENTS
    filterset_class = ResidentFilterSet
    required_permissions = {"list": "resident.view", "retrieve": "resident.view"}
    access_fields = "record"


class UnitViewSet(ShapeViewSet):
    """Places of work."""

    shape = shapes.UNITS
    filterset_class = UnitFilterSet
    required_permissions = {"list": "unit.view", "retrieve": "unit.view"}


class HousingViewSet(ShapeViewSet):
    """Dwellings at an address, and how they are used."""

    shape = shapes.HOUSING
    filterset_class = HousingFilterSet
    required_permissions = {"list": "housing.view", "retrieve": "housing.view"}

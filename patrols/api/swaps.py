"""Swaps over REST."""

from django.shortcuts import get_object_or_404
from rest_framework.decorators import action

from patrols.actions import swaps
from patrols.api import shapes_rosters as shapes
from patrols.filters.shifts import SwapFilterSet
from patrols.models import SignUp, Swap, Volunteer
from station.api.serializers import Input, Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet

OPTIONAL = {"required": False, "allow_null": True}
WORDS = {"required": False, "allow_blank": True}


class SwapInput(Input):
    """One's own confirmed place; to the team, or to somebody one may see."""

    sign_up = Visible(SignUp, permission="sign_up.edit")
    offered_to = Visible(Volunteer, **OPTIONAL)
    words = Text(200, **WORDS)


class SwapTakeInput(VersionedInput):
    """With ``in_return`` one of one's own places is given for it."""

    in_return = Visible(SignUp, permission="sign_up.edit", **OPTIONAL)


class SwapStepInput(VersionedInput):
    """A step on a swap as it was read."""


class SwapRefuseInput(VersionedInput):
    reason = Text(200, **WORDS)


class SwapViewSet(ShapeViewSet):
    """Places offered to others, and what became of it."""

    shape = shapes.SWAPS
    list_key = "patrols.swap"
    filterset_class = SwapFilterSet
    required_permissions = {
        "list": "swap.view",
        "retrieve": "swap.view",
        "create": "swap.create",
        "take": "swap.take",
        "withdraw": "swap.create",
        "approve": "swap.approve",
        "refuse": "swap.approve",
    }
    inputs = {
        "create": SwapInput,
        "take": SwapTakeInput,
        "withdraw": SwapStepInput,
        "approve": SwapStepInput,
        "refuse": SwapRefuseInput,
    }

    def create(self, request):
        """Who takes my place? Until somebody does, it stays mine."""
        return self.make(swaps.offer, **self.asked())

    @action(detail=True, methods=["post"])
    def take(self, request, pk=None):
        """I take it, or give one of mine for it."""
        swap, data = self.target(), self.asked()
        volunteer = get_object_or_404(Volunteer.objects.of(request.user))
        self.do(swaps.take, swap=swap, volunteer=volunteer, **data)
        return self.show(swap)

    @action(detail=True, methods=["post"])
    def withdraw(self, request, pk=None):
        """I come myself after all."""
        swap = self.target()
        own = Swap.objects.filter(sign_up__volunteer__user=request.user)
        get_object_or_404(own, pk=swap.pk)
        self.do(swaps.withdraw, swap=swap, **self.asked())
        return self.show(swap)

    @action(detail=True, methods=["post"])
    def approve(self, request, pk=None):
        """The captain agrees."""
        return self.act(swaps.approve, on="swap")

    @action(detail=True, methods=["post"])
    def refuse(self, request, pk=None):
        """The captain says no."""
        return self.act(swaps.refuse, on="swap")

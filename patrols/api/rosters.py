"""Rosters and weekly shifts over REST."""

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from patrols.actions import proposals, roster_templates, rosters
from patrols.api import shapes_rosters as shapes
from patrols.filters.rosters import (
    PeriodFilterSet,
    ProposalFilterSet,
    TemplateFilterSet,
)
from patrols.models import PatrolKind, Route, Team
from patrols.workflow.people import Skill
from station.api.openapi import Single
from station.api.serializers import Input, Nothing, Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet
from station.tasks import ring_job

OPTIONAL = {"required": False, "allow_null": True}


class RosterInput(Input):
    """From when until when; single shifts of these days belong to it."""

    team = Visible(Team, permission="roster.create")
    from_on = serializers.DateField()
    until_on = serializers.DateField()


class RosterPublishInput(VersionedInput):
    pass


class RosterDiscardInput(VersionedInput):
    """A draft on which nobody stands."""


class RosterViewSet(ShapeViewSet):
    """Rosters: a period of a team, drafted, filled, published."""

    shape = shapes.ROSTERS
    list_key = "patrols.rosterperiod"
    filterset_class = PeriodFilterSet
    required_permissions = {
        "list": "roster.view",
        "retrieve": "roster.view",
        "create": "roster.create",
        "fill": "roster.edit",
        "publish": "roster.publish",
        "discard": "roster.edit",
        "propose": "roster.edit",
    }
    inputs = {
        "create": RosterInput,
        "propose": Nothing,
        "fill": Nothing,
        "publish": RosterPublishInput,
        "discard": RosterDiscardInput,
    }
    answers = {
        "discard": {204: None},
        "propose": {202: Single(shapes.ROSTER_PROPOSALS)},
    }

    def create(self, request):
        """A draft for some days."""
        return self.make(rosters.create, **self.asked())

    @action(detail=True, methods=["post"])
    def fill(self, request, pk=None):
        """One shift for each weekly one; twice does no harm."""
        return self.act(rosters.fill, on="period")

    @action(detail=True, methods=["post"])
    def publish(self, request, pk=None):
        """The team can sign up, and is told."""
        return self.act(rosters.publish, on="period")

    @action(detail=True, methods=["post"])
    def propose(self, request, pk=None):
        """The worker works out who goes where; look for it at roster-proposals."""
        period = self.target()
        self.asked()
        proposal = self.do(proposals.ask, period=period)
        ring_job(proposal.job_id)
        rows = proposal._meta.default_manager.filter(pk=proposal.pk)
        return Response(shapes.ROSTER_PROPOSALS.one(rows, user=request.user), 202)

    @action(detail=True, methods=["post"])
    def discard(self, request, pk=None):
        """The draft goes, with its shifts."""
        period, data = self.target(), self.asked()
        self.do(rosters.discard, period=period, **data)
        return Response(status=204)


class ProposalAcceptInput(VersionedInput):
    """Everybody it names is put down."""


class ProposalDropInput(VersionedInput):
    pass


class RosterProposalViewSet(ShapeViewSet):
    """Proposed rosters: how good, who where and why; taken over in one step."""

    shape = shapes.ROSTER_PROPOSALS
    filterset_class = ProposalFilterSet
    required_permissions = {
        "list": "roster.edit",
        "retrieve": "roster.edit",
        "accept": "roster.edit",
        "drop": "roster.edit",
    }
    inputs = {"accept": ProposalAcceptInput, "drop": ProposalDropInput}

    def get_queryset(self):
        rows = self.shape.model.objects
        return rows.visible_to(self.request.user, "edit")

    @action(detail=True, methods=["post"])
    def accept(self, request, pk=None):
        """Everybody it names is put down, as far as the limits still allow it."""
        return self.act(proposals.accept, on="proposal")

    @action(detail=True, methods=["post"])
    def drop(self, request, pk=None):
        """Nobody is put down."""
        return self.act(proposals.drop, on="proposal")


class TemplateFields(serializers.Serializer):
    """When in the week (Monday is 0), how long, which patrol, how many."""

    kind = Visible(PatrolKind)
    weekday = serializers.IntegerField(min_value=0, max_value=6)
    starts = serializers.TimeField()
    minutes = serializers.IntegerField(min_value=30, max_value=720)
    needed = serializers.IntegerField(min_value=1, max_value=60, required=False)
    route = Visible(Route, **OPTIONAL)
    place = Text(120, required=False, allow_blank=True)
    skills = serializers.ListField(
        child=serializers.ChoiceField(choices=Skill.choices),
        required=False,
        max_length=len(Skill),
    )
    is_active = serializers.BooleanField(required=False)


FACTS = list(TemplateFields().fields)


def facts_of(data: dict) -> roster_templates.Facts:
    """What the action takes; the rest of the input stays."""
    found = {name: data.pop(name) for name in FACTS if name in data}
    found["skills"] = tuple(found.get("skills", ()))
    return roster_templates.Facts(**found)


class RosterTemplateInput(TemplateFields, Input):
    team = Visible(Team, permission="roster.create")


class RosterTemplateEditInput(TemplateFields, VersionedInput):
    """The whole weekly shift as it should stand."""


class RosterTemplateViewSet(ShapeViewSet):
    """Shifts that come back every week; rosters are filled from them."""

    shape = shapes.ROSTER_TEMPLATES
    list_key = "patrols.rostertemplate"
    filterset_class = TemplateFilterSet
    required_permissions = {
        "list": "roster.view",
        "retrieve": "roster.view",
        "create": "roster.create",
        "partial_update": "roster.edit",
    }
    inputs = {
        "create": RosterTemplateInput,
        "partial_update": RosterTemplateEditInput,
    }

    def create(self, request):
        """A shift that comes back every week."""
        data = self.asked()
        return self.make(roster_templates.create, facts=facts_of(data), **data)

    def partial_update(self, request, pk=None):
        """Rosters filled from now on take it as it is."""
        template, data = self.target(), self.asked()
        self.do(roster_templates.edit, template=template, facts=facts_of(data), **data)
        return self.show(template)

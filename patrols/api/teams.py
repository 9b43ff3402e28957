"""Teams over REST, and who is in them."""

from rest_framework import serializers
from rest_framework.decorators import action

from households.api.facts import facts
from patrols.actions import teams
from patrols.api import shapes_people as shapes
from patrols.filters.teams import TeamFilterSet
from patrols.models import Membership, Team, Volunteer
from patrols.workflow.people import Level, TeamRole
from station.api.serializers import Input, Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet
from station.models import Area


class TeamFields(serializers.Serializer):
    """What a team is called, where it stands and what it belongs to."""

    name = Text(60)
    level = serializers.ChoiceField(choices=Level.choices)
    area = Visible(Area, permission="team.edit")
    founded_on = serializers.DateField()
    parent = Visible(Team, required=False, allow_null=True)
    needs_approval = serializers.BooleanField(required=False)


TEAM_FIELDS = list(TeamFields().fields)


class TeamInput(TeamFields, Input):
    """A new team."""


class TeamEditInput(TeamFields, VersionedInput):
    """The whole team as it should stand."""


class DissolveInput(VersionedInput):
    reason = Text(200)


class JoinInput(Input):
    volunteer = Visible(Volunteer, permission="volunteer.edit")
    role = serializers.ChoiceField(choices=TeamRole.choices, required=False)


class TeamRoleInput(Input):
    membership = Visible(Membership, permission="team.edit")
    role = serializers.ChoiceField(choices=TeamRole.choices)


class MembershipEndInput(Input):
    membership = Visible(Membership, permission="team.edit")


class TeamViewSet(ShapeViewSet):
    """Teams on three levels."""

    shape = shapes.TEAMS
    list_key = "patrols.team"
    filterset_class = TeamFilterSet
    required_permissions = {
        "list": "team.view",
        "retrieve": "team.view",
        "create": "team.create",
        "partial_update": "team.edit",
        "dissolve": "team.edit",
        "join": "team.edit",
        "set_role": "team.edit",
        "leave": "team.edit",
    }
    inputs = {
        "create": TeamInput,
        "partial_update": TeamEditInput,
        "dissolve": DissolveInput,
        "join": JoinInput,
        "set_role": TeamRoleInput,
        "leave": MembershipEndInput,
    }

    def create(self, request):
        """Found a team."""
        found = facts(teams.Facts, TEAM_FIELDS, self.asked())
        return self.make(teams.create, facts=found)

    def partial_update(self, request, pk=None):
        """Set right; send the whole team."""
        team, data = self.target(), self.asked()
        found = facts(teams.Facts, TEAM_FIELDS, data)
        self.do(teams.edit, team=team, facts=found, version=data["version"])
        return self.show(team)

    @action(detail=True, methods=["post"])
    def dissolve(self, request, pk=None):
        """The team is no more."""
        return self.act(teams.dissolve, on="team")

    @action(detail=True, methods=["post"])
    def join(self, request, pk=None):
        """Somebody comes into the team."""
        return self.act(teams.join, on="team")

    @action(detail=True, methods=["post"], url_path="set-role")
    def set_role(self, request, pk=None):
        """Captain, deputy or member."""
        team, data = self.target(), self.asked()
        membership = _of(data["membership"], team)
        self.do(teams.set_role, membership=membership, role=data["role"])
        return self.show(team)

    @action(detail=True, methods=["post"])
    def leave(self, request, pk=None):
        """Somebody leaves the team."""
        team = self.target()
        self.do(teams.leave, membership=_of(self.asked()["membership"], team))
        return self.show(team)


def _of(membership: Membership, team: Team) -> Membership:
    """A membership of this team, else as if it were not there."""
    if membership.team_id != team.pk:
        message = serializers.PrimaryKeyRelatedField.default_error_messages
        text = message["does_not_exist"].format(pk_value=membership.pk)
        raise serializers.ValidationError({"membership": [text]})
    return membership

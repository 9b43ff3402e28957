"""What a volunteer and a captain may see: their own, their teams', the teams they lead.

For the role of a volunteer ``own`` in the policy reaches the rows of the person and,
where the model names ``scope_member`` (a team id), those of the person's teams and of
the teams these belong to. ``assigned`` reaches the rows of ``scope_team`` in the teams
the person leads, and in all teams below.
"""

from django.db.models import Q, QuerySet

from patrols.workflow.people import LEADING
from station.models import User
from station.scoping import ScopedQuerySet

UP = ("pk__in", "children__in", "children__children__in")
DOWN = ("pk__in", "parent__in", "parent__parent__in")


def _reached(teams: QuerySet, ways: tuple[str, ...]) -> QuerySet:
    """The teams reached from these, three levels up or down."""
    condition = Q(pk__in=[])
    for way in ways:
        condition |= Q(**{way: teams})
    return teams.model.objects.filter(condition).values("pk")


class TeamScopedQuerySet(ScopedQuerySet):
    """Rows that volunteers see through their teams."""

    def scope_condition(self, scope, user) -> Q:
        condition = super().scope_condition(scope, user)
        if scope.everything:
            return condition
        member = getattr(self.model, "scope_member", None)
        if scope.own and member:
            condition |= Q(**{f"{member}__in": teams_of(self.model, user)})
        team = getattr(self.model, "scope_team", None)
        if scope.assigned and team:
            condition |= Q(**{f"{team}__in": teams_led(self.model, user)})
        return condition


def _teams(model) -> type:
    """The model of teams: this file stands below the models."""
    return model._meta.apps.get_model("patrols", "Team")


def teams_of(model, user: User) -> QuerySet:
    """The teams a person belongs to, and the teams above: their shifts concern them."""
    own = _teams(model).objects.filter(
        memberships__volunteer__user=user, memberships__until_on__isnull=True
    )
    return _reached(own, UP) | _reached(led(model, user), DOWN)


def led(model, user: User) -> QuerySet:
    """The teams a person is captain or deputy of."""
    return _teams(model).objects.filter(
        memberships__volunteer__user=user,
        memberships__until_on__isnull=True,
        memberships__role__in=LEADING,
    )


def teams_led(model, user: User) -> QuerySet:
    """The teams a person leads and all below them."""
    return _reached(led(model, user), DOWN)


class OfLedTeam:
    """A row of a team: whoever leads the team may do what the policy calls given."""

    def is_led_by(self, user: User) -> bool:
        """Is this person captain or deputy of the team, or of one above?"""
        model = type(self)
        rows = model.objects.filter(pk=self.pk)
        return rows.filter(
            **{f"{model.scope_team}__in": teams_led(model, user)}
        ).exists()

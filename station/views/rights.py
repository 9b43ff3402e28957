"""Who may do what: the policy table as everybody can read it."""

from django.views.generic import TemplateView

from station import policy
from station.policy_words import ACTIONS, RESOURCES, SCOPES, word
from station.roles import Role
from station.views.policy import SIGNED_IN, PolicyMixin


class RightsView(PolicyMixin, TemplateView):
    """One's own roles first; on wish every role."""

    permission_required = SIGNED_IN
    template_name = "station/rights.html"

    def get_context_data(self, **kwargs):
        own = [role for role in Role if role in self.request.user.roles]
        shows_all = self.request.GET.get("all") == "1" or not own
        roles = list(Role) if shows_all else own
        groups = [(resource, _rows(resource, roles)) for resource in policy.TABLE]
        return super().get_context_data(
            shows_all=shows_all,
            names_roles=len(roles) > 1,
            groups=[(word(RESOURCES, name), rows) for name, rows in groups if rows],
            **kwargs,
        )


def _rows(resource: str, roles: list[Role]) -> list[tuple]:
    """Each action with the roles that may do it, and where."""
    found = [
        (
            word(ACTIONS, action),
            [
                (role.label, word(SCOPES, cells[role]))
                for role in roles
                if role in cells
            ],
        )
        for action, cells in policy.TABLE[resource].items()
    ]
    return [(action, given) for action, given in found if given]

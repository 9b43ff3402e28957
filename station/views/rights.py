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
        return super().get_context_data(
            roles=roles,
            shows_all=shows_all,
            groups=[group for group in map(self._group(roles), policy.TABLE) if group],
            **kwargs,
        )

    def _group(self, roles):
        def group(resource):
            rows = [
                (word(ACTIONS, action), [self._cell(cells, role) for role in roles])
                for action, cells in policy.TABLE[resource].items()
            ]
            rows = [(action, cells) for action, cells in rows if any(cells)]
            return (word(RESOURCES, resource), rows) if rows else None

        return group

    def _cell(self, cells: dict, role: Role):
        return word(SCOPES, cells[role]) if role in cells else ""

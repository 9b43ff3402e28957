"""Every action of the API names its permission; what names none is refused."""

from rest_framework.permissions import BasePermission

from station import policy
from station.views.policy import SIGNED_IN


class PolicyPermission(BasePermission):
    """Asks the policy table for the view's ``required_permissions[action]``.

    A name, or several of which any will do. Which rows are within the scope is for
    ``visible_to``; this only says whether there can be any.
    """

    def has_permission(self, request, view) -> bool:
        user = request.user
        if not user.is_authenticated or not user.is_active:
            return False
        if view.action is None:  # the method does not exist: 405 by the view
            return True
        return any(
            name == SIGNED_IN or policy.can(user, name)
            for name in named(view, view.action)
        )


def named(view, action: str) -> tuple[str, ...]:
    """The permissions of which one is needed; none when the view names none."""
    found = getattr(view, "required_permissions", {}).get(action, ())
    return (found,) if isinstance(found, str) else tuple(found)

"""Every page names its permission; what names none is refused."""

from allauth.account.internal.flows.reauthentication import (
    raise_if_reauthentication_required,
)
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404

from station import policy

PUBLIC = "public"  # no sign-in
SIGNED_IN = "signed_in"  # any person, about themselves only


class PolicyMixin:
    """A page for those to whom the policy gives ``permission_required``.

    Who has the permission nowhere gets 404: the page does not exist for them. Where
    ``needs_fresh_sign_in``, the password or a code is asked for once more when the
    last one is over five minutes old.
    """

    permission_required: str | None = None
    needs_fresh_sign_in = False

    @classmethod
    def as_view(cls, **initkwargs):
        view = super().as_view(**initkwargs)
        if cls.permission_required == PUBLIC:
            view.login_required = False
        return view

    def dispatch(self, request, *args, **kwargs):
        if self.permission_required is None:
            raise ImproperlyConfigured(f"{type(self).__name__} names no permission.")
        if self.permission_required not in {PUBLIC, SIGNED_IN} and not policy.can(
            request.user, self.permission_required
        ):
            raise Http404
        if self.needs_fresh_sign_in:
            raise_if_reauthentication_required(request, app="station")
        return super().dispatch(request, *args, **kwargs)

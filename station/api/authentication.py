"""Who asks: a machine by its key, or a person by the session of the browser."""

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import (
    BaseAuthentication,
    SessionAuthentication,
    get_authorization_header,
)
from rest_framework.exceptions import AuthenticationFailed, Throttled

from station.actions import limits, tokens
from station.origin import caller_of


class TokenAuthentication(BaseAuthentication):
    """``Authorization: Token fq_…``; never more than the key was made for."""

    keyword = "Token"

    def authenticate(self, request):
        parts = get_authorization_header(request).split()
        if not parts or parts[0].lower() != self.keyword.lower().encode():
            return None
        if len(parts) != 2:
            raise AuthenticationFailed(_("Write: Authorization: Token <key>."))
        token = self._find(request, parts[1].decode("latin-1"))
        if token is None:
            raise AuthenticationFailed(_("The key is unknown, over or taken back."))
        token.user.token_limit = token
        return token.user, token

    def authenticate_header(self, request) -> str:
        return f'{self.keyword} realm="fengqiao"'

    def _find(self, request, key: str):
        try:
            return tokens.find(
                key=key, caller=caller_of(request._request), at=timezone.now()
            )
        except limits.TooMany as error:
            raise Throttled(wait=error.wait) from error


class BrowserAuthentication(SessionAuthentication):
    """The session of the pages, with their token against forged requests."""

    def authenticate_header(self, request) -> str:
        return 'Token realm="fengqiao"'

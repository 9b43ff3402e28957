"""Who asks: a machine by its key, or a person by the session of the browser."""

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import (
    BaseAuthentication,
    SessionAuthentication,
    get_authorization_header,
)
from rest_framework.exceptions import (
    AuthenticationFailed,
    PermissionDenied,
    Throttled,
)

from station.actions import limits, tokens
from station.errors import RuleError
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
        """The key, if it is alive, used from where it may be and not too often."""
        now, http = timezone.now(), request._request
        try:
            token = tokens.find(key=key, caller=caller_of(http), at=now)
        except limits.TooMany as error:
            raise Throttled(wait=error.wait) from error
        except RuleError as error:
            raise PermissionDenied(str(error), code=error.code) from error
        if token is not None:
            http.key_rate = taken = tokens.count_request(token=token, at=now)
            if not taken.is_allowed:
                raise Throttled(wait=taken.seconds_left(at=now))
        return token


def tell_rate(response, request) -> None:
    """How many requests the key has left, as the RateLimit headers say it."""
    taken = getattr(request._request, "key_rate", None)
    if taken is not None:
        left = max(0, taken.most - taken.count)
        seconds = taken.seconds_left(at=timezone.now())
        response["RateLimit-Policy"] = f'"key";q={taken.most};w=60'
        response["RateLimit"] = f'"key";r={left};t={seconds}'


class BrowserAuthentication(SessionAuthentication):
    """The session of the pages, with their token against forged requests."""

    def authenticate_header(self, request) -> str:
        return 'Token realm="fengqiao"'

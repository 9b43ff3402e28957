"""The last page when something breaks: honest about whether to try again."""

import sys
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, JsonResponse
from django.template import TemplateDoesNotExist, loader
from django.views.decorators.csrf import requires_csrf_token

RETRY_AFTER = "10"


@requires_csrf_token
def server_error(request) -> HttpResponse:
    """500, or 503 while the database is away: then a second try is worth it."""
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    status = 503 if away else 500
    if request.path.startswith("/api/"):
        response = _problem(status)
    else:
        response = HttpResponse(_page(f"{status}.html"), status=status)
    response["Cache-Control"] = "no-store"
    if away:
        response["Retry-After"] = RETRY_AFTER
    return response


def _problem(status: int) -> JsonResponse:
    """The same for programs (RFC 9457)."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": "unavailable" if status == 503 else "error",
        "detail": HTTPStatus(status).description,
    }
    return JsonResponse(body, status=status, content_type="application/problem+json")


def _page(name: str) -> str:
    try:
        return loader.render_to_string(name)
    except (TemplateDoesNotExist, ValueError):  # static files not collected yet
        return "Something went wrong here. Try again in a moment."

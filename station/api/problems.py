"""Errors as problem details (RFC 9457): one form for everything that can go wrong."""

from collections.abc import Iterator
from http import HTTPStatus

import structlog
from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.core.exceptions import ValidationError as FieldError
from django.db import DataError, OperationalError
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg_pool import PoolTimeout
from rest_framework import exceptions
from rest_framework.response import Response

from station.actions import limits
from station.actions.idempotency import KeyReused
from station.errors import RuleError, StaleVersion

log = structlog.get_logger(__name__)

CONTENT_TYPE = "application/problem+json"
RETRY_AFTER = 5  # seconds, when the database is away


class TooLarge(exceptions.APIException):
    """The body is larger than this address takes."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_detail = gettext_lazy("The request is too large.")
    default_code = "too_large"


class TooMany(exceptions.APIException):
    """More requests than the limit allows."""

    status_code = HTTPStatus.TOO_MANY_REQUESTS
    default_code = "throttled"

    def __init__(self, *, wait: int) -> None:
        super().__init__(_("Too many requests. Try again later."))
        self.wait = wait


def problem(status: int, *, code: str, detail: str, **more) -> Response:
    """An answer that tells what went wrong, for people and for programs."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
    }
    return Response(body | more, status=status, content_type=CONTENT_TYPE)


def exception_handler(error: Exception, context: dict) -> Response | None:
    """The answer for an exception; what nobody foresaw stays a 500 and is logged."""
    if isinstance(error, RuleError):
        return _refusal(error)
    if isinstance(error, exceptions.ValidationError):
        return invalid(error.detail)
    if isinstance(error, FieldError):
        return invalid(exceptions.ValidationError(error.messages).detail)
    if isinstance(error, DataError):
        return invalid([_("A value is out of range.")])
    if isinstance(error, OperationalError | PoolTimeout):
        log.warning("the database did not answer", cause=type(error).__name__)
        return _busy()
    for kind, same in DJANGO:
        if isinstance(error, kind):
            return _api(same())
    return _api(error) if isinstance(error, exceptions.APIException) else None


# What Django raises, and the same in the API's own terms.
DJANGO = [
    (Http404, exceptions.NotFound),
    (PermissionDenied, exceptions.PermissionDenied),
    (RequestDataTooBig, TooLarge),
    (SuspiciousOperation, exceptions.ParseError),
]


def _refusal(error: RuleError) -> Response:
    """The rules forbid it: 412 when somebody else saved meanwhile, else 409."""
    if isinstance(error, limits.TooMany):
        return _api(TooMany(wait=error.wait))
    if isinstance(error, StaleVersion):
        more = {"current_version": getattr(error.current, "version", None)}
        if error.values is not None:
            more["current"] = error.values
        return problem(412, code=error.code, detail=str(error), **more)
    status = 422 if isinstance(error, KeyReused) else 409
    return problem(status, code=error.code, detail=str(error))


def invalid(detail) -> Response:
    """400 with what is wrong, by field."""
    errors: dict[str, list[str]] = {}
    for path, message in _flat(detail):
        errors.setdefault(path or "non_field_errors", []).append(message)
    return problem(
        400, code="invalid", detail=_("Some values are not right."), errors=errors
    )


def _flat(detail, path: str = "") -> Iterator[tuple[str, str]]:
    """``residents.0.name`` and the message, from nested details."""
    if isinstance(detail, dict):
        for key, inner in detail.items():
            yield from _flat(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(detail, list | tuple):
        for number, inner in enumerate(detail):
            nested = isinstance(inner, dict | list)
            yield from _flat(inner, f"{path}.{number}" if nested else path)
    else:
        yield path, str(detail)


def _busy() -> Response:
    answer = problem(
        503, code="unavailable", detail=_("The database is busy. Try again.")
    )
    answer["Retry-After"] = str(RETRY_AFTER)
    return answer


def _api(error: exceptions.APIException) -> Response:
    detail = error.detail if isinstance(error.detail, str) else str(error)
    code = getattr(error.detail, "code", error.default_code)
    answer = problem(error.status_code, code=code, detail=str(detail))
    if getattr(error, "auth_header", None):
        answer["WWW-Authenticate"] = error.auth_header
    if getattr(error, "wait", None):
        answer["Retry-After"] = str(max(1, round(error.wait)))
    return answer


PROBLEM_SCHEMA = {
    "type": "object",
    "description": "What went wrong (RFC 9457).",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable, for programs."},
        "detail": {"type": "string", "description": "For people, in their language."},
        "errors": {
            "type": "object",
            "description": "At 400: what is wrong, by field.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
        "current_version": {
            "type": ["integer", "null"],
            "description": "At 412: the version that stands now.",
        },
        "current": {
            "type": "object",
            "description": "At 412: the values that stand now, where they are told.",
        },
    },
    "required": ["type", "title", "status", "code", "detail"],
}

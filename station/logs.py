"""Log lines: one a request, with its number, and never with personal data."""

import re
import time
import uuid

import structlog

log = structlog.get_logger("request")

# Eighteen- and fifteen-digit identity numbers, mobile and landline numbers, the
# tokens of public pages, and what PostgreSQL quotes of a row it refuses.
PERSONAL = [
    (re.compile(r"(?<![\w.])\d{17}[\dXx](?!\w)"), "[identity]"),
    (re.compile(r"(?<![\w.])\d{15}(?!\w)"), "[identity]"),
    (
        re.compile(r"(?<![\w.-])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\w)"),
        "[phone]",
    ),
    (re.compile(r"(?<![\w.-])0\d{2,3}-\d{7,8}(?!\w)"), "[phone]"),
    (re.compile(r"(?<![\w/])/([cdjpr])/[\w-]{8,}"), r"/\1/[token]"),
    (re.compile(r"(?m)^(DETAIL|CONTEXT):.*$"), r"\1: [left out]"),
]
OWN_NUMBER = re.compile(r"[0-9A-Za-z-]{8,64}")


def mask(value: object) -> object:
    """The value with whatever looks personal taken out, however deep."""
    if isinstance(value, str):
        for pattern, replacement in PERSONAL:
            value = pattern.sub(replacement, value)
        return value
    if isinstance(value, dict):
        return {key: mask(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [mask(part) for part in value]
    if value is None or isinstance(value, bool | int | float):
        return mask(str(value)) if _is_long_number(value) else value
    return mask(str(value))


def _is_long_number(value: object) -> bool:
    return type(value) is int and abs(value) >= 10**10


def mask_personal_data(logger, name, event_dict):
    """The last processor before a line is written."""
    return {key: mask(value) for key, value in event_dict.items()}


class RequestLogMiddleware:
    """Numbers each request and writes one line about it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        number = request.headers.get("X-Request-ID", "")
        if not OWN_NUMBER.fullmatch(number):
            number = uuid.uuid4().hex
        request.id = number
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=number)
        began = time.perf_counter()
        response = self.get_response(request)
        response["X-Request-ID"] = number
        self._write(request, response, began)
        return response

    def _write(self, request, response, began) -> None:
        """By route, not by address: an address may hold a token or a name."""
        match = request.resolver_match
        if match is not None and match.route in QUIET and response.status_code < 400:
            return
        log.info(
            "request",
            method=request.method,
            route=match.route if match else "(none)",
            status=response.status_code,
            ms=round((time.perf_counter() - began) * 1000),
            user=getattr(getattr(request, "user", None), "pk", None),
        )


QUIET = frozenset({"healthz", "readyz", "metrics"})

"""A paper as it goes out: shown in the browser, kept nowhere on the way."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from station.jobs import PDF


def shown(body: bytes, name: str) -> HttpResponse:
    """The PDF under its name."""
    response = HttpResponse(body, content_type=PDF)
    response["Content-Disposition"] = content_disposition_header(False, name)
    response["Cache-Control"] = "no-store"
    return response

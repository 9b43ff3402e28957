"""A paper as it goes out: shown in the browser, kept nowhere on the way."""

from django.http import HttpResponse

from station.jobs import PDF


def shown(body: bytes, name: str) -> HttpResponse:
    """The PDF under its name."""
    response = HttpResponse(body, content_type=PDF)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response

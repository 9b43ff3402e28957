"""A table as it goes out: a file to keep, stored nowhere on the way."""

import io
from collections.abc import Iterable, Iterator

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header

from station import list_exports
from station.actions.list_exports import Taken


def table_answer(taken: Taken) -> HttpResponseBase:
    """The list as a workbook, or as CSV while the database still reads it."""
    kind, form = taken.listing.kind, taken.form
    name = list_exports.name_of(kind, form)
    if form == "csv":
        pieces = list_exports.csv_of(taken.listing, taken.columns)
        body = in_language(translation.get_language(), pieces)
        return file_answer(body, name=name, content_type=list_exports.FORMS[form])
    buffer = io.BytesIO()
    list_exports.write(buffer, taken.listing, taken.columns, form)
    answer = HttpResponse(buffer.getvalue(), content_type=list_exports.FORMS[form])
    return _private(answer, name)


def file_answer(
    pieces: Iterable[bytes], *, name: str, content_type: str
) -> StreamingHttpResponse:
    """A file in pieces."""
    return _private(StreamingHttpResponse(pieces, content_type=content_type), name)


def in_language(language: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """What is written after the page is done, in the language of the page."""
    with translation.override(language):
        yield from pieces


def _private(answer: HttpResponseBase, name: str) -> HttpResponseBase:
    answer["Content-Disposition"] = content_disposition_header(True, name)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer

"""What goes in and out: JSON, and the bytes that PostgreSQL wrote."""

import json

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.renderers import JSONRenderer

from station.api.problems import TooLarge

DEEPEST = 20  # no request of ours nests deeper


class BytesRenderer(JSONRenderer):
    """Passes on what is JSON already; problems go out even to who wants HTML."""

    charset = None

    def render(self, data, accepted_media_type=None, renderer_context=None):
        if isinstance(data, bytes):
            return data
        return super().render(data, "application/json", renderer_context)


class JSONOnly(DefaultContentNegotiation):
    """One form of answer; there is no ``?format=``."""

    def filter_renderers(self, renderers, format):  # noqa: A002  (DRF's name)
        return renderers


class StrictJSONParser(BaseParser):
    """JSON of a bounded size and depth, without what no column can hold."""

    media_type = "application/json"

    def parse(self, stream, media_type=None, parser_context=None):
        raw = stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
        if len(raw) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise TooLarge
        data = read_json(raw)
        if not isinstance(data, dict):
            raise ParseError(_("Send a JSON object."))
        check_text(data)
        return data


def read_json(raw: bytes | str):
    """What was written, if it is JSON and nothing beyond."""
    try:
        text = raw.decode() if isinstance(raw, bytes) else raw
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise ParseError(_("This is not JSON.")) from None


def _refuse_constant(name: str):
    raise ValueError(name)


def check_text(value, depth: int = 0) -> None:
    """Refuse NUL and half characters anywhere in what was sent."""
    if depth > DEEPEST:
        raise ParseError(_("The JSON is nested too deeply."))
    if isinstance(value, str):
        if "\x00" in value or not _is_whole(value):
            raise ValidationError(_("A text holds characters that cannot be stored."))
    elif isinstance(value, dict):
        for key, inner in value.items():
            check_text(key, depth + 1)
            check_text(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            check_text(inner, depth + 1)


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class UploadParser(MultiPartParser):
    """Files come as a form with parts; see ``serializers.from_form``."""

"""A signature on the screen: drawn by hand, or without JavaScript a photo of one."""

import base64
import binascii

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from station import pictures
from station.errors import RuleError

PREFIX = "data:image/png;base64,"
LARGEST_DRAWN = 400 * 1024  # a dense signature on a wide screen has 60 kB


class SignatureInput(forms.Widget):
    """A field to sign in; sends a picture as text, or a file beside it."""

    template_name = "components/signature.html"
    needs_multipart_form = True
    use_fieldset = True

    def value_from_datadict(self, data, files, name):
        return files.get(f"{name}_file") or data.get(name, "")

    def value_omitted_from_data(self, data, files, name):
        return name not in data and f"{name}_file" not in files

    def format_value(self, value):
        """What was drawn stays on the page when another field was wrong."""
        is_drawn = isinstance(value, str) and value.startswith(PREFIX)
        return value if is_drawn and len(value) < 2 * LARGEST_DRAWN else ""

    def id_for_label(self, id_):
        return ""


class SignatureField(forms.Field):
    """Gives the bytes of a picture that can be read, or None.

    Store them with ``attachments.store_picture`` and attach them as ``signature``.
    """

    widget = SignatureInput
    default_error_messages = {"required": _("Sign in the field, please.")}

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("label", _("Signature"))
        super().__init__(**kwargs)

    def to_python(self, value) -> bytes | None:
        if value in self.empty_values:
            return None
        raw = _drawn(value) if isinstance(value, str) else value.read()
        try:
            pictures.read(raw)
        except RuleError as error:
            raise forms.ValidationError(str(error)) from None
        return raw

    def has_changed(self, initial, data) -> bool:
        return bool(data)


def _drawn(text: str) -> bytes:
    """The bytes of a picture sent as text."""
    if not text.startswith(PREFIX) or len(text) > 2 * LARGEST_DRAWN:
        raise forms.ValidationError(gettext("The signature could not be read."))
    try:
        raw = base64.b64decode(text.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raise forms.ValidationError(
            gettext("The signature could not be read.")
        ) from None
    if len(raw) > LARGEST_DRAWN:
        raise forms.ValidationError(gettext("The signature is too large."))
    return raw

import base64
import io

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from households.forms.signature import LARGEST_DRAWN, PREFIX, SignatureField


class PaperForm(forms.Form):
    signature = SignatureField()


class FreeForm(forms.Form):
    signature = SignatureField(required=False)


def png(size=(300, 100)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGBA", size, (0, 0, 0, 0)).save(buffer, "PNG")
    return buffer.getvalue()


def drawn(raw: bytes) -> str:
    return PREFIX + base64.b64encode(raw).decode()


class TestSignatureField:
    def test_gives_the_bytes_of_what_was_drawn(self):
        form = PaperForm({"signature": drawn(png())})

        assert form.is_valid()
        assert form.cleaned_data["signature"] == png()

    def test_takes_a_photo_where_there_is_no_javascript(self):
        photo = SimpleUploadedFile("paper.png", png(), content_type="image/png")

        form = PaperForm({"signature": ""}, {"signature_file": photo})

        assert form.is_valid()
        assert form.cleaned_data["signature"] == png()

    def test_may_be_left_out_where_it_is_not_needed(self):
        assert FreeForm({}).is_valid()
        assert PaperForm({}).errors["signature"]

    @pytest.mark.parametrize(
        "sent",
        [
            "hello",
            "data:image/svg+xml;base64,PHN2Zy8+",
            PREFIX + "###",
            PREFIX + base64.b64encode(b"<script>").decode(),
            drawn(png()[:60]),
            PREFIX + "A" * (3 * LARGEST_DRAWN),
            drawn(png() + b"\0" * LARGEST_DRAWN),
        ],
    )
    def test_refuses_what_is_no_picture_or_too_large(self, sent):
        assert not PaperForm({"signature": sent}).is_valid()

    def test_refuses_a_file_that_only_has_the_name_of_a_picture(self):
        file = SimpleUploadedFile("x.png", b"MZ no picture", content_type="image/png")

        assert not PaperForm({}, {"signature_file": file}).is_valid()

    def test_keeps_what_was_drawn_when_another_field_is_wrong(self):
        sent = drawn(png())

        assert sent in PaperForm({"signature": sent}).as_p()
        assert "javascript" not in PaperForm({"signature": "javascript:x"}).as_p()

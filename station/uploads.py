"""Files on their way in, never more than the largest form needs."""

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler

LARGEST = 64 * 1024 * 1024  # six photos as they leave a phone without JavaScript


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Refuses by the declared length, before a byte is written to the disk."""

    def handle_raw_input(self, input_data, meta, content_length, *args, **kwargs):
        if content_length > LARGEST:
            raise RequestDataTooBig("The upload is larger than any form here takes.")
        return super().handle_raw_input(
            input_data, meta, content_length, *args, **kwargs
        )

"""Photos and scans that come with a step: stored first, taken back where it fails."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from station.actions import attachments
from station.actions.attachments import StoredFile
from station.errors import RuleError

MOST_PHOTOS = 9


class PhotoMixin:
    """Stores the photos first, and takes them back when the step fails."""

    stored: list = []
    is_kept = False

    def form_valid(self, form):
        self.stored = []
        try:
            self._store(form.cleaned_data.get("photos") or [])
        except RuleError as error:
            attachments.discard(self.stored)
            return self.form_refused(form, error)
        response = super().form_valid(form)
        if not self.is_kept:
            attachments.discard(self.stored)
        return response

    def _store(self, files) -> None:
        if len(files) > MOST_PHOTOS:
            raise RuleError(_("At most %(n)d photos.") % {"n": MOST_PHOTOS})
        for file in files:
            self.stored.extend(self._stored_of(file.read()))

    def _stored_of(self, raw: bytes) -> Iterable[StoredFile]:
        return [attachments.store_picture(raw)]

    def act(self, form):
        made = self.act_with(form, self.stored)
        self.is_kept = True
        return made


class ScanMixin(PhotoMixin):
    """Papers: photographed, or the PDF of a scanner, kept page by page."""

    def _stored_of(self, raw: bytes) -> Iterable[StoredFile]:
        return attachments.store_pages(raw)

"""Photos and papers, each one handed out through the permission check."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import View

from station.actions.access import record_access
from station.actions.attachments import path_of
from station.models import AccessRecord, Attachment
from station.registry import registry
from station.views.policy import PolicyMixin

HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class AttachmentView(PolicyMixin, View):
    """One file, whole, to those who may see its record; the look is written down."""

    permission_required = "attachment.view"

    def get(self, request, pk):
        found = self._found(pk)
        answer = _answer(found.file_name, found.content_type)
        record_access(
            by=request.user,
            act=AccessRecord.Act.VIEW,
            subject=found,
            fields=found.kind,
            at=timezone.now(),
        )
        return answer

    def _found(self, pk: int) -> Attachment:
        visible = Attachment.objects.visible_to(self.request.user)
        portraits = Attachment.objects.filter(kind=Attachment.Kind.PORTRAIT)
        found = (visible | portraits).distinct().filter(pk=pk).first()
        return found or self._of_record(pk)

    def _of_record(self, pk: int) -> Attachment:
        """A photo of a record whose app shows it to all who may see the record."""
        found = get_object_or_404(Attachment, pk=pk)
        label, _colon, key = found.subject.partition(":")
        rows = registry.photos.get(label)
        if rows is None or not rows(self.request.user).filter(pk=key).exists():
            raise Http404
        return found


class ThumbnailView(AttachmentView):
    """The small copy; part of a page whose opening is written down already."""

    def get(self, request, pk):
        found = self._found(pk)
        name = found.thumbnail_name or found.file_name
        return _answer(name, found.content_type)


def _answer(name: str, content_type: str) -> FileResponse:
    try:
        file = path_of(name).open("rb")
    except OSError:
        raise Http404 from None
    return FileResponse(file, content_type=content_type, headers=HEADERS)

"""A page of figures that stays open: asked every minute, told what changed."""

from hashlib import sha256

from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language

from station import watching

FRESH_FOR = 300  # seconds; then figures that move with the clock are read anew


class LiveMixin:
    """The figures alone, every minute; nothing where nothing was written since.

    The question costs two small queries then; what moves with the clock is read anew
    after five minutes all the same. Figures get a tag only where nobody was in the
    midst of writing: what was counted but could not be seen yet would be missed.
    """

    live_template = ""

    def get(self, request, *args, **kwargs):
        if "live" not in request.GET:
            return _kept_by_nobody(super().get(request, *args, **kwargs))
        tag = self._tag()
        if request.headers.get("If-None-Match") == tag:
            return HttpResponse(status=304, headers={"ETag": tag})
        was_at_rest = watching.is_at_rest()
        response = super().get(request, *args, **kwargs)
        if was_at_rest:
            response.headers["ETag"] = tag
        return _kept_by_nobody(response)

    def get_template_names(self):
        if "live" in self.request.GET:
            return [self.live_template]
        return super().get_template_names()

    @property
    def reader(self) -> int:
        """Whose page it is."""
        return self.request.user.pk

    def _tag(self) -> str:
        said = (
            watching.state(),
            int(self.now.timestamp()) // FRESH_FOR,
            self.reader,
            get_language(),
            self.request.get_full_path(),
        )
        return f'"{sha256(repr(said).encode()).hexdigest()[:32]}"'


def _kept_by_nobody(response):
    patch_cache_control(response, private=True, no_cache=True)
    return response

"""A page that makes a record, perhaps of another one."""

from django.http import Http404
from django.utils.functional import cached_property

from station import links
from station.registry import OriginFacts


class OriginMixin:
    """May be opened from another record: ``?from=households.visit:12``.

    The form posts to its own address, so the origin is known again when it is sent.
    """

    @cached_property
    def origin(self):
        """The record it is made of; 404 where the person may not see it."""
        text = self.request.GET.get("from", "")
        if not text:
            return None
        found = links.resolve(text, user=self.request.user)
        if found is None:
            raise Http404
        return found

    @cached_property
    def origin_facts(self) -> OriginFacts:
        """What is known already and need not be typed again."""
        return links.facts_of(self.origin)

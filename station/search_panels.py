"""What the ground floor brings to the search."""

from django.utils.translation import gettext_lazy as _

from station import search
from station.registry import registry

registry.add_search(*search.KINDS)
registry.add_event_labels(
    saved_search__created=_("Search saved"),
    saved_search__deleted=_("Saved search deleted"),
)

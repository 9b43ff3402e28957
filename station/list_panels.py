"""What the ground floor's own lists and what is kept of lists bring."""

from django.utils.translation import gettext_lazy as _

from station.filters import UserFilterSet
from station.lists import ListColumn, ListKind
from station.models import User
from station.registry import registry

registry.add_event_labels(
    saved_filter__created=_("Filter saved"),
    saved_filter__edited=_("Saved filter edited"),
    saved_filter__deleted=_("Saved filter deleted"),
)
registry.add_list(
    ListKind(
        key="station.user",
        label=_("People"),
        icon="users",
        model=User,
        permission="user.view",
        url_name="station:person_list",
        filterset=UserFilterSet,
        columns=(
            ListColumn("name", _("Name"), is_fixed=True),
            ListColumn("posts", _("Posts")),
            ListColumn("badge_number", _("Badge number")),
            ListColumn("phone", _("Duty phone")),
        ),
        orders={"name": ("name_sort", "id")},
        prepare=lambda rows: rows.people(),
    )
)

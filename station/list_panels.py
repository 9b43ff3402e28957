"""What the ground floor's own lists and what is kept of lists bring."""

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from station.filters import UserFilterSet
from station.lists import ListColumn, ListKind
from station.models import Post, User
from station.registry import registry

registry.add_event_labels(
    saved_filter__created=_("Filter saved"),
    saved_filter__edited=_("Saved filter edited"),
    saved_filter__deleted=_("Saved filter deleted"),
)


def _with_posts(rows):
    """People with the posts they hold today."""
    held = Post.objects.valid(on=timezone.localdate())
    held = held.select_related("area__parent").order_by("from_on", "pk")
    return rows.people().prefetch_related(Prefetch("posts", held, to_attr="held"))


def _posts(person) -> str:
    return str(_(", ")).join(
        f"{post.get_role_display()} · {post.area.name}" for post in person.held
    )


def _account(person) -> str:
    return str(_("in use") if person.is_active else _("locked"))


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
            ListColumn("name", _("Name"), lambda row: row.name, is_fixed=True),
            ListColumn("posts", _("Posts"), _posts),
            ListColumn("badge_number", _("Badge number"), lambda row: row.badge_number),
            ListColumn("phone", _("Duty phone"), lambda row: row.phone),
            ListColumn("account", _("Account"), _account, on_page=False),
        ),
        orders={
            "name": ("name_sort", "id"),
            "-name": ("-name_sort", "-id"),
            "badge_number": ("badge_number", "id"),
            "-badge_number": ("-badge_number", "-id"),
        },
        prepare=_with_posts,
        export_permission="user.export",
        export_name="station:person_export",
        file_name="people",
    )
)

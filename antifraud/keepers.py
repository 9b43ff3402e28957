"""Who can keep a group: whoever has charge of the place it belongs to."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils import timezone

from station import policy
from station.models import Post, User
from station.models.area import STEP

PERMISSION = "audience.edit"


def keepers(user):
    """The officers to whom this person may give a group."""
    scope = policy.scope(user, PERMISSION)
    posts = Post.objects.valid(on=timezone.localdate())
    posts = posts.for_role(*policy.cells(PERMISSION))
    if not scope.everything:
        posts = posts.filter(
            Q(area_id__in=scope.area_ids) | Q(area__path__in=_above(user))
        )
    rows = User.objects.active().people().filter(pk__in=posts.values("user"))
    return rows.order_by("name_sort", "pk")


def unkept(rows, *, on):
    """Groups whose keeper serves there no more."""
    posts = Post.objects.valid(on=on).for_role(*policy.cells(PERMISSION))
    posts = posts.filter(user=OuterRef("owner"), user__is_active=True)
    place = ExpressionWrapper(OuterRef("area__path"), output_field=CharField())
    posts = posts.annotate(place=place).filter(place__startswith=F("area__path"))
    return rows.filter(~Exists(posts))


def _above(user) -> set[str]:
    """The paths of the areas in which this person's posts lie."""
    granted = policy.cells(PERMISSION)
    paths = [post.area.path for post in user.rights.posts if post.role in granted]
    return {path[:end] for path in paths for end in range(STEP, len(path) + 1, STEP)}

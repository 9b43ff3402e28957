"""The row shapes of territory and people."""

from station.api.parts import Children, Column, Expression, Part
from station.api.shape import Shape
from station.models import Area, Attachment, Post, User

AREA = Part("area", "id", "name", "kind")
TODAY = "(now() AT TIME ZONE 'Asia/Shanghai')::date"
POST_IS_VALID = f"{{t}}.from_on <= {TODAY} AND ({{t}}.until_on IS NULL OR {{t}}.until_on >= {TODAY})"


def person(name: str, *, needs=()) -> Part:
    """A colleague, by name and badge number."""
    return Part(name, "id", "name", "badge_number", needs=needs)


AREAS = Shape(
    "Area",
    Area,
    "id",
    "kind",
    "name",
    "short_name",
    "code",
    Column("parent", source="parent"),
    "path",
    "profile",
    "is_active",
    "version",
    "created_at",
    "updated_at",
    orders={"path": "path", "name": "name", "id": "id", "updated_at": "updated_at"},
    order="path",
    detail=[
        Children(
            "children",
            "id",
            "kind",
            "name",
            "code",
            order='{t}."path"',
            needs="area.view",
        ),
        Children(
            "posts",
            "id",
            "role",
            "duty",
            person("user"),
            "from_on",
            "until_on",
            "is_acting",
            where=POST_IS_VALID,
            order="{t}.role, {t}.from_on, {t}.id",
            needs="post.view",
        ),
    ],
)

USERS = Shape(
    "User",
    User,
    "id",
    "badge_number",
    "name",
    "phone",
    "is_active",
    "is_service",
    "version",
    "created_at",
    "updated_at",
    orders={
        "name": "name_sort",
        "badge_number": "badge_number",
        "id": "id",
        "updated_at": "updated_at",
    },
    order="name",
    detail=[
        Children(
            "posts",
            "id",
            "role",
            "duty",
            AREA,
            "from_on",
            "until_on",
            "is_acting",
            order="{t}.from_on DESC, {t}.id DESC",
        ),
    ],
)

POSTS = Shape(
    "Post",
    Post,
    "id",
    person("user"),
    "role",
    "duty",
    AREA,
    "from_on",
    "until_on",
    "is_acting",
    Expression("is_valid", f"({POST_IS_VALID})", {"type": "boolean"}),
    "version",
    "created_at",
    "updated_at",
    orders={"from_on": "from_on", "id": "id", "updated_at": "updated_at"},
    order="id",
)

ATTACHMENTS = Shape(
    "Attachment",
    Attachment,
    "id",
    "kind",
    "subject",
    AREA,
    "content_type",
    "size",
    "width",
    "height",
    person("uploaded_by"),
    "created_at",
    orders={"id": "id", "created_at": "created_at"},
    order="-id",
)

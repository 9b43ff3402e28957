"""What lists of territory and people can be narrowed by, on pages and in the API."""

from datetime import date

import django_filters as filters
from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from station.models import Area, Attachment, Post, ServiceToken, User
from station.roles import Duty, Role
from station.search import PEOPLE


def visible_areas(request):
    """The areas this person may choose from."""
    if request is None:
        return Area.objects.none()
    return Area.objects.visible_to(request.user)


def visible_people(request):
    """The colleagues this person may choose from."""
    if request is None:
        return User.objects.none()
    return User.objects.visible_to(request.user)


class AreaFilter(filters.ModelChoiceFilter):
    """An area and everything below it."""

    def __init__(self, **options):
        options.setdefault("label", _("Area"))
        super().__init__(queryset=visible_areas, **options)

    def filter(self, queryset, value):
        if value is None:
            return queryset
        below = Area.objects.below(value).values("pk")
        return queryset.filter(**{f"{self.field_name}__in": below})


class AreaFilterSet(filters.FilterSet):
    """The territory by kind, place and name."""

    search = filters.CharFilter(label=_("Name or code"), method="find")
    kind = filters.ChoiceFilter(choices=Area.Kind)
    below = AreaFilter(field_name="id", label=_("Lies in"))
    parent = filters.NumberFilter(label=_("Directly below"), field_name="parent_id")
    is_active = filters.BooleanFilter()

    class Meta:
        model = Area
        fields = ["search", "kind", "below", "parent", "is_active"]

    def find(self, queryset, _name, value: str):
        return queryset.filter(Q(name__contains=value) | Q(code__startswith=value))


class TeamFilterSet(filters.FilterSet):
    """Villages and grids by name and place, for who serves there."""

    search = filters.CharFilter(label=_("Name or code"), method="find")
    kind = filters.ChoiceFilter(
        label=_("Kind"),
        choices=[
            (kind.value, kind.label) for kind in (Area.Kind.COMMUNITY, Area.Kind.GRID)
        ],
        empty_label=_("All"),
    )
    below = AreaFilter(field_name="id", label=_("Lies in"), empty_label=_("All"))

    class Meta:
        model = Area
        fields = ["search", "kind", "below"]

    @property
    def qs(self):
        kinds = [Area.Kind.COMMUNITY, Area.Kind.GRID]
        return super().qs.filter(kind__in=kinds, is_active=True)

    def find(self, queryset, _name, value: str):
        return queryset.filter(Q(name__contains=value) | Q(code__startswith=value))


class UserFilterSet(filters.FilterSet):
    """People by name, badge number and post."""

    search = filters.CharFilter(label=_("Name or badge number"), method="find")
    role = filters.ChoiceFilter(
        label=_("Role"), choices=Role, method="with_role", empty_label=_("All")
    )
    area = filters.ModelChoiceFilter(
        label=_("Area"),
        queryset=visible_areas,
        method="posted_in",
        empty_label=_("All"),
    )
    is_active = filters.BooleanFilter(
        label=_("Account"),
        widget=forms.Select(
            choices=[("", _("All")), ("true", _("in use")), ("false", _("locked"))]
        ),
    )

    class Meta:
        model = User
        fields = ["search", "role", "area", "is_active"]

    def find(self, queryset, _name, value: str):
        return queryset.filter(PEOPLE.matching(value))

    def with_role(self, queryset, _name, value: str):
        posts = Post.objects.valid(on=timezone.localdate()).for_role(value)
        return queryset.filter(pk__in=posts.values("user"))

    def posted_in(self, queryset, _name, value: int):
        below = Area.objects.below(value).values("pk")
        posts = Post.objects.valid(on=timezone.localdate()).filter(area__in=below)
        return queryset.filter(pk__in=posts.values("user"))


class PostFilterSet(filters.FilterSet):
    """Posts by person, role, place and day."""

    user = filters.ModelChoiceFilter(queryset=visible_people)
    role = filters.ChoiceFilter(choices=Role)
    duty = filters.ChoiceFilter(choices=Duty)
    area = AreaFilter()
    valid_on = filters.DateFilter(label=_("Held on"), method="held_on")

    class Meta:
        model = Post
        fields = ["user", "role", "duty", "area", "valid_on"]

    def held_on(self, queryset, _name, value: date):
        return queryset.valid(on=value)


class AttachmentFilterSet(filters.FilterSet):
    """Files by the record they belong to."""

    subject = filters.CharFilter()
    kind = filters.ChoiceFilter(choices=Attachment.Kind)

    class Meta:
        model = Attachment
        fields = ["subject", "kind"]


class TokenFilterSet(filters.FilterSet):
    """Keys by the machine they open for."""

    machine = filters.NumberFilter(label=_("Machine"), field_name="user_id")

    class Meta:
        model = ServiceToken
        fields = ["machine"]

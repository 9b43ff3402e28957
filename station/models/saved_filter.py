"""What a person keeps of a list: filters under a name, and the columns to show."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from station.models.area import Area
from station.models.base import TimeStampedModel
from station.models.user import User
from station.scoping import ScopedQuerySet


class SavedFilterQuerySet(ScopedQuerySet):
    """Saved filters asked for by who may use them."""

    def scope_condition(self, scope, user) -> Q:
        """One's own always, those shared where one serves besides."""
        own = Q(pk__in=[]) if scope.is_empty else Q(owner=user.pk)
        return own | super().scope_condition(scope, user)

    def offered(self, user, list_key: str):
        """Those one may use on a list, one's own first."""
        return self.visible_to(user).filter(list_key=list_key).order_by("name", "pk")

    def pinned(self, user):
        """Those in this person's side bar."""
        return self.visible_to(user).filter(pinned_by=user).order_by("name", "pk")


class SavedFilter(TimeStampedModel):
    """The filters of a list under a name: for oneself, or for the whole station."""

    name = models.CharField(_("name"), max_length=60)
    slug = models.SlugField(max_length=90, unique=True)
    list_key = models.CharField(max_length=60)
    query = models.CharField(_("filters"), max_length=1000, blank=True)
    owner = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="saved_filters"
    )
    shared_with = models.ForeignKey(
        Area,
        verbose_name=_("shared with"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    pinned_by = models.ManyToManyField(User, related_name="pinned_filters", blank=True)

    objects = SavedFilterQuerySet.as_manager()

    policy_resource = "saved_filter"
    scope_area = "shared_with_id"
    scope_own = "owner_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("saved filter")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "list_key", "name"],
                name="%(app_label)s_%(class)s_name_once",
            )
        ]
        indexes = [
            models.Index(fields=["list_key", "name"], name="station_savedfilter_list")
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("station:filter_edit", args=[self.pk])


class ListPreference(TimeStampedModel):
    """The columns a person wants to see in a list."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="list_preferences"
    )
    list_key = models.CharField(max_length=60)
    columns = ArrayField(models.CharField(max_length=40), default=list)

    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("columns of a list")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "list_key"], name="%(app_label)s_%(class)s_once"
            )
        ]

    def __str__(self):
        return self.list_key

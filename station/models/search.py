"""What a person keeps of the search: words under a name, and what was opened last."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from station.models.base import TimeStampedModel
from station.models.user import User
from station.scoping import ScopedQuerySet

PERSONAL_NUMBER = r"(^|[^0-9])(1[3-9][0-9]{9}|[0-9]{15}|[0-9]{17}[0-9Xx])([^0-9Xx]|$)"


class SavedSearch(TimeStampedModel):
    """Words one looks for again and again, under a name; for oneself only."""

    owner = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="saved_searches"
    )
    name = models.CharField(_("name"), max_length=60)
    words = models.CharField(_("words"), max_length=60)

    objects = ScopedQuerySet.as_manager()

    policy_resource = "saved_search"
    scope_own = "owner_id"
    PERSONAL_FIELDS = frozenset({"name", "words"})

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"], name="%(app_label)s_%(class)s_name_once"
            ),
            models.CheckConstraint(
                condition=~Q(words="")
                & ~Q(words__regex=PERSONAL_NUMBER)
                & ~Q(name__regex=PERSONAL_NUMBER),
                name="%(app_label)s_%(class)s_no_personal_number",
            ),
        ]

    def __str__(self):
        return self.name


class RecentRecord(models.Model):
    """A record somebody opened from the search: which one, never by which words."""

    KEPT = 10  # of one person
    KEPT_FOR = timedelta(days=7)

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="recent_records"
    )
    source = models.CharField(max_length=40)  # a kind of the search
    record_id = models.BigIntegerField()
    opened_at = models.DateTimeField(_("opened"))

    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("record opened last")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "source", "record_id"],
                name="%(app_label)s_%(class)s_once",
            )
        ]
        indexes = [
            models.Index(fields=["user", "-opened_at"], name="station_recent_user"),
            models.Index(fields=["opened_at"], name="station_recent_old"),
        ]

    def __str__(self):
        return f"{self.source}:{self.record_id}"

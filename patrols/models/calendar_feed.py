"""Calendar feeds: a secret address under which a phone's calendar reads shifts."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from patrols.models.team import Team
from station.models import TimeStampedModel, User
from station.scoping import ScopedQuerySet


@pghistory.track(
    pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["token_hash"]
)
class CalendarFeed(TimeStampedModel):
    """One's own shifts, or those of a team, for as long as the owner may see them.

    The address is told once and kept only as a fingerprint; a new one ends the old.
    """

    user = models.ForeignKey(
        User,
        verbose_name=_("account"),
        on_delete=models.CASCADE,
        related_name="calendar_feeds",
    )
    # Nothing: the person's own shifts.
    team = models.ForeignKey(
        Team,
        verbose_name=_("patrol team"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="calendar_feeds",
    )
    token_hash = models.BinaryField(max_length=32, unique=True, editable=False)
    language = models.CharField(_("language"), max_length=10, blank=True)
    revoked_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    policy_resource = "calendar_feed"
    scope_area = None
    scope_own = "user_id"
    PERSONAL_FIELDS = frozenset({"token_hash"})

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(team__isnull=True, revoked_at__isnull=True),
                name="%(app_label)s_%(class)s_own_once",
            ),
            models.UniqueConstraint(
                fields=["user", "team"],
                condition=Q(team__isnull=False, revoked_at__isnull=True),
                name="%(app_label)s_%(class)s_team_once",
            ),
        ]

    def __str__(self):
        return str(self.team) if self.team_id else str(self.user)

    def get_absolute_url(self):
        return reverse("patrols:feed_list")

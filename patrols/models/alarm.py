"""Alarms (一键求助): a volunteer in need, until an officer has come."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patrols.models.patrol import Patrol
from patrols.models.volunteer import Volunteer
from patrols.scoping import TeamScopedQuerySet
from station import phrasing
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, User, VersionedModel


class AlarmQuerySet(TeamScopedQuerySet):
    """Alarms asked for by whether somebody has answered."""

    def ringing(self):
        return self.filter(acknowledged_at__isnull=True, closed_at__isnull=True)

    def unsettled(self):
        return self.filter(closed_at__isnull=True)

    def for_list(self):
        return self.select_related(
            "volunteer", "area", "acknowledged_by", "closed_by"
        ).defer("position", "result", "volunteer__phone", "volunteer__vetting_note")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Alarm(SealedModel, VersionedModel):
    """The one button: where and who, climbing until somebody answers."""

    volunteer = models.ForeignKey(
        Volunteer,
        verbose_name=_("volunteer"),
        on_delete=models.PROTECT,
        related_name="alarms",
    )
    patrol = models.ForeignKey(
        Patrol,
        verbose_name=_("patrol"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="alarms",
    )
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    pressed_at = models.DateTimeField(_("pressed"))
    received_at = models.DateTimeField(_("received"))
    position = EncryptedTextField(_("position"), blank=True, default="")
    accuracy_m = models.PositiveIntegerField(
        _("accuracy in metres"), null=True, blank=True
    )
    level = models.PositiveSmallIntegerField(_("how far it has climbed"), default=0)
    acknowledged_at = models.DateTimeField(_("answered"), null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        User,
        verbose_name=_("answered by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    closed_at = models.DateTimeField(_("settled"), null=True, blank=True)
    closed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_false = models.BooleanField(_("pressed by mistake"), default=False)
    result = EncryptedTextField(_("result"), blank=True, default="")
    client_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = AlarmQuerySet.as_manager()

    policy_resource = "alarm"
    scope_area = "area_id"
    scope_own = "volunteer__user_id"
    PERSONAL_FIELDS = frozenset({"position", "result"})

    class Meta:
        verbose_name = _("alarm")
        verbose_name_plural = _("alarms")
        constraints = [
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="%(app_label)s_%(class)s_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="%(app_label)s_%(class)s_closed_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "-pressed_at", "-id"], name="patrols_alarm_area"
            ),
            models.Index(
                fields=["volunteer", "-pressed_at", "-id"], name="patrols_alarm_mine"
            ),
            models.Index(
                fields=["area", "id"],
                name="patrols_alarm_ringing",
                condition=Q(acknowledged_at__isnull=True, closed_at__isnull=True),
            ),
            models.Index(fields=["updated_at", "id"], name="patrols_alarm_upd"),
        ]

    def __str__(self):
        return f"{self.volunteer} · {phrasing.in_full(self.pressed_at)}"

    def get_absolute_url(self):
        return reverse("patrols:alarm_detail", args=[self.pk])

    @property
    def own_url(self) -> str:
        """The page of whoever called: who comes, and what else to do."""
        return reverse("patrols:alarm_own", args=[self.pk])

    @property
    def place(self) -> tuple[float, float] | None:
        """Latitude and longitude, where the phone told them."""
        if not self.position:
            return None
        latitude, _comma, longitude = self.position.partition(",")
        return float(latitude), float(longitude)

    @property
    def state_label(self):
        if self.closed_at is not None:
            return pgettext_lazy("alarm", "Settled")
        if self.acknowledged_at is not None:
            return pgettext_lazy("alarm", "Answered")
        return pgettext_lazy("alarm", "Nobody has answered")

    @property
    def is_ringing(self) -> bool:
        return self.acknowledged_at is None and self.closed_at is None

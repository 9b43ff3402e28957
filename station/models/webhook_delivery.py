"""What was sent to webhooks, and how each try went."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from station.models.base import TimeStampedModel
from station.models.webhook import Webhook


class WebhookDeliveryQuerySet(models.QuerySet):
    """Deliveries asked for by reader and state."""

    def visible_to(self, user, action: str = "view"):
        """Those of the webhooks in the scope."""
        hooks = Webhook.objects.visible_to(user, action)
        return self.filter(webhook__in=hooks.values("pk"))

    def waiting(self):
        return self.filter(state=WebhookDelivery.State.WAITING)

    def for_list(self):
        return self.select_related("webhook__user")


class WebhookDelivery(TimeStampedModel):
    """A call: which changes it tells of, and what became of it.

    It keeps the ids of the events, never what was sent: the body is made anew for
    each attempt from what the machine may see then.
    """

    class Kind(models.TextChoices):
        CHANGES = "changes", pgettext_lazy("webhook", "Changes")
        REPLAY = "replay", pgettext_lazy("webhook", "Sent again")
        TEST = "test", pgettext_lazy("webhook", "Test")

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("webhook call", "Waiting")
        DONE = "done", pgettext_lazy("webhook call", "Taken")
        FAILED = "failed", pgettext_lazy("webhook call", "Failed")
        DROPPED = "dropped", pgettext_lazy("webhook call", "Not needed")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    webhook = models.ForeignKey(
        Webhook, on_delete=models.PROTECT, related_name="deliveries", db_index=False
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    replay_of = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replays"
    )
    lap = models.PositiveIntegerField(default=1)
    from_xid = models.BigIntegerField(default=0)
    from_event = models.BigIntegerField(default=0)
    to_xid = models.BigIntegerField(default=0)
    to_event = models.BigIntegerField(default=0)
    event_ids = ArrayField(models.BigIntegerField(), default=list)
    types = ArrayField(models.CharField(max_length=40), default=list)
    count = models.PositiveIntegerField(_("changes"), default=0)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.WAITING
    )
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    last_status = models.PositiveSmallIntegerField(_("answer"), null=True, blank=True)

    objects = WebhookDeliveryQuerySet.as_manager()

    policy_resource = "webhook"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("call of a webhook")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["webhook", "lap", "from_xid", "from_event"],
                condition=Q(kind="changes"),
                name="%(app_label)s_%(class)s_one_for_a_batch",
            ),
            models.UniqueConstraint(
                fields=["webhook"],
                condition=Q(kind="test", state="waiting"),
                name="%(app_label)s_%(class)s_one_test",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "done", "failed", "dropped"]),
                name="%(app_label)s_%(class)s_state_valid",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", settled_at__isnull=True)
                | ~Q(state="waiting") & Q(settled_at__isnull=False),
                name="%(app_label)s_%(class)s_settled_at_iff_settled",
            ),
            models.CheckConstraint(
                condition=Q(kind="test", count=0) | ~Q(kind="test") & Q(count__gt=0),
                name="%(app_label)s_%(class)s_tests_tell_nothing",
            ),
        ]
        indexes = [
            models.Index(fields=["webhook", "-id"], name="station_hookcall_log"),
            models.Index(
                fields=["webhook", "id"],
                name="station_hookcall_waiting",
                condition=Q(state="waiting"),
            ),
            models.Index(
                fields=["settled_at"],
                name="station_hookcall_settled",
                condition=~Q(state="waiting"),
            ),
        ]

    def __str__(self):
        return str(self.key)

    def get_absolute_url(self):
        return reverse("station:webhook_delivery", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def may_be_sent_again(self) -> bool:
        return not self.is_waiting and self.kind != self.Kind.TEST


class WebhookAttempt(models.Model):
    """One try of a call: how it was answered, how long that took, or what failed."""

    class Error(models.TextChoices):
        ADDRESS = "address", _("The address is refused: not https.")
        INNER = "inner", _("The address leads into our own network.")
        UNKNOWN = "unknown", _("The name of the host is not known.")
        CONNECT = "connect", _("Nobody answers there.")
        TLS = "tls", _("The certificate is not valid.")
        TIMEOUT = "timeout", _("No answer in time.")
        BROKEN = "broken", _("The line broke off.")
        REDIRECT = "redirect", _("It leads elsewhere; nobody follows.")
        STATUS = "status", _("It was not taken.")

    delivery = models.ForeignKey(
        WebhookDelivery, on_delete=models.CASCADE, related_name="tries", db_index=False
    )
    number = models.PositiveIntegerField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    took_ms = models.PositiveIntegerField(default=0)
    size = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=10, choices=Error, blank=True)

    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("attempt of a call")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["delivery", "number"], name="%(app_label)s_%(class)s_once"
            ),
        ]

    def __str__(self):
        return f"{self.delivery_id} {self.number}"

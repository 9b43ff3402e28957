"""Web addresses that are told of changes."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from station import policy
from station.fields import EncryptedTextField
from station.models.base import SealedModel, VersionedModel
from station.models.post import Post
from station.models.token import ServiceToken
from station.models.user import User

MOST = 200  # changes in one call


class WebhookQuerySet(models.QuerySet):
    """Webhooks asked for by whose machine they tell, and by whose turn it is."""

    def visible_to(self, user, action: str = "view"):
        """Those of machines whose every post lies in the scope, and a machine's own."""
        scope = policy.scope(user, f"webhook.{action}")
        if scope.everything:
            return self
        held = Post.objects.filter(user=OuterRef("user"))
        outside = held.exclude(area_id__in=scope.area_ids)
        found = Q(user=user.pk) if scope.own else Q(pk__in=[])
        if scope.area_ids:
            found |= Q(Exists(held) & ~Exists(outside))
        return self.filter(found)


class Webhook(SealedModel, VersionedModel):
    """Where a machine wishes to be told of changes, and how far it has been told.

    It tells what its key may read, and only while the key is valid.
    """

    class State(models.TextChoices):
        ACTIVE = "active", pgettext_lazy("webhook", "Active")
        PAUSED = "paused", pgettext_lazy("webhook", "Paused")
        PARKED = "parked", pgettext_lazy("webhook", "Stopped")
        ENDED = "ended", pgettext_lazy("webhook", "Removed")

    class Cause(models.TextChoices):
        NO_ANSWER = "no_answer", _("Days went by without a call being taken.")
        GONE = "gone", _("The other side says that nobody is there any more (410).")
        NO_KEY = "no_key", _("Its key is over or was taken back.")
        LOCKED = "locked", _("The account of the machine is locked.")

    user = models.ForeignKey(
        User, verbose_name=_("machine"), on_delete=models.PROTECT, related_name="hooks"
    )
    token = models.ForeignKey(
        ServiceToken,
        verbose_name=_("key"),
        on_delete=models.PROTECT,
        related_name="hooks",
    )
    name = models.CharField(_("what it is for"), max_length=80)
    address = models.CharField(_("address"), max_length=500)
    types = ArrayField(
        models.CharField(max_length=40),
        verbose_name=_("only these resources"),
        default=list,
        blank=True,
    )
    with_data = models.BooleanField(_("sends the row along"), default=True)
    most = models.PositiveSmallIntegerField(_("changes in one call"), default=50)
    secret = EncryptedTextField(_("signing secret"))
    old_secret = EncryptedTextField(blank=True, default="")
    old_until = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.ACTIVE
    )
    cause = models.CharField(_("why"), max_length=12, choices=Cause, blank=True)
    reason = models.CharField(_("why"), max_length=200, blank=True)
    state_at = models.DateTimeField(_("since"))
    after_xid = models.BigIntegerField()
    after_event = models.BigIntegerField()
    lap = models.PositiveIntegerField(default=1)
    failures = models.PositiveIntegerField(_("failed in a row"), default=0)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)
    taken_at = models.DateTimeField(_("last taken"), null=True, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = WebhookQuerySet.as_manager()

    policy_resource = "webhook"
    PERSONAL_FIELDS = frozenset({"secret", "old_secret"})

    class Meta:
        verbose_name = _("webhook")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["active", "paused", "parked", "ended"]),
                name="%(app_label)s_%(class)s_state_valid",
            ),
            models.CheckConstraint(
                condition=Q(state="parked") & ~Q(cause="")
                | ~Q(state="parked") & Q(cause=""),
                name="%(app_label)s_%(class)s_cause_iff_parked",
            ),
            models.CheckConstraint(
                condition=Q(old_secret="", old_until__isnull=True)
                | ~Q(old_secret="") & Q(old_until__isnull=False),
                name="%(app_label)s_%(class)s_old_secret_ends",
            ),
            models.CheckConstraint(
                condition=Q(most__gte=1, most__lte=MOST),
                name="%(app_label)s_%(class)s_most_valid",
            ),
            models.CheckConstraint(
                condition=Q(failures=0, failing_since__isnull=True)
                | Q(failures__gt=0, failing_since__isnull=False),
                name="%(app_label)s_%(class)s_failing_since_iff_failing",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("station:webhook_detail", args=[self.pk])

    @property
    def is_active(self) -> bool:
        return self.state == self.State.ACTIVE

    @property
    def may_be_resumed(self) -> bool:
        return self.state in {self.State.PAUSED, self.State.PARKED}

    def secrets(self, *, at) -> list[str]:
        """What calls are signed with; two while an old one is going out."""
        old = self.old_secret if self.old_until and at < self.old_until else ""
        return [self.secret, *([old] if old else [])]


class WebhookTurnQuerySet(models.QuerySet):
    """Turns asked for by whose it is."""

    def due(self, *, at):
        """Of active webhooks, or of those with a test to send; nobody is at it."""
        calls = Webhook.deliveries.rel.related_model.objects
        test = calls.filter(webhook=OuterRef("pk"), kind="test", state="waiting")
        return self.filter(
            Q(webhook__state=Webhook.State.ACTIVE, next_at__lte=at)
            | ~Q(webhook__state=Webhook.State.ENDED) & Exists(test),
            Q(lease_until__isnull=True) | Q(lease_until__lt=at),
        )


class WebhookTurn(models.Model):
    """When a webhook is looked at next, and who holds it; apart, since it moves often.

    One call at a time is under way: whoever holds the lease sends, ``number`` tells
    the holders apart.
    """

    webhook = models.OneToOneField(
        Webhook, on_delete=models.CASCADE, primary_key=True, related_name="turn"
    )
    next_at = models.DateTimeField(_("next call"), db_index=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    number = models.PositiveIntegerField(default=0)

    objects = WebhookTurnQuerySet.as_manager()
    PERSONAL_FIELDS = frozenset()

    def __str__(self):
        return f"{self.webhook_id} {self.number}"

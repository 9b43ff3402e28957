"""What residents send from behind a card: messages and tips."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from households.models.card import ContactCard
from households.workflow import MessageStatus
from station import policy
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, User, VersionedModel
from station.roles import Role
from station.scoping import ScopedQuerySet


class MessageKind(models.TextChoices):
    MESSAGE = "message", _("Message")
    TIP = "tip", _("Tip")


def _is_county(user) -> bool:
    """Looks over stations without leading one."""
    return Role.COUNTY_SUPERVISOR in user.roles and Role.STATION_CHIEF not in user.roles


class MessageQuerySet(ScopedQuerySet):
    """Messages within the scope for messages, tips within the scope for tips."""

    def visible_to(self, user, action: str = "view"):
        """Tips are narrower: never about oneself.

        The county sees those about officers and those given to it, no others.
        """
        messages = policy.scope(user, f"message.{action}")
        tips = policy.scope(user, f"tip.{action}")
        in_reach = self.scope_condition(tips, user)
        if not tips.is_empty and _is_county(user):
            in_reach &= Q(about_officer__isnull=False) | Q(assigned_to=user)
        return self.filter(
            (~Q(kind=MessageKind.TIP) & self.scope_condition(messages, user))
            | (
                Q(kind=MessageKind.TIP)
                & in_reach
                & ~Q(about_officer__isnull=False, about_officer=user)
            )
        )

    def open(self):
        return self.filter(status=MessageStatus.NEW)

    def overdue(self, *, at):
        return self.open().filter(due_at__lt=at)

    def for_list(self):
        return self.select_related("area", "assigned_to")


class Message(SealedModel, VersionedModel):
    """A matter that must end somewhere (件件有着落).

    No address, device or exact time of the sender is kept with a tip.
    """

    number = models.CharField(_("number"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=MessageKind)
    card = models.ForeignKey(
        ContactCard,
        verbose_name=_("card"),
        on_delete=models.PROTECT,
        related_name="messages",
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    text = EncryptedTextField(_("text"))
    sender_name = EncryptedTextField(_("name"), blank=True, default="")
    sender_phone = EncryptedTextField(_("phone"), blank=True, default="")
    is_anonymous = models.BooleanField(_("anonymous"), default=False)
    about_officer = models.ForeignKey(
        User,
        verbose_name=_("officer it is about"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    receipt_hash = models.BinaryField(max_length=32, unique=True, editable=False)
    received_at = models.DateTimeField(_("received"))
    due_at = models.DateTimeField(_("answer due"))
    assigned_to = models.ForeignKey(
        User,
        verbose_name=_("in charge"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    status = models.CharField(
        _("status"), max_length=10, choices=MessageStatus, default=MessageStatus.NEW
    )
    settled_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    policy_resource = "message"
    scope_area = "area_id"
    scope_assigned = "assigned_to_id"
    PERSONAL_FIELDS = frozenset({"text", "sender_name", "sender_phone", "receipt_hash"})

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=MessageKind.values),
                name="%(app_label)s_%(class)s_kind_valid",
            ),
            models.CheckConstraint(
                condition=Q(status__in=MessageStatus.values),
                name="%(app_label)s_%(class)s_status_valid",
            ),
            models.CheckConstraint(
                condition=Q(status="new", settled_at__isnull=True)
                | (~Q(status="new") & Q(settled_at__isnull=False)),
                name="%(app_label)s_%(class)s_settled_iff_not_new",
            ),
            models.CheckConstraint(
                condition=Q(is_anonymous=False) | Q(sender_name="", sender_phone=""),
                name="%(app_label)s_%(class)s_anonymous_has_no_sender",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "due_at", "id"],
                name="households_message_open",
                condition=Q(status="new"),
            ),
            models.Index(
                fields=["assigned_to", "due_at", "id"],
                name="households_message_mine",
                condition=Q(status="new"),
            ),
            models.Index(
                fields=["area", "-received_at", "-id"], name="households_message_area"
            ),
            models.Index(fields=["updated_at", "id"], name="households_message_upd"),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("inbox:detail", args=[self.pk])

    @property
    def is_tip(self) -> bool:
        return self.kind == MessageKind.TIP


class MessageReply(SealedModel):
    """An answer the sender reads by receipt, or a note for colleagues only."""

    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, related_name="replies"
    )
    author = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+"
    )
    is_note = models.BooleanField(_("only for colleagues"), default=False)
    text = EncryptedTextField(_("text"))
    written_at = models.DateTimeField(_("written"))

    PERSONAL_FIELDS = frozenset({"text"})

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["written_at", "pk"]

    def __str__(self):
        return str(self.message_id)

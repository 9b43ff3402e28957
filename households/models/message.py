"""What residents send from behind a card: messages and tips."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from households.models.card import ContactCard
from households.models.door_plate import DoorPlate
from households.workflow.messages import (
    OPEN,
    SETTLED,
    STOPPED,
    LimitUnit,
    MessageKind,
    MessageStatus,
    Satisfaction,
    Topic,
)
from station import crypto, policy
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, User, VersionedModel
from station.roles import Role
from station.scoping import ScopedQuerySet

# No row about a tip tells the minute its sender was there.
HOUR_ALONE = """
    NEW.created_at := date_trunc('hour', NEW.created_at);
    NEW.updated_at := date_trunc('hour', NEW.updated_at);
    RETURN NEW;
"""


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
            in_reach &= Q(is_about_police=True) | Q(assigned_to=user)
        return self.filter(
            (~Q(kind=MessageKind.TIP) & self.scope_condition(messages, user))
            | (
                Q(kind=MessageKind.TIP)
                & in_reach
                & ~Q(about_officer__isnull=False, about_officer=user)
            )
        )

    def open(self):
        """Neither answered nor closed: somebody still owes something."""
        return self.filter(status__in=OPEN)

    def running(self):
        """Those whose clock runs: our own answer is owed."""
        return self.filter(status=MessageStatus.NEW)

    def overdue(self, *, at):
        return self.running().filter(due_at__lt=at)

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
        null=True,
        blank=True,
        related_name="messages",
    )
    plate = models.ForeignKey(
        DoorPlate,
        verbose_name=_("door plate"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="messages",
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(
        _("topic"), max_length=12, choices=Topic, blank=True, default=""
    )
    text = EncryptedTextField(_("text"))
    place = EncryptedTextField(_("where"), blank=True, default="")
    # The same words from the same card, and the same caller, are found by these.
    text_index = models.BinaryField(max_length=32, null=True, editable=False)
    sender_phone_index = models.BinaryField(max_length=32, null=True, editable=False)
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
    is_about_police = models.BooleanField(_("about an officer"), default=False)
    receipt_hash = models.BinaryField(max_length=32, unique=True, editable=False)
    received_at = models.DateTimeField(_("received"))
    due_at = models.DateTimeField(_("answer due"))
    clock_from = models.DateTimeField(_("counted from"), null=True, editable=False)
    limit_amount = models.PositiveSmallIntegerField(_("time limit"), default=0)
    limit_unit = models.CharField(
        _("counted in"), max_length=8, choices=LimitUnit, default=LimitUnit.WORKING_DAYS
    )
    stopped_at = models.DateTimeField(_("clock stopped"), null=True, blank=True)
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
    settlements = models.PositiveSmallIntegerField(_("times settled"), default=0)
    reopened_times = models.PositiveSmallIntegerField(_("times reopened"), default=0)
    satisfaction = models.CharField(
        _("satisfaction"), max_length=10, choices=Satisfaction, blank=True, default=""
    )
    handled_by = models.CharField(
        _("handled further as"), max_length=80, blank=True, default=""
    )
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("joined to"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
    )
    merged_at = models.DateTimeField(_("joined"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    policy_resource = "message"
    scope_area = "area_id"
    scope_assigned = "assigned_to_id"
    PERSONAL_FIELDS = frozenset(
        {
            "text",
            "text_index",
            "place",
            "sender_name",
            "sender_phone",
            "sender_phone_index",
            "receipt_hash",
        }
    )

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
                condition=Q(status__in=OPEN, settled_at__isnull=True)
                | (~Q(status__in=OPEN) & Q(settled_at__isnull=False)),
                name="%(app_label)s_%(class)s_settled_iff_not_open",
            ),
            models.CheckConstraint(
                condition=Q(status__in=STOPPED, stopped_at__isnull=False)
                | (~Q(status__in=STOPPED) & Q(stopped_at__isnull=True)),
                name="%(app_label)s_%(class)s_stopped_iff_waiting",
            ),
            models.CheckConstraint(
                condition=Q(
                    status=MessageStatus.MERGED,
                    merged_into__isnull=False,
                    merged_at__isnull=False,
                )
                | (
                    ~Q(status=MessageStatus.MERGED)
                    & Q(merged_into__isnull=True, merged_at__isnull=True)
                ),
                name="%(app_label)s_%(class)s_merged_into_another",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("id")),
                name="%(app_label)s_%(class)s_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=Q(satisfaction="") | Q(status__in=SETTLED),
                name="%(app_label)s_%(class)s_satisfaction_once_settled",
            ),
            models.CheckConstraint(
                condition=Q(is_about_police=True) | Q(about_officer__isnull=True),
                name="%(app_label)s_%(class)s_about_officer_is_about_police",
            ),
            models.CheckConstraint(
                # The plate is the sender's own door.
                condition=~Q(kind="tip") | Q(plate__isnull=True),
                name="%(app_label)s_%(class)s_tip_names_no_door",
            ),
            models.CheckConstraint(
                condition=Q(is_anonymous=False)
                | Q(
                    sender_name="",
                    sender_phone="",
                    sender_phone_index__isnull=True,
                ),
                name="%(app_label)s_%(class)s_anonymous_has_no_sender",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="tip_tells_no_minute",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__kind="tip"),
                func=HOUR_ALONE,
            )
        ]
        indexes = [
            models.Index(
                fields=["area", "due_at", "id"],
                name="households_message_open",
                condition=Q(status__in=OPEN),
            ),
            models.Index(
                fields=["assigned_to", "due_at", "id"],
                name="households_message_mine",
                condition=Q(status__in=OPEN),
            ),
            models.Index(  # counted by area and kind, without reading the rows
                fields=["kind", "due_at", "area", "is_about_police"],
                name="households_message_running",
                condition=Q(status=MessageStatus.NEW),
            ),
            models.Index(
                fields=["area", "-received_at", "-id"], name="households_message_area"
            ),
            models.Index(fields=["updated_at", "id"], name="households_message_upd"),
            models.Index(
                fields=["area", "text_index"],
                name="households_message_words",
                condition=Q(status__in=OPEN),
            ),
            models.Index(
                fields=["sender_phone_index", "-received_at"],
                name="households_message_caller",
                condition=Q(sender_phone_index__isnull=False),
            ),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("inbox:detail", args=[self.pk])

    @property
    def is_tip(self) -> bool:
        return self.kind == MessageKind.TIP

    @property
    def is_urgent(self) -> bool:
        """Somebody in distress: everybody above hears of it at once."""
        return self.kind == MessageKind.DISTRESS

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_settled(self) -> bool:
        return self.status in SETTLED

    def write_text(self, text: str, *, phone: str = "") -> None:
        """Keep the words, and by which they are found when the same caller sends
        them again."""
        words = "".join(ch for ch in text.casefold() if ch.isalnum())
        self.text = text
        self.text_index = crypto.blind_index(f"{words}:{phone}", purpose="message.text")

    def write_sender(self, *, name: str, phone: str) -> None:
        """Who wrote; a tip's number is not made findable."""
        self.sender_name, self.sender_phone = name, phone
        if phone and not self.is_tip:
            self.sender_phone_index = crypto.blind_index(phone, purpose="message.phone")

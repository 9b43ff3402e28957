"""What is written to a matter, how long its clock stood, and how it was found."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from households.models.message import Message
from households.workflow.messages import MessageStatus, Satisfaction
from station.fields import EncryptedTextField
from station.models import SealedModel, User


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


class MessagePause(models.Model):
    """While the sender or another office is asked, the clock stands still."""

    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, related_name="pauses"
    )
    cause = models.CharField(
        _("waiting for"),
        max_length=10,
        choices=[
            (MessageStatus.PAUSED.value, MessageStatus.PAUSED.label),
            (MessageStatus.REFERRED.value, MessageStatus.REFERRED.label),
        ],
    )
    began_at = models.DateTimeField(_("clock stopped"))
    ended_at = models.DateTimeField(_("clock went on"), null=True, blank=True)

    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("pause of the clock")
        ordering = ["began_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cause__in=["paused", "referred"]),
                name="%(app_label)s_%(class)s_cause_valid",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("began_at")),
                name="%(app_label)s_%(class)s_ends_after_it_began",
            ),
            models.UniqueConstraint(
                fields=["message"],
                condition=Q(ended_at__isnull=True),
                name="%(app_label)s_%(class)s_one_at_a_time",
            ),
        ]

    def __str__(self):
        return str(self.message_id)


class MessageSurvey(SealedModel):
    """How the sender found the answer: once for each time the matter was settled."""

    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, related_name="surveys"
    )
    settlement = models.PositiveSmallIntegerField(_("settled for the … time"))
    satisfaction = models.CharField(
        _("satisfaction"), max_length=10, choices=Satisfaction
    )
    text = EncryptedTextField(_("in their own words"), blank=True, default="")
    given_at = models.DateTimeField(_("given"))

    PERSONAL_FIELDS = frozenset({"text"})

    class Meta:
        verbose_name = _("satisfaction answer")
        ordering = ["settlement"]
        constraints = [
            models.CheckConstraint(
                condition=Q(satisfaction__in=Satisfaction.values),
                name="%(app_label)s_%(class)s_satisfaction_valid",
            ),
            models.UniqueConstraint(
                fields=["message", "settlement"],
                name="%(app_label)s_%(class)s_once_per_settlement",
            ),
        ]

    def __str__(self):
        return str(self.message_id)

"""Matters that another office has to answer: to whom, since when, until when."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from households.models.message import Message
from households.workflow.messages import OfficeKind, ReferralStatus
from station import policy
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, User, VersionedModel
from station.scoping import ScopedQuerySet


class Office(VersionedModel):
    """An office outside the station that takes matters over (12345, village …)."""

    station = models.ForeignKey(
        Area, verbose_name=_("station"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=OfficeKind)
    title = models.CharField(_("name of the office"), max_length=60)
    # The line everybody may call, not a person's own.
    line = models.CharField(_("telephone"), max_length=24, blank=True, default="")
    usual_days = models.PositiveSmallIntegerField(
        _("usually answers within"), default=5, help_text=_("Working days.")
    )
    is_active = models.BooleanField(_("in use"), default=True)
    people = models.ManyToManyField(
        User, verbose_name=_("who sits there"), blank=True, related_name="offices"
    )

    objects = ScopedQuerySet.as_manager()

    policy_resource = "office"
    scope_area = "station_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        constraints = [
            models.UniqueConstraint(
                fields=["station", "title"],
                name="%(app_label)s_%(class)s_one_of_a_name",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OfficeKind.values),
                name="%(app_label)s_%(class)s_kind_valid",
            ),
            models.CheckConstraint(
                condition=Q(usual_days__gte=1, usual_days__lte=90),
                name="%(app_label)s_%(class)s_days_in_reason",
            ),
        ]

    def __str__(self):
        return self.title


class ReferralQuerySet(ScopedQuerySet):
    """Hand-overs of the matters a person may see: never of a tip about oneself."""

    def visible_to(self, user, action: str = "view"):
        return self.filter(message__in=Message.objects.visible_to(user, action))

    def waiting(self):
        return self.filter(status=ReferralStatus.WAITING)

    def overdue(self, *, at):
        return self.waiting().filter(due_at__lt=at)

    def for_list(self):
        return self.select_related("message__area", "office", "handed_by")


class Referral(SealedModel, VersionedModel):
    """What another office was asked about a matter, and what came back."""

    message = models.ForeignKey(
        Message,
        verbose_name=_("message"),
        on_delete=models.PROTECT,
        related_name="referrals",
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(
        Office,
        verbose_name=_("office"),
        on_delete=models.PROTECT,
        related_name="referrals",
    )
    asked = EncryptedTextField(_("what was asked"))
    handed_at = models.DateTimeField(_("handed over"))
    handed_by = models.ForeignKey(
        User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    due_at = models.DateTimeField(_("answer due"))
    status = models.CharField(
        _("state"),
        max_length=10,
        choices=ReferralStatus,
        default=ReferralStatus.WAITING,
    )
    accepted_at = models.DateTimeField(_("taken on"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        User,
        verbose_name=_("taken on by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    answer = EncryptedTextField(_("their answer"), blank=True, default="")
    settled_at = models.DateTimeField(_("came back"), null=True, blank=True)
    settled_by = models.ForeignKey(
        User,
        verbose_name=_("recorded by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = ReferralQuerySet.as_manager()

    policy_resource = "message"
    scope_area = "area_id"
    scope_assigned = "message__assigned_to_id"
    PERSONAL_FIELDS = frozenset({"asked", "answer"})

    class Meta:
        verbose_name = _("hand-over to another office")
        verbose_name_plural = _("hand-overs to other offices")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ReferralStatus.values),
                name="%(app_label)s_%(class)s_status_valid",
            ),
            models.CheckConstraint(
                condition=Q(
                    status=ReferralStatus.WAITING,
                    settled_at__isnull=True,
                    settled_by__isnull=True,
                )
                | (
                    ~Q(status=ReferralStatus.WAITING)
                    & Q(settled_at__isnull=False, settled_by__isnull=False)
                ),
                name="%(app_label)s_%(class)s_settled_iff_not_waiting",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="%(app_label)s_%(class)s_accepted_at_and_by",
            ),
            models.UniqueConstraint(
                fields=["message"],
                condition=Q(status=ReferralStatus.WAITING),
                name="%(app_label)s_%(class)s_one_at_a_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "due_at", "id"],
                name="households_referral_open",
                condition=Q(status="waiting"),
            ),
            models.Index(fields=["updated_at", "id"], name="households_referral_upd"),
        ]

    def __str__(self):
        return str(self.office)

    def get_absolute_url(self):
        return self.message.get_absolute_url()

    @property
    def is_waiting(self) -> bool:
        return self.status == ReferralStatus.WAITING


class HandedReferralQuerySet(ReferralQuerySet):
    """What lies with the offices a partner sits in, within the area of the post."""

    def visible_to(self, user, action: str = "view"):
        scope = policy.scope(user, f"office_referral.{action}")
        if not scope.assigned:
            return self.none()
        places = policy.scope(user, "area.view").keys
        seats = Office.objects.filter(people=user)
        return self.filter(office__in=seats, area__among=places)

    def for_list(self):
        return self.select_related("message", "area", "office", "accepted_by")


class HandedReferral(Referral):
    """The same, as the other office sees it: what it is asked, never who asked us."""

    objects = HandedReferralQuerySet.as_manager()

    policy_resource = "office_referral"
    scope_assigned = "office__people"

    class Meta:
        proxy = True
        verbose_name = _("matter handed to us")
        verbose_name_plural = _("matters handed to us")

    def __str__(self):
        return str(self.message)

    def get_absolute_url(self):
        return reverse("inbox:handed_detail", args=[self.pk])

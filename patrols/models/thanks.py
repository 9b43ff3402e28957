"""What a volunteer has in return: a certificate of service, thanks, merit points."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patrols.models.volunteer import Volunteer
from station.models import Area, User, VersionedModel
from station.scoping import ScopedQuerySet


class CertificateQuerySet(ScopedQuerySet):
    """Certificates asked for by whether they hold."""

    def valid(self):
        return self.filter(voided_at__isnull=True)

    def for_list(self):
        return self.select_related("area", "volunteer", "issued_by").defer(
            "volunteer__phone", "volunteer__vetting_note", "volunteer__guardian_phone"
        )


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class ServiceCertificate(VersionedModel):
    """What somebody served, as it was counted that day (志愿服务条例, article 19).

    Without a charge, true to the records, and never changed: a wrong one is voided.
    """

    number = models.CharField(_("number"), max_length=40, unique=True)
    volunteer = models.ForeignKey(
        Volunteer,
        verbose_name=pgettext_lazy("patrol", "volunteer"),
        on_delete=models.PROTECT,
        related_name="certificates",
    )
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("name"), max_length=60)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))
    minutes = models.PositiveIntegerField(_("minutes that count"))
    patrols = models.PositiveIntegerField(_("patrols"))
    # [{"kind": "street", "title": "街面巡防", "patrols": 3, "minutes": 360}, …]
    lines = models.JSONField(_("by kind of patrol"), default=list)
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(
        User, verbose_name=_("issued by"), on_delete=models.PROTECT, related_name="+"
    )
    voided_at = models.DateTimeField(_("voided"), null=True, blank=True)
    voided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    void_reason = models.CharField(_("why voided"), max_length=200, blank=True)

    objects = CertificateQuerySet.as_manager()

    policy_resource = "certificate"
    scope_area = "area_id"
    scope_own = "volunteer__user_id"
    PERSONAL_FIELDS = frozenset({"name", "void_reason"})

    class Meta:
        verbose_name = _("service certificate")
        verbose_name_plural = _("service certificates")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")),
                name="%(app_label)s_%(class)s_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gt=0), name="%(app_label)s_%(class)s_served"
            ),
            models.CheckConstraint(
                condition=Q(
                    voided_at__isnull=True, voided_by__isnull=True, void_reason=""
                )
                | (
                    Q(voided_at__isnull=False, voided_by__isnull=False)
                    & ~Q(void_reason="")
                ),
                name="%(app_label)s_%(class)s_voided_with_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["volunteer", "-issued_at", "-id"], name="patrols_cert_volunteer"
            ),
            models.Index(
                fields=["area", "-issued_at", "-id"], name="patrols_cert_area"
            ),
            models.Index(fields=["updated_at", "id"], name="patrols_cert_upd"),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("patrols:certificate_print", args=[self.pk])


class ThanksQuerySet(ScopedQuerySet):
    """Thanks asked for by whether they may be read in public."""

    def public(self):
        """Only while the person agrees to it (article 20)."""
        return self.filter(is_public=True, volunteer__may_be_published=True)


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Thanks(VersionedModel):
    """A few words for what somebody did."""

    volunteer = models.ForeignKey(
        Volunteer,
        verbose_name=pgettext_lazy("patrol", "volunteer"),
        on_delete=models.PROTECT,
        related_name="thanks",
    )
    text = models.CharField(_("words of thanks"), max_length=300)
    said_at = models.DateTimeField(_("said"))
    said_by = models.ForeignKey(
        User, verbose_name=_("said by"), on_delete=models.PROTECT, related_name="+"
    )
    is_public = models.BooleanField(_("may be hung up"), default=False)

    objects = ThanksQuerySet.as_manager()

    policy_resource = "thanks"
    scope_area = "volunteer__area_id"
    scope_own = "volunteer__user_id"
    PERSONAL_FIELDS = frozenset({"text"})

    class Meta:
        verbose_name = _("thanks")
        verbose_name_plural = _("thanks")
        ordering = ["-said_at", "-pk"]
        indexes = [
            models.Index(
                fields=["volunteer", "-said_at", "-id"], name="patrols_thanks_volunteer"
            ),
            models.Index(fields=["updated_at", "id"], name="patrols_thanks_upd"),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("patrols:volunteer_detail", args=[self.volunteer_id])


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class MeritRule(VersionedModel):
    """How merit points are counted in an area; off unless somebody turns them on.

    Never for quantity alone: hours count up to a limit and only where the presence at
    a point is beyond doubt, findings only once they were settled.
    """

    area = models.OneToOneField(
        Area,
        verbose_name=_("holds in"),
        on_delete=models.PROTECT,
        related_name="merit_rule",
    )
    is_on = models.BooleanField(_("merit points are counted"), default=False)
    per_hour = models.PositiveSmallIntegerField(_("points for an hour"), default=1)
    most_hours = models.PositiveSmallIntegerField(
        _("hours of a month that count at most"), default=16
    )
    per_settled = models.PositiveSmallIntegerField(
        _("points for a finding that was settled"), default=5
    )

    objects = ScopedQuerySet.as_manager()

    policy_resource = "merit_rule"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("rule of merit points")
        verbose_name_plural = _("rules of merit points")
        constraints = [
            models.CheckConstraint(
                condition=Q(per_hour__lte=20, per_settled__lte=100)
                & Q(most_hours__gte=1, most_hours__lte=60),
                name="%(app_label)s_%(class)s_within_reason",
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} · {self.area}"

    def get_absolute_url(self):
        return reverse("patrols:merit_rules")

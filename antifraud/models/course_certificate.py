"""Certificates of the police school (结业证书): frozen as they were issued."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from antifraud.models.attendee import Attendee
from station.models import Area, User, VersionedModel
from station.scoping import ScopedQuerySet


class CourseCertificateQuerySet(ScopedQuerySet):
    """Certificates asked for by whether they hold."""

    def valid(self):
        return self.filter(voided_at__isnull=True)

    def for_list(self):
        return self.select_related("area", "issued_by", "attendee__session").defer(
            "attendee__phone", "attendee__session__token"
        )


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class CourseCertificate(VersionedModel):
    """Who attended which course; never changed: a wrong one is voided."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    attendee = models.ForeignKey(
        Attendee,
        verbose_name=_("attendee"),
        on_delete=models.PROTECT,
        related_name="certificates",
    )
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("name"), max_length=60)
    course_title = models.CharField(_("course"), max_length=80)
    held_on = models.DateField(_("held on"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    share = models.PositiveSmallIntegerField(
        _("right after it, in percent"), null=True, blank=True
    )
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(
        User, verbose_name=_("issued by"), on_delete=models.PROTECT, related_name="+"
    )
    voided_at = models.DateTimeField(_("voided"), null=True, blank=True)
    voided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    void_reason = models.CharField(_("why voided"), max_length=200, blank=True)

    objects = CourseCertificateQuerySet.as_manager()

    policy_resource = "attendance"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset({"name", "void_reason"})

    class Meta:
        verbose_name = _("course certificate")
        verbose_name_plural = _("course certificates")
        constraints = [
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
            models.UniqueConstraint(
                fields=["attendee"],
                condition=Q(voided_at__isnull=True),
                name="%(app_label)s_%(class)s_one_valid",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "-issued_at", "-id"], name="antifraud_coursecert_area"
            ),
            models.Index(fields=["updated_at", "id"], name="antifraud_coursecert_upd"),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("antifraud:course_certificate_print", args=[self.pk])

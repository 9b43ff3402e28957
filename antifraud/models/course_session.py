"""Sessions of the police school: a course, held once."""

import pghistory
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from antifraud.models.audience import Audience
from antifraud.models.course import Course
from antifraud.workflow.school import Direction, Seat, SessionStatus, is_open
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, User, VersionedModel
from station.scoping import ScopedQuerySet


class CourseSessionQuerySet(ScopedQuerySet):
    """Sessions asked for by whether they lie ahead and what is owed."""

    def standing(self):
        return self.exclude(status=SessionStatus.CANCELLED)

    def planned(self):
        return self.filter(status=SessionStatus.PLANNED)

    def ahead(self, *, at):
        return self.planned().filter(ends_at__gte=at)

    def unwritten(self, *, at):
        """Over, and nobody said how it went."""
        return self.planned().filter(ends_at__lt=at)

    def for_list(self):
        return self.select_related("course", "area").defer("token", "course__outline")

    def with_counts(self):
        """How many were asked by name and how many of them came."""
        came = Count("attendees", filter=Q(attendees__seat=Seat.CAME))
        return self.annotate(named=Count("attendees"), came=came)


@pghistory.track(
    pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["token", "token_hash"]
)
class CourseSession(SealedModel, VersionedModel):
    """When and where a course is held, by whom, and how many were there."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    course = models.ForeignKey(
        Course,
        verbose_name=_("course"),
        on_delete=models.PROTECT,
        related_name="sessions",
    )
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    place = models.CharField(_("place"), max_length=120)
    direction = models.CharField(_("direction"), max_length=4, choices=Direction)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    teachers = models.ManyToManyField(
        User, verbose_name=_("teachers"), related_name="course_sessions", blank=True
    )
    # A judge, a doctor, somebody of the bank: in words.
    guests = models.CharField(_("guest teachers"), max_length=120, blank=True)
    capacity = models.PositiveIntegerField(_("places"))
    audiences = models.ManyToManyField(
        Audience,
        verbose_name=_("groups that are invited"),
        related_name="course_sessions",
        blank=True,
    )
    note = models.CharField(_("remark"), max_length=300, blank=True)
    status = models.CharField(
        _("state"), max_length=10, choices=SessionStatus, default=SessionStatus.PLANNED
    )
    token = EncryptedTextField()
    token_hash = models.BinaryField(max_length=32, unique=True, editable=False)
    # Who sat there without a name on the list: children, and whoever gave none.
    nameless = models.PositiveIntegerField(_("people without a name"), default=0)
    result = models.CharField(_("how it went"), max_length=500, blank=True)
    ended_at = models.DateTimeField(_("written up"), null=True, blank=True)
    ended_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    planned_by = models.ForeignKey(
        User, verbose_name=_("planned by"), on_delete=models.PROTECT, related_name="+"
    )

    objects = CourseSessionQuerySet.as_manager()

    policy_resource = "course"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset({"token", "token_hash", "note"})

    class Meta:
        verbose_name = _("session of the police school")
        verbose_name_plural = _("sessions of the police school")
        constraints = [
            models.CheckConstraint(
                condition=Q(direction__in=Direction.values)
                & Q(status__in=SessionStatus.values),
                name="%(app_label)s_%(class)s_codes_valid",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="%(app_label)s_%(class)s_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1), name="%(app_label)s_%(class)s_has_places"
            ),
            models.CheckConstraint(
                condition=Q(
                    status="planned", ended_at__isnull=True, ended_by__isnull=True
                )
                | (
                    ~Q(status="planned")
                    & Q(ended_at__isnull=False, ended_by__isnull=False)
                ),
                name="%(app_label)s_%(class)s_ended_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["-starts_at", "-id"], name="antifraud_session_order"),
            models.Index(
                fields=["area", "-starts_at", "-id"], name="antifraud_session_area"
            ),
            models.Index(
                fields=["course", "-starts_at"], name="antifraud_session_course"
            ),
            models.Index(
                fields=["ends_at", "id"],
                name="antifraud_session_owed",
                condition=Q(status="planned"),
            ),
            models.Index(fields=["updated_at", "id"], name="antifraud_session_upd"),
        ]

    def __str__(self):
        return f"{self.number} {self.course.title}"

    def get_absolute_url(self):
        return reverse("antifraud:session_detail", args=[self.pk])

    @property
    def is_planned(self) -> bool:
        return self.status == SessionStatus.PLANNED

    @property
    def is_done(self) -> bool:
        return self.status == SessionStatus.DONE

    def takes_people(self, *, at) -> bool:
        """Does the code on the door let people in now?"""
        if self.status == SessionStatus.CANCELLED:
            return False
        return is_open(self.starts_at, self.ends_at, at=at)

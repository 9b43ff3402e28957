"""Courses of the community police school (社区警校) and the questions of their quiz."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from antifraud.workflow.people import Group
from antifraud.workflow.school import Topic
from station.models import Area, VersionedModel
from station.models.base import TimeStampedModel
from station.scoping import ScopedQuerySet


class CourseQuerySet(ScopedQuerySet):
    """Courses asked for by whether they are taught."""

    def active(self):
        return self.filter(is_active=True)

    def for_list(self):
        return self.select_related("area").defer("outline")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Course(VersionedModel):
    """What the police school teaches; held in sessions, as often as wanted."""

    title = models.CharField(_("title"), max_length=80)
    topic = models.CharField(_("topic"), max_length=12, choices=Topic)
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    groups = ArrayField(
        models.CharField(max_length=16, choices=Group),
        verbose_name=_("for whom"),
        default=list,
        blank=True,
    )
    outline = models.TextField(_("what is taught"), max_length=2000, blank=True)
    minutes = models.PositiveSmallIntegerField(_("takes minutes"), default=45)
    # Of a hundred questions so many right after it; nothing: whoever came.
    pass_share = models.PositiveSmallIntegerField(
        _("share right for a certificate, in percent"), null=True, blank=True
    )
    is_active = models.BooleanField(_("taught"), default=True)

    objects = CourseQuerySet.as_manager()

    policy_resource = "course"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints = [
            models.CheckConstraint(
                condition=Q(topic__in=Topic.values),
                name="%(app_label)s_%(class)s_topic_valid",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=10, minutes__lte=480),
                name="%(app_label)s_%(class)s_minutes_possible",
            ),
            models.CheckConstraint(
                condition=Q(pass_share__isnull=True)
                | Q(pass_share__gte=1, pass_share__lte=100),
                name="%(app_label)s_%(class)s_share_possible",
            ),
            models.UniqueConstraint(
                fields=["area", "title"],
                condition=Q(is_active=True),
                name="%(app_label)s_%(class)s_title_once",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "title", "id"], name="antifraud_course_area"),
            models.Index(fields=["updated_at", "id"], name="antifraud_course_upd"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("antifraud:course_detail", args=[self.pk])


class CourseQuestion(TimeStampedModel):
    """A question of a course's quiz; one that was answered is never changed."""

    course = models.ForeignKey(
        Course, on_delete=models.CASCADE, related_name="questions"
    )
    position = models.PositiveSmallIntegerField(_("order"))
    text = models.CharField(_("question"), max_length=200)
    options = ArrayField(models.CharField(max_length=80), verbose_name=_("answers"))
    right = models.PositiveSmallIntegerField(_("the right one"))
    retired_at = models.DateTimeField(_("no longer asked"), null=True, blank=True)

    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("question of a quiz")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(options__len__gte=2, options__len__lte=4)
                & Q(right__lt=F("options__len")),
                name="%(app_label)s_%(class)s_right_is_there",
            ),
            models.UniqueConstraint(
                fields=["course", "position"],
                condition=Q(retired_at__isnull=True),
                name="%(app_label)s_%(class)s_position_once",
            ),
        ]

    def __str__(self):
        return self.text

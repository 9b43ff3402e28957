"""What a volunteer brings and is given: trainings, insurance, equipment, wishes."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patrols.models.volunteer import Volunteer
from patrols.workflow.people import Item, Topic
from station.models import User, VersionedModel
from station.scoping import ScopedQuerySet


class OfVolunteer(VersionedModel):
    """Seen and written by whoever sees and writes the volunteer."""

    objects = ScopedQuerySet.as_manager()

    policy_resource = "volunteer"
    scope_area = "volunteer__area_id"
    scope_own = "volunteer__user_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        abstract = True

    def get_absolute_url(self):
        return reverse("patrols:volunteer_detail", args=[self.volunteer_id])


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Training(OfVolunteer):
    """A course; what was learnt there may have to be renewed."""

    volunteer = models.ForeignKey(
        Volunteer, on_delete=models.PROTECT, related_name="trainings"
    )
    topic = models.CharField(_("topic"), max_length=12, choices=Topic)
    title = models.CharField(_("title of the course"), max_length=120, blank=True)
    held_on = models.DateField(_("day"))
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=1)
    expires_on = models.DateField(_("to be renewed by"), null=True, blank=True)

    class Meta:
        verbose_name = _("training of a volunteer")
        verbose_name_plural = _("trainings of volunteers")
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(topic__in=Topic.values),
                name="%(app_label)s_%(class)s_topic_valid",
            ),
            models.CheckConstraint(
                condition=Q(hours__gt=0, hours__lte=200),
                name="%(app_label)s_%(class)s_hours_possible",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gt=F("held_on")),
                name="%(app_label)s_%(class)s_expires_after_held",
            ),
        ]
        indexes = [
            models.Index(
                fields=["volunteer", "-held_on", "-id"], name="patrols_training_day"
            )
        ]

    def __str__(self):
        return self.title or self.get_topic_display()


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Insurance(OfVolunteer):
    """The accident insurance that risky duty needs (志愿服务条例, article 17)."""

    volunteer = models.ForeignKey(
        Volunteer, on_delete=models.PROTECT, related_name="insurances"
    )
    insurer = models.CharField(_("insurer"), max_length=60)
    policy_number = models.CharField(_("policy number"), max_length=60, blank=True)
    from_on = models.DateField(_("insured from"))
    until_on = models.DateField(_("insured until"))

    PERSONAL_FIELDS = frozenset({"policy_number"})

    class Meta:
        verbose_name = _("insurance of a volunteer")
        verbose_name_plural = _("insurances of volunteers")
        ordering = ["-until_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")),
                name="%(app_label)s_%(class)s_ends_after_start",
            ),
        ]
        indexes = [
            models.Index(
                fields=["volunteer", "-until_on", "-id"], name="patrols_insurance_until"
            )
        ]

    def __str__(self):
        return self.insurer


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Equipment(OfVolunteer):
    """A thing handed out, until it is given back."""

    volunteer = models.ForeignKey(
        Volunteer, on_delete=models.PROTECT, related_name="equipment"
    )
    item = models.CharField(_("item"), max_length=14, choices=Item)
    mark = models.CharField(
        pgettext_lazy("equipment", "number"), max_length=40, blank=True
    )
    issued_on = models.DateField(_("handed out on"))
    issued_by = models.ForeignKey(
        User,
        verbose_name=_("handed out by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    returned_on = models.DateField(_("given back on"), null=True, blank=True)
    condition = models.CharField(_("condition"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("equipment of a volunteer")
        verbose_name_plural = _("equipment of volunteers")
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(item__in=Item.values),
                name="%(app_label)s_%(class)s_item_valid",
            ),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True)
                | Q(returned_on__gte=F("issued_on")),
                name="%(app_label)s_%(class)s_returned_after_issued",
            ),
            models.UniqueConstraint(
                fields=["item", "mark"],
                condition=Q(returned_on__isnull=True) & ~Q(mark=""),
                name="%(app_label)s_%(class)s_in_one_hand",
            ),
        ]
        indexes = [
            models.Index(
                fields=["volunteer", "-issued_on", "-id"], name="patrols_equip_issued"
            )
        ]

    def __str__(self):
        return f"{self.get_item_display()} {self.mark}".strip()


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Wish(OfVolunteer):
    """When in the week a volunteer likes or cannot do; the roster respects it."""

    volunteer = models.ForeignKey(
        Volunteer, on_delete=models.PROTECT, related_name="wishes"
    )
    weekday = models.PositiveSmallIntegerField(_("day of the week"))  # Monday is 0
    from_time = models.TimeField(_("from"))
    until_time = models.TimeField(_("until"))
    is_possible = models.BooleanField(_("likes to come then"), default=True)

    class Meta:
        verbose_name = _("wish of a volunteer")
        verbose_name_plural = _("wishes of volunteers")
        ordering = ["weekday", "from_time", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__lte=6),
                name="%(app_label)s_%(class)s_weekday_possible",
            ),
            models.CheckConstraint(
                condition=Q(until_time__gt=F("from_time")),
                name="%(app_label)s_%(class)s_ends_after_start",
            ),
        ]
        indexes = [
            models.Index(
                fields=["volunteer", "weekday", "from_time"], name="patrols_wish_when"
            )
        ]

    def __str__(self):
        return f"{self.weekday} {self.from_time:%H:%M}–{self.until_time:%H:%M}"

"""Who was invited to a session of the police school, who came, what they knew."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from antifraud.models.ally import Ally
from antifraud.models.course_session import CourseSession
from antifraud.workflow.school import AgeGroup, Moment, Seat, Way
from households.models import Resident
from station import names, phones
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, User, VersionedModel
from station.models.base import TimeStampedModel
from station.scoping import ScopedQuerySet


class AttendeeQuerySet(ScopedQuerySet):
    """People of a session asked for by how they stand to it."""

    def came(self):
        return self.filter(seat=Seat.CAME)

    def for_list(self):
        rows = self.select_related("area", "session__course", "resident", "ally")
        return rows.defer(
            "phone",
            "session__token",
            "session__course__outline",
            "resident__phone",
            "resident__id_number",
            "resident__note",
            "ally__phone",
        )


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["tokens"])
class Attendee(SealedModel, VersionedModel):
    """Somebody on the list of a session: invited, or there.

    Known by the name and the last four digits of the phone; of a child under 14 only
    with the guardian's consent (Personal Information Protection Law, article 31).
    """

    session = models.ForeignKey(
        CourseSession,
        verbose_name=_("session"),
        on_delete=models.PROTECT,
        related_name="attendees",
    )
    # That of the session, for the scope.
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    resident = models.ForeignKey(
        Resident,
        verbose_name=_("resident"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="course_attendances",
    )
    ally = models.ForeignKey(
        Ally,
        verbose_name=_("member of the alliance"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="course_attendances",
    )
    name = models.CharField(_("name"), max_length=60)
    name_sort = models.CharField(max_length=180, editable=False)
    tokens = ArrayField(models.TextField(), default=list, editable=False)
    phone = EncryptedTextField(_("phone"), blank=True, default="")
    phone_masked = models.CharField(max_length=24, blank=True, editable=False)
    phone_tail = models.CharField(
        _("last four digits of the phone"), max_length=4, blank=True
    )
    age_group = models.CharField(_("age"), max_length=6, choices=AgeGroup)
    guardian_name = models.CharField(_("guardian"), max_length=60, blank=True)
    guardian_agreed_on = models.DateField(
        _("guardian consented on"), null=True, blank=True
    )
    seat = models.CharField(_("attendance"), max_length=10, choices=Seat)
    way = models.CharField(_("how it was noted"), max_length=6, choices=Way, blank=True)
    came_at = models.DateTimeField(_("came"), null=True, blank=True)
    noted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AttendeeQuerySet.as_manager()

    policy_resource = "attendance"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset(
        {
            "name",
            "name_sort",
            "tokens",
            "phone",
            "phone_masked",
            "phone_tail",
            "guardian_name",
        }
    )

    class Meta:
        verbose_name = _("attendee")
        verbose_name_plural = _("attendees")
        constraints = [
            models.CheckConstraint(
                condition=Q(seat__in=Seat.values) & Q(age_group__in=AgeGroup.values),
                name="%(app_label)s_%(class)s_codes_valid",
            ),
            models.CheckConstraint(
                condition=Q(seat="came", came_at__isnull=False, way__in=Way.values)
                | (~Q(seat="came") & Q(came_at__isnull=True, way="")),
                name="%(app_label)s_%(class)s_came_at_iff_came",
            ),
            models.CheckConstraint(
                condition=Q(guardian_name="", guardian_agreed_on__isnull=True)
                | (~Q(guardian_name="") & Q(guardian_agreed_on__isnull=False)),
                name="%(app_label)s_%(class)s_guardian_whole",
            ),
            models.CheckConstraint(
                condition=~Q(age_group="child") | ~Q(guardian_name=""),
                name="%(app_label)s_%(class)s_child_with_consent",
            ),
            models.CheckConstraint(
                condition=Q(resident__isnull=True) | Q(ally__isnull=True),
                name="%(app_label)s_%(class)s_one_register",
            ),
            models.UniqueConstraint(
                fields=["session", "resident"],
                name="%(app_label)s_%(class)s_resident_once",
            ),
            models.UniqueConstraint(
                fields=["session", "ally"], name="%(app_label)s_%(class)s_ally_once"
            ),
            models.UniqueConstraint(
                fields=["session", "name", "phone_tail"],
                condition=Q(resident__isnull=True, ally__isnull=True),
                name="%(app_label)s_%(class)s_person_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["session", "name_sort", "id"], name="antifraud_attendee_list"
            ),
            models.Index(
                fields=["area", "-created_at", "-id"], name="antifraud_attendee_area"
            ),
            models.Index(fields=["updated_at", "id"], name="antifraud_attendee_upd"),
            GinIndex(fields=["tokens"], name="antifraud_attendee_tokens"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("antifraud:attendee_detail", args=[self.pk])

    def write_name(self, name: str) -> None:
        """Set the name, what it sorts by and what finds it."""
        self.name = names.normalise(name)[:60]
        self.name_sort = names.pinyin(self.name)[:180]
        self.tokens = names.tokens(self.name)

    def write_phone(self, number: str) -> None:
        """Set a normalised phone number, its mask and its last digits."""
        self.phone = number
        self.phone_masked = phones.masked(number)
        self.phone_tail = phones.tail(number)

    @property
    def is_there(self) -> bool:
        return self.seat == Seat.CAME

    @property
    def shown_phone(self) -> str:
        """The mask, or as much as was ever told."""
        return self.phone_masked or (
            f"****{self.phone_tail}" if self.phone_tail else ""
        )


class QuizSheet(TimeStampedModel):
    """One filled-in quiz, or a pile of paper ones counted together."""

    session = models.ForeignKey(
        CourseSession, on_delete=models.PROTECT, related_name="quiz_sheets"
    )
    moment = models.CharField(_("when"), max_length=6, choices=Moment)
    # Empty where somebody answered without a name.
    attendee = models.ForeignKey(
        Attendee,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="quiz_sheets",
    )
    # The form it came by: sent twice, it counts once.
    nonce = models.CharField(
        max_length=32, unique=True, null=True, blank=True, editable=False
    )
    # {question id: index of the answer}; empty for paper.
    answers = models.JSONField(default=dict)
    people = models.PositiveIntegerField(_("sheets"), default=1)
    right = models.PositiveIntegerField(_("right answers"))
    total = models.PositiveIntegerField(_("questions answered"))
    filled_at = models.DateTimeField(_("filled in"))
    noted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    PERSONAL_FIELDS = frozenset({"answers"})

    class Meta:
        verbose_name = _("filled-in quiz")
        constraints = [
            models.CheckConstraint(
                condition=Q(moment__in=Moment.values),
                name="%(app_label)s_%(class)s_moment_valid",
            ),
            models.CheckConstraint(
                condition=Q(right__lte=F("total"), total__gte=1, people__gte=1),
                name="%(app_label)s_%(class)s_counts_possible",
            ),
            models.UniqueConstraint(
                fields=["attendee", "moment"],
                condition=Q(attendee__isnull=False),
                name="%(app_label)s_%(class)s_once",
            ),
        ]
        indexes = [
            models.Index(fields=["session", "moment"], name="antifraud_quiz_session"),
        ]

    def __str__(self):
        return f"{self.session_id} {self.moment}"

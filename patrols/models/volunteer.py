"""Volunteers (义警): who they are, whether they serve, what they can do."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.models import Resident
from patrols.scoping import teams_led
from patrols.workflow.people import OF_AGE, Skill, Trade, VolunteerStatus
from station import crypto, names, phones
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, User, VersionedModel
from station.scoping import ScopedQuerySet


class VolunteerQuerySet(ScopedQuerySet):
    """Volunteers asked for by whether they serve, and by what protects them."""

    def active(self):
        return self.filter(status=VolunteerStatus.ACTIVE)

    def serving(self):
        """Taken on and not gone, be it that they rest."""
        return self.filter(status__in=[VolunteerStatus.ACTIVE, VolunteerStatus.RESTING])

    def of(self, user):
        """The volunteer who signs in with this account."""
        return self.filter(user=user)

    def insured(self, *, on):
        """With an accident insurance on that day (志愿服务条例, article 17)."""
        policies = self.model.insurances.rel.related_model.objects.filter(
            volunteer=OuterRef("pk"), from_on__lte=on, until_on__gte=on
        )
        return self.filter(Exists(policies))

    def for_list(self):
        return self.select_related("area__parent", "user").defer(
            "phone", "vetting_note", "guardian_phone"
        )

    def scope_condition(self, scope, user) -> Q:
        """A captain also sees who is in the teams below."""
        condition = super().scope_condition(scope, user)
        if scope.assigned and not scope.everything:
            memberships = self.model.memberships.rel.related_model.objects
            condition |= Exists(
                memberships.current().filter(
                    volunteer=OuterRef("pk"), team__in=teams_led(self.model, user)
                )
            )
        return condition


@pghistory.track(
    pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["tokens", "name_sort"]
)
class Volunteer(SealedModel, VersionedModel):
    """Somebody who patrols of their own free will, from the application on.

    No powers of the police: they watch, tell, help and call (志愿服务条例).
    """

    name = models.CharField(_("name"), max_length=60)
    name_sort = models.CharField(max_length=180, blank=True, editable=False)
    tokens = ArrayField(models.TextField(), default=list, editable=False)
    user = models.OneToOneField(
        User,
        verbose_name=_("account"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="volunteer",
    )
    resident = models.ForeignKey(
        Resident,
        verbose_name=_("in the register"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    area = models.ForeignKey(
        Area,
        verbose_name=_("area"),
        on_delete=models.PROTECT,
        related_name="volunteers",
    )
    born_on = models.DateField(_("born on"))
    phone = EncryptedTextField(_("phone"))
    phone_masked = models.CharField(max_length=24, blank=True, editable=False)
    phone_index = models.BinaryField(max_length=32, editable=False)
    trade = models.CharField(_("trade"), max_length=16, choices=Trade)
    employer = models.CharField(_("place of work"), max_length=80, blank=True)
    skills = ArrayField(
        models.CharField(max_length=16, choices=Skill),
        verbose_name=_("skills"),
        default=list,
        blank=True,
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=VolunteerStatus,
        default=VolunteerStatus.APPLIED,
    )
    applied_at = models.DateTimeField(_("applied"))
    is_own_application = models.BooleanField(_("applied in person"), default=False)
    motive = models.CharField(_("why they want to join"), max_length=300, blank=True)
    vetted_at = models.DateTimeField(_("vetted"), null=True, blank=True)
    vetted_by = models.ForeignKey(
        User,
        verbose_name=_("vetted by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    vetting_note = EncryptedTextField(
        _("remark on the vetting"), blank=True, default=""
    )
    # Of whom is under eighteen: who consented in writing, and when.
    guardian_name = models.CharField(_("guardian"), max_length=60, blank=True)
    guardian_phone = EncryptedTextField(_("guardian's phone"), blank=True, default="")
    guardian_phone_masked = models.CharField(max_length=24, blank=True, editable=False)
    guardian_agreed_on = models.DateField(
        _("guardian consented on"), null=True, blank=True
    )
    # Fit for night and for risky duty, as the vetting found (article 15).
    is_fit = models.BooleanField(_("fit for strenuous duty"), default=True)
    resting_until_on = models.DateField(_("resting until"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    end_reason = models.CharField(
        pgettext_lazy("volunteer", "why it ended"), max_length=200, blank=True
    )
    # Consents (article 20 and the law on personal information): none by default.
    may_be_tracked = models.BooleanField(
        _("agrees to tracks during shifts"), default=False
    )
    may_be_published = models.BooleanField(
        _("agrees to be named in public"), default=False
    )
    hours_a_week = models.PositiveSmallIntegerField(
        _("wants at most hours a week"), default=8
    )

    objects = VolunteerQuerySet.as_manager()

    policy_resource = "volunteer"
    scope_area = "area_id"
    scope_own = "user_id"
    PERSONAL_FIELDS = frozenset(
        {
            "name",
            "name_sort",
            "tokens",
            "born_on",
            "phone",
            "phone_masked",
            "phone_index",
            "employer",
            "motive",
            "vetting_note",
            "guardian_name",
            "guardian_phone",
            "guardian_phone_masked",
            "end_reason",
        }
    )

    class Meta:
        verbose_name = pgettext_lazy("patrol", "volunteer")
        verbose_name_plural = _("volunteers")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=VolunteerStatus.values),
                name="%(app_label)s_%(class)s_status_valid",
            ),
            models.CheckConstraint(
                condition=Q(trade__in=Trade.values),
                name="%(app_label)s_%(class)s_trade_valid",
            ),
            models.CheckConstraint(
                condition=Q(vetted_at__isnull=True, vetted_by__isnull=True)
                | Q(vetted_at__isnull=False, vetted_by__isnull=False),
                name="%(app_label)s_%(class)s_vetted_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["active", "resting"])
                | Q(vetted_at__isnull=False),
                name="%(app_label)s_%(class)s_serves_once_vetted",
            ),
            models.CheckConstraint(
                condition=Q(status="left", left_on__isnull=False)
                | (~Q(status="left") & Q(left_on__isnull=True)),
                name="%(app_label)s_%(class)s_left_iff_left",
            ),
            models.CheckConstraint(
                condition=Q(resting_until_on__isnull=True) | Q(status="resting"),
                name="%(app_label)s_%(class)s_rests_only_resting",
            ),
            models.CheckConstraint(
                condition=Q(guardian_name="", guardian_agreed_on__isnull=True)
                | (~Q(guardian_name="") & Q(guardian_agreed_on__isnull=False)),
                name="%(app_label)s_%(class)s_guardian_whole",
            ),
            models.CheckConstraint(
                condition=Q(hours_a_week__gte=1, hours_a_week__lte=40),
                name="%(app_label)s_%(class)s_hours_possible",
            ),
            # One person stands once among those who serve or want to.
            models.UniqueConstraint(
                fields=["phone_index", "name"],
                condition=~Q(status__in=["left", "refused"]),
                name="%(app_label)s_%(class)s_person_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "name_sort", "id"], name="patrols_volunteer_name"
            ),
            models.Index(
                fields=["area", "status", "-applied_at", "-id"],
                name="patrols_volunteer_status",
            ),
            models.Index(fields=["phone_index"], name="patrols_volunteer_phone"),
            models.Index(fields=["updated_at", "id"], name="patrols_volunteer_upd"),
            GinIndex(fields=["tokens"], name="patrols_volunteer_tokens"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("patrols:volunteer_detail", args=[self.pk])

    def write_name(self, name: str) -> None:
        """Set the name, what it is sorted by, and what it is found by."""
        self.name = names.normalise(name)
        self.name_sort = names.pinyin(self.name)[:180]
        self.tokens = names.tokens(self.name)

    def write_phone(self, number: str) -> None:
        """Set a normalised phone number, its mask and its blind index."""
        self.phone = number
        self.phone_masked = phones.masked(number)
        self.phone_index = self.index_of_phone(number)

    def write_guardian_phone(self, number: str) -> None:
        """Set the guardian's normalised number and its mask."""
        self.guardian_phone = number
        self.guardian_phone_masked = phones.masked(number)

    @staticmethod
    def index_of_phone(number: str) -> bytes:
        """What a volunteer is found by from a normalised phone number."""
        return crypto.blind_index(number, purpose="patrols.volunteer.phone")

    def age_on(self, day) -> int:
        """Full years on a day."""
        before = (day.month, day.day) < (self.born_on.month, self.born_on.day)
        return day.year - self.born_on.year - before

    def is_minor_on(self, day) -> bool:
        """Under eighteen on a day: the guardian's consent is needed."""
        return self.age_on(day) < OF_AGE

    def is_led_by(self, user: User) -> bool:
        """Is this person captain or deputy of a team they are in?"""
        led = teams_led(type(self), user)
        return self.memberships.current().filter(team__in=led).exists()

    def team_names(self) -> str:
        """The teams this person is in."""
        rows = self.memberships.current().order_by("role", "team__name_sort")
        return "、".join(rows.values_list("team__name", flat=True))

    @property
    def is_on_the_strength(self) -> bool:
        """Taken on and not gone, be it that they rest."""
        return self.status in {VolunteerStatus.ACTIVE, VolunteerStatus.RESTING}

    @property
    def serves(self) -> bool:
        return self.status == VolunteerStatus.ACTIVE

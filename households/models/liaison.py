"""Liaison (日常联络): with whom one keeps in touch, how often, what was agreed."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.workflow.care import ContactWay, Rhythm
from station import names, phones, phrasing
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, User, VersionedModel
from station.scoping import ScopedQuerySet


class LiaisonContactQuerySet(ScopedQuerySet):
    def kept(self):
        return self.filter(ended_on__isnull=True)

    def overdue(self, *, at):
        return self.kept().filter(due_at__lt=at)

    def for_list(self):
        return self.select_related("area", "responsible").defer("phone")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class LiaisonContact(SealedModel, VersionedModel):
    """Somebody outside the police with whom the station talks regularly."""

    class Role(models.TextChoices):
        SECRETARY = "secretary", _("Community or village secretary")
        PROPERTY = "property", _("Property manager")
        SCHOOL = "school", _("School")
        MERCHANTS = "merchants", _("Shops and markets")
        JUSTICE = "justice", _("Justice office or court")
        OTHER = "other", pgettext_lazy("liaison", "Others")

    name = models.CharField(_("name"), max_length=60)
    name_sort = models.CharField(max_length=160, editable=False)
    role = models.CharField(_("role"), max_length=10, choices=Role)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    phone = EncryptedTextField(_("phone"), blank=True, default="")
    phone_masked = models.CharField(max_length=24, blank=True, editable=False)
    rhythm = models.CharField(_("how often"), max_length=12, choices=Rhythm)
    responsible = models.ForeignKey(
        User,
        verbose_name=_("who keeps in touch"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    since_on = models.DateField(_("since"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    last_at = models.DateTimeField(_("last contact"), null=True, blank=True)
    due_at = models.DateTimeField(_("next contact due"))

    objects = LiaisonContactQuerySet.as_manager()

    policy_resource = "liaison"
    scope_area = "area_id"
    scope_assigned = "responsible_id"
    PERSONAL_FIELDS = frozenset({"name", "name_sort", "phone", "phone_masked"})

    class Meta:
        verbose_name = _("liaison contact")
        verbose_name_plural = _("liaison contacts")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    role__in=[
                        "secretary",
                        "property",
                        "school",
                        "merchants",
                        "justice",
                        "other",
                    ]
                ),
                name="%(app_label)s_%(class)s_role_valid",
            ),
            models.CheckConstraint(
                condition=Q(rhythm__in=Rhythm.values),
                name="%(app_label)s_%(class)s_rhythm_valid",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "due_at", "id"],
                name="households_liaison_kept",
                condition=Q(ended_on__isnull=True),
            ),
            models.Index(
                fields=["responsible", "due_at", "id"],
                name="households_liaison_mine",
                condition=Q(ended_on__isnull=True),
            ),
            models.Index(
                fields=["area", "name_sort", "id"], name="households_liaison_name"
            ),
            models.Index(fields=["updated_at", "id"], name="households_liaison_upd"),
        ]

    def __str__(self):
        return f"{self.name} · {self.organisation or self.get_role_display()}"

    def get_absolute_url(self):
        return reverse("households:liaison_contact", args=[self.pk])

    @property
    def is_kept(self) -> bool:
        return self.ended_on is None

    def write_name(self, name: str) -> None:
        """Set the name and what it is sorted by."""
        self.name = names.normalise(name)
        self.name_sort = names.pinyin(self.name)[:160]

    def write_phone(self, number: str) -> None:
        """Set a normalised phone number and its mask."""
        self.phone, self.phone_masked = number, phones.masked(number)


class LiaisonQuerySet(ScopedQuerySet):
    def for_list(self):
        return self.select_related("contact", "area", "by").defer("contact__phone")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Liaison(SealedModel, VersionedModel):
    """One was in touch: when, how, about what."""

    contact = models.ForeignKey(
        LiaisonContact,
        verbose_name=_("with whom"),
        on_delete=models.PROTECT,
        related_name="liaisons",
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    way = models.CharField(_("how"), max_length=10, choices=ContactWay)
    others = models.CharField(_("who else took part"), max_length=200, blank=True)
    about = EncryptedTextField(_("what about"), blank=True, default="")

    objects = LiaisonQuerySet.as_manager()

    policy_resource = "liaison"
    scope_area = "area_id"
    scope_own = "by_id"
    PERSONAL_FIELDS = frozenset({"others", "about"})

    class Meta:
        verbose_name = _("liaison entry")
        verbose_name_plural = _("liaison entries")
        constraints = [
            models.CheckConstraint(
                condition=Q(way__in=ContactWay.values),
                name="%(app_label)s_%(class)s_way_valid",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "-at", "-id"], name="households_liaison_at"),
            models.Index(fields=["contact", "-at"], name="households_liaison_contact"),
            models.Index(fields=["updated_at", "id"], name="households_liaisone_upd"),
        ]

    def __str__(self):
        return f"{self.contact.name} · {phrasing.in_full(self.at)}"

    def get_absolute_url(self):
        return reverse("households:liaison_detail", args=[self.pk])


class LiaisonItemQuerySet(ScopedQuerySet):
    def open(self):
        return self.filter(done_at__isnull=True)

    def for_list(self):
        return self.select_related("liaison__contact", "responsible", "area").defer(
            "liaison__about", "liaison__contact__phone"
        )


class LiaisonItem(VersionedModel):
    """What was agreed: who does what, until when."""

    liaison = models.ForeignKey(Liaison, on_delete=models.PROTECT, related_name="items")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(_("what was agreed"), max_length=200)
    who = models.CharField(_("who does it"), max_length=60, blank=True)
    responsible = models.ForeignKey(
        User,
        verbose_name=_("who sees to it"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    until_on = models.DateField(_("until"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    result = models.CharField(_("result"), max_length=200, blank=True)

    objects = LiaisonItemQuerySet.as_manager()

    policy_resource = "liaison"
    scope_area = "area_id"
    scope_assigned = "responsible_id"
    PERSONAL_FIELDS = frozenset({"what", "who", "result"})

    class Meta:
        verbose_name = _("agreed item")
        verbose_name_plural = _("agreed items")
        ordering = ["until_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="%(app_label)s_%(class)s_done_iff_signed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["responsible", "until_on", "id"],
                name="households_liaisonitem_open",
                condition=Q(done_at__isnull=True),
            ),
            models.Index(
                fields=["area", "until_on", "id"],
                name="households_liaisonitem_area",
                condition=Q(done_at__isnull=True),
            ),
        ]

    def __str__(self):
        return self.what

    def get_absolute_url(self):
        return reverse("households:liaison_detail", args=[self.liaison_id])

"""Mediation committees (调解委员会) and who sits on them."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disputes.models.mediator import Mediator
from disputes.workflow.mediators import CommitteeKind, Seat, Sex
from station import names
from station.models import Area, TimeStampedModel, VersionedModel
from station.scoping import ScopedQuerySet


class CommitteeQuerySet(ScopedQuerySet):
    """Committees asked for by whether their term runs."""

    def serving(self, *, on):
        return self.filter(from_on__lte=on, until_on__gte=on)

    def for_list(self):
        return self.select_related("area").prefetch_related("members")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Committee(VersionedModel):
    """A committee elected or appointed for one term, with its seal."""

    name = models.CharField(_("name of the committee"), max_length=100)
    name_sort = models.CharField(max_length=300, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=CommitteeKind)
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    seal_name = models.CharField(_("name on the seal"), max_length=100, blank=True)
    from_on = models.DateField(_("term begins"))
    until_on = models.DateField(_("term ends"))
    is_multi_ethnic = models.BooleanField(
        _("several ethnic groups live together here"), default=False
    )

    objects = CommitteeQuerySet.as_manager()

    policy_resource = "committee"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("mediation committee")
        verbose_name_plural = _("mediation committees")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=CommitteeKind.values),
                name="%(app_label)s_%(class)s_kind_valid",
            ),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["area", "name", "from_on"],
                name="%(app_label)s_%(class)s_name_once_a_term",
            ),
        ]
        indexes = [
            models.Index(fields=["until_on", "id"], name="disputes_committee_until"),
            models.Index(
                fields=["area", "name_sort", "id"], name="disputes_committee_name"
            ),
            models.Index(fields=["updated_at", "id"], name="disputes_committee_upd"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("disputes:committee_detail", args=[self.pk])

    def write_name(self, name: str) -> None:
        """Set the name and what it is sorted by."""
        self.name = name.strip()
        self.name_sort = names.pinyin(self.name)[:300]


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class CommitteeMember(TimeStampedModel):
    """One who sits on the committee; who left stays in its history."""

    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="members"
    )
    mediator = models.ForeignKey(
        Mediator,
        verbose_name=_("mediator"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
    )
    name = models.CharField(_("name"), max_length=60)
    seat = models.CharField(_("sits for"), max_length=10, choices=Seat)
    sex = models.CharField(_("sex"), max_length=6, choices=Sex)
    is_minority = models.BooleanField(_("of an ethnic minority"), default=False)
    is_chair = models.BooleanField(_("in the chair"), default=False)
    from_on = models.DateField(_("since"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    policy_resource = "committee"
    scope_area = "committee__area_id"
    PERSONAL_FIELDS = frozenset({"name", "sex", "is_minority"})

    class Meta:
        verbose_name = _("member of a committee")
        verbose_name_plural = _("members of committees")
        ordering = ["-is_chair", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(seat__in=Seat.values) & Q(sex__in=Sex.values),
                name="%(app_label)s_%(class)s_kinds_valid",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["committee", "mediator"],
                condition=Q(until_on__isnull=True),
                name="%(app_label)s_%(class)s_mediator_once",
            ),
            models.UniqueConstraint(
                fields=["committee"],
                condition=Q(until_on__isnull=True, is_chair=True),
                name="%(app_label)s_%(class)s_one_chair",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return self.committee.get_absolute_url()

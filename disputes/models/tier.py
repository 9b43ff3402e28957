"""Tiers (三级调解): by which rules they follow, and every change of one."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disputes import words
from disputes.models.dispute import Dispute
from disputes.workflow.intake import Danger, Tier
from station.models import (
    AppendOnlyModel,
    Area,
    User,
    VersionedModel,
)
from station.models.base import AppendOnlyQuerySet
from station.scoping import ScopedQuerySet


class TierRule(VersionedModel):
    """When a dispute belongs at least to a tier; all that is set must hold.

    The rules of the nearest place above a dispute hold there together; where nobody
    set any, those that ship hold.
    """

    area = models.ForeignKey(
        Area, verbose_name=_("holds in"), on_delete=models.PROTECT, related_name="+"
    )
    tier = models.CharField(_("at least"), max_length=8, choices=Tier)
    fields = ArrayField(
        models.CharField(max_length=24),  # codes of DisputeField
        verbose_name=_("kinds of quarrels"),
        default=list,
        blank=True,
    )
    dangers = ArrayField(
        models.CharField(max_length=12, choices=Danger),
        verbose_name=_("one of these signs of danger"),
        default=list,
        blank=True,
    )
    grade_from = models.PositiveSmallIntegerField(_("grade from"), null=True)
    people_from = models.PositiveSmallIntegerField(_("people from"), null=True)
    times_from = models.PositiveSmallIntegerField(
        _("times in twelve months from"), null=True
    )
    amount_from = models.DecimalField(
        _("amount from (yuan)"), max_digits=12, decimal_places=2, null=True
    )
    is_domestic_violence = models.BooleanField(_("domestic violence"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = ScopedQuerySet.as_manager()

    WORDS = {"fields": words.of_field, "grade_from": words.of_grade}
    policy_resource = "tier_rule"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("rule of tiers")
        verbose_name_plural = _("rules of tiers")
        constraints = [
            models.CheckConstraint(
                condition=Q(tier__in=Tier.values)
                & (Q(grade_from__isnull=True) | Q(grade_from__range=(1, 5)))
                & (Q(people_from__isnull=True) | Q(people_from__gte=1))
                & (Q(times_from__isnull=True) | Q(times_from__gte=2))
                & (Q(amount_from__isnull=True) | Q(amount_from__gt=0)),
                name="%(app_label)s_%(class)s_valid",
            ),
            models.CheckConstraint(
                condition=Q(fields__len__gt=0)
                | Q(dangers__len__gt=0)
                | Q(grade_from__isnull=False)
                | Q(people_from__isnull=False)
                | Q(times_from__isnull=False)
                | Q(amount_from__isnull=False)
                | Q(is_domestic_violence=True),
                name="%(app_label)s_%(class)s_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "order", "id"], name="disputes_tierrule_area"),
            models.Index(fields=["order", "id"], name="disputes_tierrule_order"),
            models.Index(fields=["updated_at", "id"], name="disputes_tierrule_upd"),
        ]

    def __str__(self):
        return f"{self.area} · {self.get_tier_display()}"

    def get_absolute_url(self):
        return reverse("disputes:tier_rule_edit", args=[self.pk])


class TierChangeQuerySet(AppendOnlyQuerySet, ScopedQuerySet):
    """Changes asked for by where the dispute is."""


class TierChange(AppendOnlyModel):
    """A tier was given, raised, lowered or kept: by whom, when and why.

    ``proposed`` and ``facts`` are what the rules said of which facts at that moment:
    as long as both stand nobody is asked again.
    """

    dispute = models.ForeignKey(
        Dispute, on_delete=models.PROTECT, related_name="tier_changes"
    )
    from_tier = models.CharField(_("from"), max_length=8, choices=Tier, blank=True)
    to_tier = models.CharField(_("to"), max_length=8, choices=Tier)
    proposed = models.CharField(_("proposed"), max_length=8, choices=Tier)
    facts = models.JSONField(_("facts"), default=dict)
    reason = models.CharField(_("reason"), max_length=500)
    changed_by = models.ForeignKey(
        User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField(_("when"))

    objects = TierChangeQuerySet.as_manager()

    policy_resource = "dispute"
    scope_area = "dispute__area_id"
    scope_assigned = "dispute__mediator__user_id"
    PERSONAL_FIELDS = frozenset()

    class Meta(AppendOnlyModel.Meta):
        verbose_name = _("change of tier")
        verbose_name_plural = _("changes of tiers")
        constraints = [
            models.CheckConstraint(
                condition=Q(from_tier__in=["", *Tier.values])
                & Q(to_tier__in=Tier.values)
                & Q(proposed__in=Tier.values),
                name="%(app_label)s_%(class)s_tiers_valid",
            ),
        ]
        indexes = [
            models.Index(fields=["dispute", "id"], name="disputes_tierchange_of")
        ]

    def __str__(self):
        return f"{self.dispute_id} · {self.to_tier}"

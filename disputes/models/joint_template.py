"""Templates of joint mediations: whom a station asks to which kind."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disputes.workflow.joint import JointKind, PartnerKind
from station.bilingual import Titled, spoken
from station.models import Area, VersionedModel
from station.scoping import ScopedQuerySet


class JointTemplateQuerySet(ScopedQuerySet):
    """Templates asked for by the station that works with them."""

    def scope_condition(self, scope, user) -> Q:
        """What ships is for everybody who may see templates at all."""
        condition = super().scope_condition(scope, user)
        return condition | Q(station=None) if scope.area_ids else condition

    def of_station(self, station: Area | None):
        """The station's own words where it has some, else those that ship."""
        own = self.filter(station=station) if station else self.none()
        shipped = self.filter(station=None).exclude(kind__in=own.values("kind"))
        return (own | shipped).filter(is_active=True).order_by("position", "pk")


class JointTemplate(Titled, VersionedModel):
    """One kind of joint mediation: what it is for and whom it asks."""

    station = models.ForeignKey(
        Area,
        verbose_name=_("station"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    kind = models.CharField(_("kind"), max_length=12, choices=JointKind)
    title_zh = models.CharField(_("title in Chinese"), max_length=40)
    title_en = models.CharField(_("title in English"), max_length=80, blank=True)
    purpose_zh = models.CharField(_("what for, in Chinese"), max_length=200, blank=True)
    purpose_en = models.CharField(_("what for, in English"), max_length=200, blank=True)
    invites = ArrayField(
        models.CharField(max_length=12, choices=PartnerKind),
        verbose_name=_("whom it asks"),
        default=list,
        blank=True,
    )
    position = models.PositiveSmallIntegerField(_("order"), default=100)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = JointTemplateQuerySet.as_manager()

    policy_resource = "joint_template"
    scope_area = "station_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("template of joint mediations")
        verbose_name_plural = _("templates of joint mediations")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=JointKind.values),
                name="%(app_label)s_%(class)s_kind_valid",
            ),
            models.UniqueConstraint(
                fields=["station", "kind"],
                nulls_distinct=False,
                name="%(app_label)s_%(class)s_kind_once_per_station",
            ),
        ]
        indexes = [
            models.Index(fields=["position", "id"], name="disputes_jointtemplate_pos"),
            models.Index(
                fields=["updated_at", "id"], name="disputes_jointtemplate_upd"
            ),
        ]

    def get_absolute_url(self):
        return reverse("disputes:joint_template_list")

    @property
    def purpose(self) -> str:
        return spoken(self.purpose_zh, self.purpose_en)

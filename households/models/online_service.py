"""The directory of online services on boards and behind the codes."""

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from station.models import Area, VersionedModel
from station.scoping import ScopedQuerySet


class OnlineServiceQuerySet(ScopedQuerySet):
    """Services asked for by place."""

    def shown_in(self, area):
        """What residents of an area are shown: of its station and its county."""
        return self.filter(is_active=True, area__in=Area.objects.above(area)).order_by(
            "position", "pk"
        )


class OnlineService(VersionedModel):
    """A matter one settles from home: what it is called, what for, and where."""

    area = models.ForeignKey(
        Area,
        verbose_name=_("offered by"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("A station, or the county for all its stations."),
    )
    title_zh = models.CharField(_("title in Chinese"), max_length=40)
    title_en = models.CharField(_("title in English"), max_length=80, blank=True)
    purpose_zh = models.CharField(_("what for, in Chinese"), max_length=120)
    purpose_en = models.CharField(_("what for, in English"), max_length=200, blank=True)
    url = models.URLField(_("web address"), max_length=300, blank=True)
    hint = models.CharField(
        _("mini-program or app"),
        max_length=120,
        blank=True,
        help_text=_("What residents look for where there is no web address."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=100)
    is_active = models.BooleanField(_("shown"), default=True)

    objects = OnlineServiceQuerySet.as_manager()

    policy_resource = "online_service"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("online service")
        verbose_name_plural = _("online services")
        constraints = [
            models.UniqueConstraint(
                fields=["area", "title_zh"],
                name="%(app_label)s_%(class)s_title_once_per_area",
            ),
            models.CheckConstraint(
                condition=~models.Q(url="", hint=""),
                name="%(app_label)s_%(class)s_can_be_found",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "position", "id"], name="households_online_area"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("households:online_service_list")

    @property
    def title(self) -> str:
        """In the reader's language, as far as it is known in it."""
        return (_is_english() and self.title_en) or self.title_zh

    @property
    def purpose(self) -> str:
        return (_is_english() and self.purpose_en) or self.purpose_zh


def _is_english() -> bool:
    return (get_language() or "").startswith("en")

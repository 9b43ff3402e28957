"""Keys for REST clients."""

import ipaddress

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from station import policy
from station.models.base import VersionedModel
from station.models.user import User


class ServiceTokenQuerySet(models.QuerySet):
    """Keys asked for by whose machine they open."""

    def visible_to(self, user, action: str = "view"):
        """Keys of machines whose every post lies in the scope."""
        scope = policy.scope(user, f"token.{action}")
        if scope.everything:
            return self
        posts = self.model.user.field.related_model.posts.rel.related_model.objects
        held = posts.filter(user=OuterRef("user"))
        outside = held.exclude(area_id__in=scope.area_ids)
        return self.filter(Exists(held), ~Exists(outside))


class ServiceToken(VersionedModel):
    """A key shown once and kept hashed; it never does more than its account may."""

    user = models.ForeignKey(
        User, verbose_name=_("account"), on_delete=models.PROTECT, related_name="tokens"
    )
    name = models.CharField(_("what it is for"), max_length=80)
    prefix = models.CharField(_("begins with"), max_length=8)
    key_hash = models.BinaryField(max_length=32, unique=True)
    resources = ArrayField(
        models.CharField(max_length=40),
        verbose_name=_("only these resources"),
        default=list,
        blank=True,
    )
    fields = models.JSONField(
        _("only these fields"),
        default=dict,
        blank=True,
        help_text=_("By resource of the API; a resource without an entry tells all."),
    )
    may_write = models.BooleanField(_("may write"), default=False)
    allowed_addresses = ArrayField(
        models.CharField(max_length=43),
        verbose_name=_("only from these addresses"),
        default=list,
        blank=True,
    )
    rate = models.PositiveIntegerField(_("requests a minute"), default=600)
    expires_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    last_used_from = models.GenericIPAddressField(
        _("last used from"), null=True, blank=True
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    replaces = models.OneToOneField(
        "self",
        verbose_name=_("in place of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
    )

    objects = ServiceTokenQuerySet.as_manager()

    policy_resource = "token"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("key for a REST client")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | models.Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="%(app_label)s_%(class)s_revoked_at_and_by",
            ),
            models.CheckConstraint(
                condition=models.Q(rate__gte=1),
                name="%(app_label)s_%(class)s_rate_positive",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("station:machine_detail", args=[self.user_id])

    def is_valid(self, *, at) -> bool:
        return self.revoked_at is None and at < self.expires_at

    def is_open_to(self, address: str | None) -> bool:
        """Is this one of the addresses the key may be used from?"""
        if not self.allowed_addresses:
            return True
        if address is None:
            return False
        found = ipaddress.ip_address(address)
        return any(
            found in ipaddress.ip_network(network) for network in self.allowed_addresses
        )

    @property
    def field_lines(self) -> list[str]:
        """The fields it is narrowed to, a resource in each line."""
        return [f"{name}: {', '.join(names)}" for name, names in self.fields.items()]

    @property
    def has_successor(self) -> bool:
        return hasattr(self, "replaced_by")

    def fields_of(self, resource: str) -> frozenset[str]:
        """The fields given of a resource of the API; none named means all."""
        return frozenset(self.fields.get(resource, ()))

    def allows(self, permission: str) -> bool:
        """Is the permission within what the key was made for?"""
        resource, _separator, action = permission.partition(".")
        if self.resources and resource not in self.resources:
            return False
        return self.may_write or action in {"view", "use", "figures"}

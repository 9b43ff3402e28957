"""The people who sign in, and the accounts of machines."""

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from station import policy
from station.models.base import VersionedModel
from station.roles import Role


class UserQuerySet(models.QuerySet):
    """People asked for by what they do."""

    def visible_to(self, user, action: str = "view"):
        """Oneself, and whoever holds or held a post in the scope."""
        scope = policy.scope(user, f"user.{action}")
        if scope.everything:
            return self
        condition = Q(pk=user.pk) if scope.own or scope.area_ids else Q(pk__in=[])
        if scope.area_ids:
            posts = self.model.posts.rel.related_model.objects.filter(
                user=OuterRef("pk"), area_id__in=scope.area_ids
            )
            condition |= Exists(posts)
        return self.filter(condition)

    def active(self):
        return self.filter(is_active=True)

    def people(self):
        """Without the accounts of machines."""
        return self.filter(is_service=False)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    """Makes accounts; nobody signs up."""

    def create_user(self, badge_number, name, password=None, **fields):
        """A person known by badge number; without a password no sign-in."""
        user = self.model(badge_number=badge_number, name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


@pghistory.track(
    pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["password", "last_login"]
)
class User(AbstractBaseUser, VersionedModel):
    """An officer, partner, volunteer or client, known by badge number (警号)."""

    class Theme(models.TextChoices):
        AUTO = "auto", _("As the device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    badge_number = models.CharField(_("badge number"), max_length=24, unique=True)
    name = models.CharField(_("name"), max_length=40)
    name_sort = models.CharField(max_length=120, blank=True, editable=False)
    email = models.EmailField(_("mail address"), blank=True)
    phone = models.CharField(
        _("duty phone"),
        max_length=24,
        blank=True,
        help_text=_("Printed on contact cards, answered around the clock."),
    )
    photo = models.ForeignKey(
        "station.Attachment",
        verbose_name=_("photo"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    is_active = models.BooleanField(_("active"), default=True)
    is_service = models.BooleanField(_("account of a machine"), default=False)
    language = models.CharField(_("language"), max_length=10, blank=True)
    theme = models.CharField(
        _("appearance"), max_length=5, choices=Theme, default=Theme.AUTO
    )
    preferences = models.JSONField(default=dict, blank=True, editable=False)
    password_changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    must_change_password = models.BooleanField(default=False, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "badge_number"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    policy_resource = "user"
    scope_own = "pk"
    PERSONAL_FIELDS = frozenset({"name", "name_sort", "email", "phone"})

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name_sort", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(theme__in=["auto", "light", "dark"]),
                name="%(app_label)s_%(class)s_theme_valid",
            ),
        ]
        indexes = [models.Index(fields=["name_sort", "id"], name="station_user_name")]

    def __str__(self):
        return self.name

    @classmethod
    def normalize_username(cls, username):
        """The one way to write a badge number: half-width, no spaces, capitals."""
        return super().normalize_username(username).strip().upper()

    def get_absolute_url(self):
        return reverse("station:user_detail", args=[self.pk])

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name

    @property
    def rights(self):
        """What today's posts give this person."""
        return policy.rights(self)

    @property
    def roles(self) -> frozenset[str]:
        return self.rights.roles

    @property
    def is_staff(self) -> bool:
        """May open the Django admin: system administrators only."""
        return self.is_active and Role.SYSTEM_ADMIN in self.roles

    @property
    def is_superuser(self) -> bool:
        return False

    def has_perm(self, perm, obj=None) -> bool:
        """The admin shows only what system administrators may run."""
        return self.is_staff

    def has_module_perms(self, app_label) -> bool:
        return self.is_staff

    @property
    def home_area(self):
        """The area of the first post valid today, if any."""
        posts = self.rights.posts
        return posts[0].area if posts else None

    def password_age_days(self, *, at=None) -> int | None:
        """Days since the password was set."""
        if self.password_changed_at is None:
            return None
        return ((at or timezone.now()) - self.password_changed_at).days

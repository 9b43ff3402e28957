"""Sign-ins: who came, who was turned away, on which device."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from station.models.user import User


class SignIn(models.Model):
    """One attempt at the door."""

    class Outcome(models.TextChoices):
        OK = "ok", _("Signed in")
        WRONG_PASSWORD = "wrong_password", _("Wrong password")
        WRONG_CODE = "wrong_code", _("Wrong code")
        LOCKED = "locked", _("Turned away")
        SIGNED_OUT = "signed_out", _("Signed out")

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, null=True, related_name="sign_ins"
    )
    badge_hash = models.BinaryField(max_length=32)
    outcome = models.CharField(max_length=14, choices=Outcome)
    address = models.GenericIPAddressField(null=True)
    device = models.CharField(max_length=120, blank=True)
    device_hash = models.BinaryField(max_length=32, null=True)
    at = models.DateTimeField()

    PERSONAL_FIELDS = frozenset({"address", "device"})

    class Meta:
        verbose_name = _("sign-in")
        indexes = [
            models.Index(fields=["user", "-at"], name="station_signin_user"),
            models.Index(fields=["badge_hash", "-at"], name="station_signin_badge"),
        ]

    def __str__(self):
        return f"{self.outcome} {self.at:%Y-%m-%d %H:%M}"


class OpenSession(models.Model):
    """A session that is open on a device, so that its owner can end it."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="open_sessions"
    )
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField(max_length=120, blank=True)
    address = models.GenericIPAddressField(null=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    PERSONAL_FIELDS = frozenset({"session_key", "address", "device"})

    class Meta:
        verbose_name = _("open session")
        indexes = [models.Index(fields=["user", "-seen_at"], name="station_session")]

    def __str__(self):
        return self.device


class KnownDevice(models.Model):
    """A device this person signed in from before: never locked out by others."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="known_devices"
    )
    device_hash = models.BinaryField(max_length=32)
    device = models.CharField(max_length=120, blank=True)
    seen_at = models.DateTimeField()

    PERSONAL_FIELDS = frozenset({"device"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "device_hash"], name="%(app_label)s_%(class)s_once"
            ),
        ]

    def __str__(self):
        return self.device


class OldPassword(models.Model):
    """The last passwords, hashed, so that none comes back at once."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="old_passwords"
    )
    password = models.CharField(max_length=128)
    set_at = models.DateTimeField()

    PERSONAL_FIELDS = frozenset({"password"})

    def __str__(self):
        return f"{self.set_at:%Y-%m-%d}"

"""Photos and papers, served only through a permission check."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from station.models.area import Area
from station.models.base import TimeStampedModel
from station.models.user import User
from station.scoping import ScopedQuerySet


class Attachment(TimeStampedModel):
    """A file under a random name; images are re-encoded without EXIF."""

    class Kind(models.TextChoices):
        PHOTO = "photo", _("Photo")
        SIGNATURE = "signature", _("Signature")
        PORTRAIT = "portrait", _("Portrait for cards")
        PAPER = "paper", _("Paper")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    subject = models.CharField(_("record"), max_length=80, blank=True)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, related_name="+"
    )
    file_name = models.CharField(max_length=80, unique=True)
    thumbnail_name = models.CharField(max_length=80, blank=True)
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField(_("size in bytes"))
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    sha256 = models.BinaryField(max_length=32)
    # What the picture looks like in 64 bits: the same photo taken in twice is seen.
    look = models.BigIntegerField(null=True, editable=False)
    uploaded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = ScopedQuerySet.as_manager()

    policy_resource = "attachment"
    scope_area = "area_id"
    scope_own = "uploaded_by_id"
    PERSONAL_FIELDS = frozenset({"file_name", "thumbnail_name"})

    class Meta:
        verbose_name = _("attachment")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["photo", "signature", "portrait", "paper"]),
                name="%(app_label)s_%(class)s_kind_valid",
            ),
        ]
        indexes = [models.Index(fields=["subject", "id"], name="station_attach_subj")]

    def __str__(self):
        return self.file_name

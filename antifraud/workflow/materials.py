"""Material (宣传物料): what there is to hand out, and how the stock moves."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MaterialKind(TextChoices):
    LEAFLET = "leaflet", _("Leaflet")
    BOOKLET = "booklet", _("Booklet")
    STICKER = "sticker", _("Sticker")
    POSTER = "poster", _("Poster")
    BANNER = "banner", pgettext_lazy("material", "Banner")
    GIFT = "gift", _("Small gift")
    OTHER = "other", pgettext_lazy("material", "Something else")


class MoveKind(TextChoices):
    IN = "in", pgettext_lazy("material", "Came in")
    OUT = "out", pgettext_lazy("material", "Went out")
    EVENT = "event", _("For an event")
    COUNT = "count", _("Set to what was counted")

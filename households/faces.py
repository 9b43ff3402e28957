"""The small pictures behind a code: a face in two kilobytes."""

import base64
import io

from django.core.cache import cache
from PIL import Image

from station.actions.attachments import path_of
from station.models import Attachment

SIDE = 112
KEPT = 24 * 60 * 60


def small_face(photo: Attachment | None) -> str:
    """The portrait as a ``data:`` address, or nothing where there is none."""
    if photo is None:
        return ""
    key = f"face-{photo.pk}-{bytes(photo.sha256).hex()[:16]}"
    found = cache.get(key)
    if found is None:
        found = _drawn(photo)
        cache.set(key, found, KEPT)
    return found


def _drawn(photo: Attachment) -> str:
    try:
        with Image.open(path_of(photo.thumbnail_name or photo.file_name)) as source:
            face = square(source, side=SIDE)
    except OSError:  # the page stands without the picture
        return ""
    buffer = io.BytesIO()
    face.save(buffer, "WEBP", quality=55, method=6)
    return "data:image/webp;base64," + base64.b64encode(buffer.getvalue()).decode()


def square(source: Image.Image, *, side: int, upwards: float = 0.3) -> Image.Image:
    """The middle of the picture, a little towards the top, where faces are."""
    edge = min(source.size)
    left = (source.width - edge) // 2
    top = round((source.height - edge) * upwards)
    cut = source.convert("RGB").crop((left, top, left + edge, top + edge))
    return cut.resize((side, side), Image.Resampling.LANCZOS)

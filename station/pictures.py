"""Photos of strangers made safe: the pixels stay, everything else goes."""

import io
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from station.errors import RuleError

MEGABYTE = 1024 * 1024
LARGEST = 10 * MEGABYTE
# A phone's widest camera today, or a decoded picture of about 150 MB.
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2048
THUMBNAIL_SIDE = 320
QUALITY = 82
CONTENT_TYPE = "image/jpeg"
FORMATS = ("JPEG", "PNG", "WEBP")


class PictureError(RuleError):
    """The file is no picture we take; the message says which ones we do."""


@dataclass(frozen=True)
class Picture:
    """A picture as it will be kept, with its small copy."""

    body: bytes
    thumbnail: bytes
    width: int
    height: int
    look: int


def read(raw: bytes) -> Picture:
    """Decode, turn upright, shrink and encode anew, without place or camera.

    The type is told by the bytes, never by the name; what is too large is refused
    from its first bytes, before a pixel is decoded.
    """
    if len(raw) > LARGEST:
        raise PictureError(_("A photo may have at most 10 MB."), code="too_large")
    if _format(raw) is None:
        raise PictureError(
            _("Only photos can be added here: JPEG, PNG or WebP."), code="wrong_type"
        )
    try:
        return _encoded(raw)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureError(_too_many(), code="too_many_pixels") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        raise PictureError(
            _("This photo cannot be read. Please take it again."), code="broken"
        ) from None


def _format(raw: bytes) -> str | None:
    """What the first bytes say the file is."""
    if raw.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        return "WEBP"
    return None


def _too_many() -> str:
    return _("This picture has too many pixels. Please take a smaller one.")


def _encoded(raw: bytes) -> Picture:
    with Image.open(io.BytesIO(raw), formats=FORMATS) as source:
        if source.width * source.height > MOST_PIXELS:
            raise PictureError(_too_many(), code="too_many_pixels")
        source.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        source.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        image = _on_white(ImageOps.exif_transpose(source))
    small = image.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return Picture(
        _jpeg(image), _jpeg(small), image.width, image.height, look_of(small)
    )


def look_of(image: Image.Image) -> int:
    """What it looks like in 64 bits: where it grows lighter to the right.

    Cropping apart, the same picture saved again gives nearly the same bits.
    """
    grey = image.convert("L").resize((9, 8)).tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            here = row * 9 + column
            bits = bits << 1 | (grey[here] < grey[here + 1])
    return bits - (1 << 64) if bits >> 63 else bits  # as the database counts


def _on_white(image: Image.Image) -> Image.Image:
    """The bare pixels, transparent ones on white; no metadata comes along."""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        image = image.convert("RGBA")
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        return ground
    bare = Image.new("RGB", image.size)
    bare.paste(image.convert("RGB"))
    return bare


def _jpeg(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return buffer.getvalue()

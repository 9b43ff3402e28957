"""What a page says of itself, and the tags the chapters of the manual are written with."""

from functools import lru_cache

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import resolve, reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from PIL import Image

from station import policy
from station.help.about import CONTENTS
from station.help.chapters import CHAPTERS, folder
from station.registry import registry
from station.views.policy import PUBLIC, SIGNED_IN

register = template.Library()

STOPS = (".", "?", "。", "？")  # what a sentence ends with


@register.inclusion_tag("components/about.html", takes_context=True)
def about_page(context, lead="") -> dict:
    """The sentence under the title and the link to the manual.

    A ``lead`` says more of this very case: it stands first and is not folded away; where
    it is a sentence itself it takes the other's place.
    """
    match = getattr(context.get("request"), "resolver_match", None)
    about = registry.about.get(match.view_name if match else "", CONTENTS)
    shell = context.get("shell")
    return {
        "about": about,
        "lead": lead,
        "text": "" if str(lead).endswith(STOPS) else about.text,
        "is_shown": shell is not None and shell.is_signed_in,
    }


@register.simple_tag
def chapter(slug: str, section: str = "", words: str = "") -> str:
    """A link to another chapter of the manual, or to a section of it."""
    found = CHAPTERS[slug]
    address = reverse("station:help", args=[slug])
    if section:
        address = f"{address}#{section}"
    return format_html('<a href="{}">{}</a>', address, words or found.title)


@register.simple_tag(takes_context=True)
def go(context, name: str, words: str) -> str:
    """The way to a page, for those who may open it; for others its name."""
    address = reverse(name)
    view = resolve(address).func
    needed = getattr(view, "view_class", view).permission_required
    user = context["request"].user
    if needed in {PUBLIC, SIGNED_IN} or policy.can(user, needed):
        return format_html('<a href="{}">{}</a>', address, words)
    return format_html("<strong>{}</strong>", words)


@register.inclusion_tag("components/picture.html")
def picture(name: str, shows: str, caption: str = "") -> dict:
    """A picture of a page, taken by the browser tests (``make pictures``)."""
    path = f"help/{folder(get_language() or 'zh-hans')}/{name}.webp"
    width, height = size_of(path)
    return {
        "url": static(path),
        "width": width,
        "height": height,
        "shows": shows,
        "caption": caption,
    }


@lru_cache(maxsize=200)
def size_of(path: str) -> tuple[int, int]:
    """How large it is, so that the text does not jump when it comes."""
    file = finders.find(path)
    if file is None:
        return 0, 0
    with Image.open(file) as image:
        return image.size

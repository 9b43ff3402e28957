"""The places one may go, as the frame of every page shows them.

A page has a hundred and more: written here, each costs a tenth of a template's.
"""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from station.context import Link
from station.templatetags.station import icon

register = template.Library()

PLACE = '<li><a href="{}"{}>{}<span>{}</span>{}</a></li>'
TILE = '<li><a class="fq-tile" href="{}"{}>{}{}</a></li>'
HERE = mark_safe(' aria-current="page"')
COUNT = '<span class="fq-count">{}</span>'
MOST_SHOWN = 99


@register.simple_tag
def places(links: Iterable[Link]) -> SafeString:
    """Places under each other, with how much waits there."""
    return format_html_join(
        "\n",
        PLACE,
        (
            (link.url, _here(link), icon(link.icon), link.label, _count(link.count))
            for link in links
        ),
    )


@register.simple_tag
def tiles(links: Iterable[Link]) -> SafeString:
    """Places side by side, to be touched."""
    return format_html_join(
        "",
        TILE,
        ((link.url, _here(link), icon(link.icon), link.label) for link in links),
    )


def _here(link: Link) -> str:
    return HERE if link.is_current else ""


def _count(count: int) -> str:
    if not count:
        return ""
    return format_html(COUNT, f"{MOST_SHOWN}+" if count > MOST_SHOWN else count)

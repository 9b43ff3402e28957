"""How a page tells a figure: some hundreds stand on a dashboard."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from station import phrasing
from station.metrics.reading import Figure
from station.templatetags.station import icon, signed

register = template.Library()


@register.simple_tag
def amount(figure: Figure, bare: bool = False) -> SafeString:
    """The number alone; hidden and “no data” are said, never drawn as zero."""
    if figure.is_hidden:
        return format_html(
            '<span class="is-none" title="{}">{}</span>',
            _("Fewer than five: not told outside the station"),
            _("fewer than 5"),
        )
    if figure.is_empty:
        return format_html('<span class="is-none">{}</span>', _("no data"))
    if figure.metric.is_rate:
        return format_html("<strong>{}</strong><small>%</small>", figure.amount.percent)
    said = _linked(
        figure.url,
        format_html("<strong>{}</strong>", phrasing.number(figure.amount.part)),
    )
    if bare or not figure.metric.unit:
        return said
    return format_html("{}<small>{}</small>", said, figure.metric.unit)


@register.simple_tag
def late_amount(figure: Figure) -> SafeString | str:
    """How much is late, in a table where nothing is left blank."""
    if figure.is_hidden:
        return SafeString("&lt; 5")
    if not figure.amount.part:
        return ""
    return _linked(figure.url, phrasing.number(figure.amount.part))


@register.simple_tag
def change(figure: Figure) -> SafeString | str:
    """More or fewer than in the days it is held against."""
    if figure.change is None or figure.is_empty:
        return ""
    judged = ""
    if figure.tone:
        is_good = figure.tone == "good"
        judged = format_html(
            ' <span class="visually-hidden">{}</span>',
            _("that is good") if is_good else _("that is bad"),
        )
    return format_html(
        '<p class="fq-fig-note{}">{} {}{}</p>',
        f" is-{figure.tone}" if figure.tone else "",
        _arrow(figure.change),
        _change_in_words(figure),
        judged,
    )


def _linked(url: str, said: str) -> SafeString | str:
    return format_html('<a href="{}">{}</a>', url, said) if url else said


def _arrow(change: int) -> str:
    if not change:
        return ""
    return icon("trending-up" if change > 0 else "trending-down", "icon-s")


def _change_in_words(figure: Figure) -> str:
    if not figure.change:
        return _("unchanged")
    if figure.metric.is_rate:
        said = {"n": signed(figure.change), "before": figure.before.percent}
        return _("%(n)s points, was %(before)s %%") % said
    before = phrasing.number(figure.before.part)
    return _("%(n)s, was %(before)s") % {"n": signed(figure.change), "before": before}

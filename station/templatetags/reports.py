"""How a page tells the kept figures of a report."""

from dataclasses import replace

from django import template

from station.reports import telling
from station.reports.kept import KeptFigure

register = template.Library()


@register.simple_tag
def told(figure: KeptFigure, of: str) -> dict[str, str]:
    """What stood ``before`` or a ``year`` before: the number, and what it is out of."""
    amount = getattr(figure, of)
    return {
        "text": telling.value(figure.metric, amount),
        "of": telling.made_of(figure.metric, amount),
    }


@register.simple_tag
def moved(figure: KeptFigure, of: str) -> dict[str, str]:
    """The change against it, and whether that is good."""
    held = replace(figure, before=getattr(figure, of))
    return {"text": telling.change(held.change), "tone": held.tone}


@register.filter
def says(figure: KeptFigure) -> bool:
    """Is there anything in it?"""
    return telling.says(figure)


@register.filter
def span(days) -> str:
    """From the first day until the last."""
    return telling.span_of(days)

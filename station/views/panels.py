"""The blocks that apps put on each other's pages."""

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from station.registry import registry


def panels_of(page: str, request, obj) -> list[str]:
    """What other apps put on this page, drawn."""
    drawn = []
    for panel in registry.panels.get(page, ()):
        context = panel.context(request, obj)
        if context is not None:
            html = render_to_string(panel.template, context, request)
            drawn.append(mark_safe(html))  # noqa: S308
    return drawn

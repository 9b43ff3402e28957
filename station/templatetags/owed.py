"""What somebody owes, line by line, and what time is left.

A day has hundreds of lines: written here, each costs a tenth of a template's.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache, partial

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from station import phrasing
from station.registry import WorkItem
from station.templatetags.station import icon, now_of

register = template.Library()

BADGE = '<span class="fq-badge is-{}" title="{}">{}{}{}</span>'
EXPLAINED = (
    '<details class="fq-due"><summary class="fq-badge is-{}" title="{}">{}{}{}</summary>'
    "<div>{}<br>{}</div></details>"
)
LINE = (
    '<li class="fq-work">{}<a class="fq-work-body" href="{}">'
    '<span class="fq-work-title">{}</span><span class="fq-work-note">{}</span></a>{}</li>'
)
NOTE = "<span>{}</span>"
PICTURE = '<span class="fq-item-icon">{}</span>'
# The answer to a tick is the line again.
TICK = (
    '<form method="post" action="{0}" hx-post="{0}" hx-target="closest li" '
    'hx-swap="outerHTML"><input type="hidden" name="csrfmiddlewaretoken" value="{1}">'
    '<input type="hidden" name="next" value="{2}"><button type="submit" class="fq-tick" '
    'aria-label="{3}"><span>{4}</span></button></form>'
)


@register.simple_tag(takes_context=True)
def due_badge(
    context, at, working_days=None, rule="", tentative=False, done=False
) -> str:
    """What is left until a due time; with ``rule`` the reason opens on a tap."""
    if not at:
        return ""
    if done:
        due = phrasing.Due(_("done"), "green", "check")
    else:
        due = phrasing.due(at, now=now_of(context), working_days=working_days)
    said = _("expected") + " " if tentative else ""
    return _badge(due, at, said=said, rule=rule)


def _badge(due: phrasing.Due, at: date | datetime, *, said="", rule="") -> str:
    title = phrasing.in_full(at)
    parts = due.tone, title, icon(due.icon), said, due.text
    if rule:
        return format_html(EXPLAINED, *parts, title, rule)
    return format_html(BADGE, *parts)


@register.simple_tag(takes_context=True)
def work_lines(context, items: list[WorkItem]) -> SafeString:
    """What is owed, one line each; much of it by the same hour."""
    badge = cache(partial(due_badge, context))
    return mark_safe("".join(_line(context, item, badge) for item in items))  # noqa: S308


@register.simple_tag(takes_context=True)
def work_line(context, item: WorkItem) -> str:
    """What is owed: the way there, a tick where one is enough, and what time is left."""
    return _line(context, item, partial(due_badge, context))


def _line(context, item: WorkItem, badge: Callable[..., str]) -> str:
    notes = [format_html(NOTE, item.kind_label)]
    notes += [format_html(NOTE, note) for note in (item.area_name, item.detail) if note]
    return format_html(
        LINE,
        _tick(context, item)
        if item.done_url
        else format_html(PICTURE, icon(item.icon)),
        item.url,
        item.title,
        mark_safe("".join(notes)),  # noqa: S308 (each is escaped above)
        badge(item.due_at, item.working_days),
    )


def _tick(context, item: WorkItem) -> str:
    return format_html(
        TICK,
        item.done_url,
        context.get("csrf_token") or "",
        context["request"].get_full_path(),
        _("Done: %(title)s") % {"title": item.title},
        icon("check", "icon-s"),
    )

"""The words and pictures every page uses. Catalogue: one tag or filter, one job."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django import template
from django.http import QueryDict
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from station import closings, links, phrasing
from station.dashboard import drawing

register = template.Library()

TONES = frozenset({"grey", "blue", "green", "amber", "red"})


def now_of(context) -> datetime:
    return context.get("now") or timezone.now()


def _date_of(value, *, now):
    return value or timezone.localtime(now).date()


# -- pictures ------------------------------------------------------------------


@register.simple_tag
@lru_cache(maxsize=1024)  # hundreds on a page, and always the same
def icon(name: str, extra: str = "") -> str:
    """One picture of the sprite; always beside a word or inside a labelled control."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"/></svg>',
        f" {extra}" if extra else "",
        static("icons.svg"),
        name,
    )


@register.inclusion_tag("components/avatar.html")
def avatar(name: str, photo_url: str = "", size: str = "") -> dict:
    """The face of a person, or the first character of the name."""
    return {"initial": (name or "?").strip()[:1], "photo_url": photo_url, "size": size}


# -- states --------------------------------------------------------------------


@register.inclusion_tag("components/badge.html")
def badge(label: str, tone: str = "grey", icon: str = "") -> dict:
    """A state in a word and a colour."""
    return {
        "label": label,
        "tone": tone if tone in TONES else "grey",
        "icon": icon,
    }


# -- time ----------------------------------------------------------------------


def _time(text: str, at: datetime | date, kind: str) -> str:
    return format_html(
        '<time datetime="{}" title="{}" data-time="{}">{}</time>',
        timezone.localtime(at).isoformat(timespec="minutes")
        if isinstance(at, datetime)
        else at.isoformat(),
        phrasing.in_full(at),
        kind,
        text,
    )


@register.simple_tag(takes_context=True)
def when(context, at) -> str:
    """A moment or a day in words: today 16:00, tomorrow, 24 Nov."""
    if not at:
        return ""
    now = now_of(context)
    if isinstance(at, datetime):
        return _time(phrasing.moment(at, now=now), at, "moment")
    return _time(phrasing.day(at, today=timezone.localtime(now).date()), at, "day")


@register.simple_tag(takes_context=True)
def ago(context, at) -> str:
    """How long ago: just now, 5 minutes ago, yesterday 16:00."""
    return _time(phrasing.ago(at, now=now_of(context)), at, "ago") if at else ""


@register.filter
def full_date(at) -> str:
    """The whole date, for papers."""
    if isinstance(at, datetime):
        at = timezone.localtime(at).date()
    return phrasing.date_in_full(at) if at else ""


@register.filter
def full_time(at) -> str:
    """The whole date with the day of the week and, where there is one, the time."""
    return phrasing.in_full(at) if at else ""


@register.inclusion_tag("components/date_chips.html", takes_context=True)
def date_chips(context, field, today=None) -> dict:
    """Buttons that fill a date field: today, tomorrow, next Monday."""
    today = _date_of(today, now=now_of(context))
    return {"target": field.id_for_label, "days": phrasing.coming_days(today)}


@register.filter
def as_name(label) -> str:
    """A label before a colon: a question loses its mark."""
    return str(label).rstrip("?？ ")


# -- figures and numbers -------------------------------------------------------


@register.filter
def num(value) -> str:
    """A figure with separators; unknown is a dash."""
    return phrasing.number(value)


@register.filter
def signed(value) -> str:
    """A change: with plus or minus."""
    return f"{'+' if value > 0 else '−'}{phrasing.number(abs(value))}"


@register.simple_tag
def month_line(months):
    """A small line of months (station.dashboard.drawing), where there is one to draw."""
    return drawing.line(months)


@register.simple_tag
def figures_link(query: str, area, key: str = "") -> str:
    """The same figures of another place."""
    params = QueryDict(query, mutable=True)
    params["area"] = area.pk
    name = "station:metric" if key else "station:dashboard"
    return f"{reverse(name, args=[key] if key else [])}?{params.urlencode()}"


@register.filter
def yuan(value) -> str:
    """An amount of money, without empty fen."""
    return phrasing.money(value) if value is not None else ""


@register.filter
def masked(value, kind="phone") -> str:
    """A number with its middle hidden."""
    return phrasing.masked(value, kind)


@register.simple_tag
def phone(number) -> str:
    """A number one can tap to call."""
    if not number:
        return ""
    return format_html(
        '<a class="fq-nowrap" href="tel:{}">{}</a>',
        str(number).replace(" ", ""),
        number,
    )


# -- lists ---------------------------------------------------------------------


@dataclass(frozen=True)
class Chip:
    """One active filter, in words, with the address without it."""

    label: str
    value: str
    remove_url: str


def _words_of(field, raw: str) -> str:
    """What the officer chose, by its label rather than its code."""
    queryset = getattr(field, "queryset", None)
    if queryset is not None:
        found = queryset.filter(pk=raw).first() if raw.isdigit() else None
        return field.label_from_instance(found) if found else raw
    for code, label in getattr(field, "choices", ()):  # a list made late has no length
        if str(code) == raw:
            return str(label)
    return raw


def _without(params, name: str, value: str) -> str:
    rest = params.copy()
    rest.setlist(name, [item for item in rest.getlist(name) if item != value])
    rest.pop("cursor", None)
    return f"?{rest.urlencode()}"


@register.simple_tag(takes_context=True)
def filter_chips(context, filterset) -> list[Chip]:
    """The active filters of a list, each with the way to take it off."""
    params = context["request"].GET
    return [
        Chip(
            str(field.label or name), _words_of(field, raw), _without(params, name, raw)
        )
        for name, field in filterset.form.fields.items()
        for raw in params.getlist(name)
        if raw
    ]


@register.simple_tag(takes_context=True)
def sort_link(context, name: str) -> dict:
    """The address that sorts by a column, turning round when it already does."""
    params = context["request"].GET.copy()
    current = params.get("ordering", "")
    params["ordering"] = f"-{name}" if current == name else name
    params.pop("cursor", None)
    state = {name: "ascending", f"-{name}": "descending"}.get(current, "")
    return {"url": f"?{params.urlencode()}", "state": state}


@register.simple_block_tag(takes_context=True)
def col(context, content, key):
    """A cell or head of a column, where this person wants to see it (list_tools)."""
    tools = context.get("list_tools")
    return content if tools is None or key in tools.shown else ""


def _has_bulk(context) -> bool:
    tools = context.get("list_tools")
    return tools is not None and bool(tools.bulk)


@register.simple_tag(takes_context=True)
def bulk_head(context) -> str:
    """The head of the column in which rows are chosen."""
    if not _has_bulk(context):
        return ""
    return format_html(
        '<th scope="col" class="fq-cell-pick"><label>'
        '<input type="checkbox" class="form-check-input" data-bulk-page hidden'
        ' aria-label="{}"></label></th>',
        _("Choose the page"),
    )


@register.simple_tag(takes_context=True)
def bulk_box(context, pk, name="") -> str:
    """The cell in which a row is chosen."""
    if not _has_bulk(context):
        return ""
    return format_html(
        '<td class="fq-cell-pick"><label>'
        '<input type="checkbox" class="form-check-input" name="row" value="{}"'
        ' aria-label="{}"></label></td>',
        pk,
        _("Choose %(name)s") % {"name": name} if name else _("Choose"),
    )


@register.simple_block_tag(takes_context=True)
def bulk(context, content):
    """A table whose rows can be chosen; around the ``table``, inside the card."""
    if not _has_bulk(context):
        return content
    return _slot(
        context,
        "components/bulk_form.html",
        content,
        tools=context["list_tools"],
        count_text=context.get("count_text", ""),
        csrf_token=context.get("csrf_token", ""),
    )


# -- blocks --------------------------------------------------------------------


def _slot(context, template_name: str, content: str, **values) -> str:
    page = context.template.engine.get_template(template_name)
    return page.render(context.new({"content": content, **values}))


@register.simple_block_tag(takes_context=True)
def card(context, content, title="", icon="", url="", link="", pad=True):
    """A card around what stands between the tags."""
    return _slot(
        context,
        "components/card.html",
        content,
        title=title,
        icon=icon,
        url=url,
        link=link,
        pad=pad,
    )


@register.simple_block_tag(takes_context=True)
def more(context, content, label="", is_open=False):
    """Something folded away until it is asked for."""
    return _slot(
        context,
        "components/more.html",
        content,
        label=label or _("More"),
        is_open=is_open,
    )


@register.simple_block_tag(takes_context=True)
def banner(context, content, tone="blue", icon="info-circle"):
    """A note across the page that stays until its reason is gone."""
    return _slot(context, "components/banner.html", content, tone=tone, icon=icon)


@register.inclusion_tag("components/links.html", takes_context=True)
def record_links(context, obj) -> dict:
    """Where a record came from, what became of it, and what may be made of it."""
    user = context["request"].user
    return {
        "links": links.links_of(obj, user=user),
        "offers": links.offers(obj, user=user),
        "request": context["request"],
    }


@register.inclusion_tag("components/still_open.html", takes_context=True)
def still_open(context, obj) -> dict:
    """What is still open about a record: “two things are still open”."""
    items = closings.open_things(obj, user=context["request"].user)
    return {"items": items, "now": now_of(context)}


# -- forms ---------------------------------------------------------------------


@register.simple_tag
def split_fields(form) -> dict:
    """The fields asked at once and those folded away (the form's ``folded``)."""
    names = frozenset(getattr(form, "folded", ()))
    visible = form.visible_fields()
    folded = [field for field in visible if field.name in names]
    return {
        "is_bare": not visible,
        "main": [field for field in visible if field.name not in names],
        "folded": folded,
        "is_open": any(field.errors for field in folded),
    }


@register.inclusion_tag("components/form.html", takes_context=True)
def whole_form(
    context, form, submit="", cancel_url="", draft="", danger=False, action=""
):
    """A form from its error summary to its button, drafts kept on the device."""
    return {
        "form": form,
        "submit": submit or _("Save"),
        "cancel_url": cancel_url,
        "draft": draft,
        "danger": danger,
        "action": action,
        "csrf_token": context.get("csrf_token", ""),
    }


@register.inclusion_tag("components/error_summary.html")
def error_summary(form) -> dict:
    """What is wrong, at the top, with links to the fields; takes the focus."""
    return {"form": form}

"""The figures of reach and effect as a workbook."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from antifraud.reach import effect
from antifraud.reach.asking import Asked
from antifraud.reach.figures import Line, Reach, Share
from antifraud.reach.ways import Way
from station.sheets import workbook


def reach_sheet(
    asked: Asked, found: Reach, types: list[effect.Line], spans: effect.Spans
) -> bytes:
    """One line a group, place and type; below it what such figures can show."""
    rows = [
        _of_share(_("All"), _("Residents"), found.people),
        _of_share(_("All"), _("Households"), found.homes),
        *(_of_share(_("Group"), line.label, line.people) for line in found.groups),
        *(row for line in found.areas for row in _of_area(line)),
        *(_of_type(line, spans) for line in types),
        [],
        [_("Told"), f"{asked.since} – {asked.until}"],
        *([_("Caution"), str(text)] for text in effect.CAUTIONS),
    ]
    return workbook(_("Reach and effect"), _head(spans), rows)


def _head(spans: effect.Spans) -> list[str]:
    cases = {
        _("Cases before"): spans.before,
        _("Cases meanwhile"): spans.during,
        _("Cases after"): spans.after,
        _("Cases after, a year before"): spans.last_year,
    }
    return [
        _("Part"),
        pgettext("reach", "What"),
        _("All"),
        pgettext("reach", "Reached"),
        _("Per cent"),
        *(str(way.label) for way in Way),
        *(f"{label} {span.first} – {span.last}" for label, span in cases.items()),
        _("Within chance"),
    ]


def _of_share(part: str, label: str, share: Share) -> list:
    counted = [share.total, share.reached, share.percent]
    return [part, label, *counted, *(share.ways[way] for way in Way.values)]


def _of_area(line: Line) -> list[list]:
    return [
        _of_share(_("Residents of"), line.label, line.people),
        _of_share(_("Households of"), line.label, line.homes),
    ]


def _of_type(line: effect.Line, spans: effect.Spans) -> list:
    ways = ["" for _way in Way]
    after = [line.after, line.last_year] if spans.after.days else ["", ""]
    chance = _("yes") if line.is_within_chance else _("no")
    return [
        _("Scam type"),
        str(line.scam_type),
        line.residents,
        line.told,
        line.percent,
        *ways,
        line.before,
        line.during,
        *after,
        chance if spans.after.days else "",
    ]

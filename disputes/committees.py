"""Whether a mediation committee is made up as the law asks (人民调解法 arts. 8, 9)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from disputes.models import Committee, CommitteeMember
from disputes.workflow.mediators import Sex
from station import legal, months, phrasing
from station.models import Area

FEWEST, MOST = "committee.fewest", "committee.most"
WOMEN, MINORITIES = "committee.women", "committee.minorities"
TERM = "committee.term"


@dataclass(frozen=True)
class Finding:
    """What the law asks and the committee has not."""

    code: str
    text: str
    article: str


def of(area: Area, *, on: date) -> Committee | None:
    """The committee that answers there on a day: the nearest one."""
    above = Area.objects.above(area)
    rows = Committee.objects.serving(on=on).filter(area__in=above)
    return rows.select_related("area").order_by("-area__path", "-from_on").first()


def sitting(committee: Committee, *, on: date) -> list[CommitteeMember]:
    """Who sits on it that day; reads members that were fetched along."""
    return [
        row
        for row in committee.members.all()
        if row.from_on <= on and (row.until_on is None or on <= row.until_on)
    ]


def findings(committee: Committee, *, on: date) -> list[Finding]:
    """Everything that is missing; a committee is written down all the same."""
    members = sitting(committee, on=on)
    women = sum(row.sex == Sex.FEMALE for row in members)
    found = [
        _too_few(FEWEST, len(members), committee, on=on),
        _too_many(len(members), on=on),
        _too_few(WOMEN, women, committee, on=on),
        _term(committee, on=on),
    ]
    if committee.is_multi_ethnic:
        minorities = sum(row.is_minority for row in members)
        found.insert(3, _too_few(MINORITIES, minorities, committee, on=on))
    return [finding for finding in found if finding is not None]


def longest_term(from_on: date) -> date:
    """The last day of a term that begins on a day."""
    rule = legal.rule(TERM, on=from_on)
    return months.later(from_on, rule.value) - timedelta(days=1)


def _too_few(code: str, count: int, committee: Committee, *, on: date):
    rule = legal.rule(code, on=on)
    if count >= rule.value:
        return None
    words = {"needed": rule.value, "count": count}
    text = {
        FEWEST: _("at least %(needed)d members, it has %(count)d"),
        WOMEN: _("at least %(needed)d woman, it has %(count)d"),
        MINORITIES: _("at least %(needed)d of an ethnic minority, it has %(count)d"),
    }[code]
    return Finding(code, text % words, rule.article)


def _too_many(count: int, *, on: date):
    rule = legal.rule(MOST, on=on)
    if count <= rule.value:
        return None
    text = _("at most %(needed)d members, it has %(count)d")
    return Finding(MOST, text % {"needed": rule.value, "count": count}, rule.article)


def _term(committee: Committee, *, on: date):
    rule = legal.rule(TERM, on=committee.from_on)
    if committee.until_on < on:
        text = _("its term ended on %(day)s: elect anew")
        words = {"day": phrasing.date_in_full(committee.until_on)}
        return Finding(TERM, text % words, rule.article)
    last = longest_term(committee.from_on)
    if committee.until_on > last:
        text = _("its term may last until %(day)s at most")
        words = {"day": phrasing.date_in_full(last)}
        return Finding(TERM, text % words, rule.article)
    return None

"""The chapters of the manual, in the order in which somebody new reads them.

The text of a chapter is one template for each language, ``help/en/<slug>.html`` and
``help/zh_hans/<slug>.html``, written whole: a manual translated sentence by sentence
reads like one. Both hold the same sections (``<h2 id="…">``) and pictures; a test
compares them.
"""

import re
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

SECTION = re.compile(r'<h2 id="(?P<anchor>[a-z-]+)">(?P<title>.*?)</h2>', re.DOTALL)


@dataclass(frozen=True)
class Chapter:
    """One page of the manual."""

    slug: str
    title: str | Promise
    about: str | Promise
    icon: str

    @property
    def template(self) -> str:
        """The text in the language the reader has chosen."""
        return template_of(self.slug, get_language() or "zh-hans")

    def text(self, request) -> SafeString:
        """The chapter as this reader may see it."""
        return render_to_string(self.template, {}, request)


def template_of(slug: str, language: str) -> str:
    """Where the text of a chapter stands."""
    return f"help/{folder(language)}/{slug}.html"


def folder(language: str) -> str:
    """``zh-hans`` as it is written in names of folders."""
    return language.replace("-", "_")


def sections(text: str) -> list[tuple[str, str]]:
    """Anchor and title of each section of a text."""
    return [
        (found["anchor"], " ".join(strip_tags(found["title"]).split()))
        for found in SECTION.finditer(text)
    ]


CHAPTERS = {
    chapter.slug: chapter
    for chapter in (
        Chapter(
            "start",
            _("The first day"),
            _("Signing in, My day, notices, and the look of the pages."),
            "sun",
        ),
        Chapter(
            "register",
            _("The register"),
            _("Households, residents, housing and units, and how they get in."),
            "home",
        ),
        Chapter(
            "visits",
            _("Visits and promises"),
            _("Recording a visit, today's round, coverage, and what was promised."),
            "door-enter",
        ),
        Chapter(
            "cards",
            _("Cards, door plates and boards"),
            _("Codes residents scan, and keeping what is printed true."),
            "qrcode",
        ),
        Chapter(
            "inbox",
            _("Messages and tips"),
            _("Answering in time, handing over, and what nobody else may see."),
            "inbox",
        ),
        Chapter(
            "services",
            _("Services and documents"),
            _("At the counter, at the door, outside hours; documents brought home."),
            "calendar-check",
        ),
        Chapter(
            "inspections",
            _("Inspections and hazards"),
            _("Walking through a checklist, the notice, and looking again in time."),
            "clipboard-check",
        ),
        Chapter(
            "care",
            _("Care and liaison"),
            _("People who need somebody, village secretaries, alliances, key points."),
            "heart-handshake",
        ),
        Chapter(
            "calls",
            _("Screening calls"),
            _("Each morning: which of yesterday's calls is a dispute or a fraud."),
            "phone-call",
        ),
        Chapter(
            "disputes",
            _("Disputes"),
            _("From the first hint over the mediation to the closed case."),
            "scale",
        ),
        Chapter(
            "agreements",
            _("Agreements and papers"),
            _("Writing, signing and keeping an agreement; the dossier; partners."),
            "signature",
        ),
        Chapter(
            "patrols",
            _("Volunteers and patrols"),
            _("Vetting, rosters, check-ins, findings, calls for help, coverage."),
            "walk",
        ),
        Chapter(
            "fraud",
            _("Anti-fraud work"),
            _("Cases, somebody being defrauded now, alerts, waves, outreach."),
            "shield-check",
        ),
        Chapter(
            "lists",
            _("Finding, filtering, taking along"),
            _("The search, saved filters, columns, many at once, Excel in and out."),
            "search",
        ),
        Chapter(
            "dashboard",
            _("Dashboard, figures and reports"),
            _("What is late and where, what a figure counts, what leaves as a report."),
            "layout-dashboard",
        ),
        Chapter(
            "map",
            _("The map"),
            _("What stands where, figures by area, and outlines."),
            "map",
        ),
        Chapter(
            "people",
            _("People, posts, keys"),
            _("For chiefs: who serves where, who may what, rules, other systems."),
            "users",
        ),
        Chapter(
            "data",
            _("Personal data and the law"),
            _("What is masked, what is written down, what needs a consent."),
            "shield-lock",
        ),
        Chapter(
            "offline",
            _("On the phone, without signal"),
            _("Taking the day along, recording in the lane, sending later."),
            "wifi-off",
        ),
    )
}

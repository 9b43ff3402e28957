"""Cards and boards of many areas at once: each a PDF, all in one file."""

import io
import zipfile

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.actions import card_prints
from households.charge import charges_of
from households.models import ContactCard, PaperKind
from households.papers import cards as papers
from households.workflow import CardStatus
from station.actions import jobs
from station.actions.access import record_access
from station.errors import RuleError
from station.jobs import JobKind, JobResult
from station.models import AccessRecord
from station.registry import registry
from station.sheets import workbook
from station.tasks import ring_job

PAPER = "card.paper"
ZIP = "application/zip"
MOST = 500


def order(rows, *, data, by, at) -> str:
    """Leave the printing to the worker."""
    pks = list(rows.filter(status=CardStatus.ACTIVE).values_list("pk", flat=True))
    if not pks:
        raise RuleError(_("None of these cards is valid any more."), code="ended")
    if len(pks) > MOST:
        raise RuleError(_("At most %(n)d at once.") % {"n": MOST}, code="too_many")
    job = jobs.enqueue(
        kind=PAPER,
        owner=by,
        at=at,
        params={"ids": sorted(pks), "kind": data["kind"], "sheets": data["sheets"]},
        total=len(pks),
    )
    ring_job(job.pk)
    return job.get_absolute_url()


def run(job, progress) -> JobResult:
    """Draw each in turn; an area where nobody serves is told at the end."""
    now, kind = timezone.now(), job.params["kind"]
    rows = ContactCard.objects.visible_to(job.owner, "print")
    cards = list(
        rows.filter(pk__in=job.params["ids"], status=CardStatus.ACTIVE)
        .select_related("area")
        .order_by("area__path", "pk")
    )
    charges = charges_of([card.area for card in cards], on=timezone.localdate(now))
    buffer, failed = io.BytesIO(), []
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for done, (card, charge) in enumerate(zip(cards, charges, strict=True), 1):
            try:
                body = _drawn(card, charge, job, at=now)
            except RuleError as error:
                failed.append((card.area.name, str(error)))
            else:
                name = f"{card.area.short_name or card.area.name}-{kind}.pdf"
                file.writestr(f"{card.number}-{name}", body)
            progress(done, len(cards))
    if len(failed) == len(cards):
        raise RuleError(_("Nothing could be printed."), code="nothing")
    return JobResult(
        content=buffer.getvalue(),
        name=f"{kind}.zip",
        content_type=ZIP,
        failed=len(failed),
        failures=_told(failed),
    )


def _drawn(card, charge, job, *, at) -> bytes:
    """The paper of one card; the print is written down."""
    kind, sheets = job.params["kind"], job.params["sheets"]
    body = papers.render(card, charge, kind=kind, sheets=sheets)
    card_prints.note(
        card=card,
        kind=kind,
        people=charge.faces[:2],
        sheets=sheets,
        by=job.owner,
        at=at,
    )
    record_access(
        by=job.owner, act=AccessRecord.Act.PRINT, subject=card, fields=kind, at=at
    )
    return body


def _told(failed: list[tuple[str, str]]) -> bytes:
    """The areas without a paper, and why."""
    if not failed:
        return b""
    return workbook(_("Not printed"), [_("Area"), _("Why")], failed)


def title(job) -> str:
    """Which paper, of how many areas."""
    return _("%(paper)s for %(n)s areas") % {
        "paper": PaperKind(job.params["kind"]).label,
        "n": len(job.params["ids"]),
    }


registry.add_job(
    JobKind(
        PAPER,
        gettext_lazy("Cards and boards"),
        "id",
        run,
        permission="contact_card.print",
        title=title,
    )
)

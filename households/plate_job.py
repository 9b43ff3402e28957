"""The long work on a batch of plates: codes for the doors, then the paper."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.actions import plate_batches
from households.models import PlateBatch
from households.papers import plates as plate_papers
from station.jobs import PDF, JobKind, JobResult


def batch_of(job) -> PlateBatch | None:
    """The batch a job works on."""
    rows = PlateBatch.objects.select_related("area", "size", "made_by")
    return rows.filter(pk=job.params["batch"]).first()


def run(job, progress) -> JobResult:
    """First a code for each door, then each drawn; begun again it goes on."""
    batch = batch_of(job)
    total = 2 * batch.total
    plate_batches.make_codes(
        batch=batch,
        at=timezone.now(),
        progress=lambda done: progress(done, total),
    )
    body = plate_papers.render(
        batch,
        plate_papers.plates_to_print(batch),
        progress=lambda done: progress(batch.total + done, total),
    )
    progress(total, total)
    plate_batches.note_ready(batch=batch, at=timezone.now())
    return JobResult(content=body, name=f"{batch.number}.pdf", content_type=PDF)


def title(job) -> str:
    """Which batch, and how many."""
    batch = batch_of(job)
    if batch is None:
        return _("Door plates")
    return _("%(total)s door plates for %(area)s") % {
        "total": batch.total,
        "area": batch.area.short_name or batch.area.name,
    }


KIND = JobKind(
    plate_batches.PAPER,
    gettext_lazy("Door plates"),
    "qrcode",
    run,
    permission="door_plate.print",
    title=title,
)

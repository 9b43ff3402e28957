"""Import a household register from an office's own workbook."""

import json
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from households.importing.commit import lock_register, write_plan
from households.importing.examine import Examined, examine, read_tables, station_of
from households.importing.layout import NoTable, Table
from station.actions.events import record
from station.models import Area, User
from station.workbook import WorkbookRefused


class Command(BaseCommand):
    """Can be run again safely: what is in the register already stays as it is."""

    help = "Import residents, households and addresses from an Excel workbook."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="Check and compare, write nothing."
        )
        parser.add_argument(
            "--report", type=Path, help="Write all findings to this file as JSON."
        )
        parser.add_argument(
            "--station",
            help="Name, code or number of the station; else by the villages named.",
        )
        parser.add_argument(
            "--by", help="Badge number of the person who answers for it."
        )

    def handle(self, *, file: Path, **options):
        started, at = time.monotonic(), timezone.now()
        by = self._person(options["by"])
        tables, notes = self._read(file)
        station = self._station(options["station"], tables)
        self.stdout.write(_("Station: %s") % station.name)
        with transaction.atomic():
            lock_register(station)
            examined = examine(
                tables,
                station=station,
                today=timezone.localdate(),
                progress=self._progress(tables),
                notes=notes,
            )
            if not options["dry_run"]:
                self._commit(examined, station, by=by, at=at)
        self._report(options["report"], examined)
        self._summary(examined, time.monotonic() - started, dry=options["dry_run"])

    def _read(self, file: Path):
        if not file.is_file():
            raise CommandError(_("There is no file %s.") % file)
        try:
            return read_tables(file)
        except (WorkbookRefused, NoTable) as error:
            raise CommandError(str(error)) from error

    def _person(self, badge: str | None) -> User | None:
        if badge is None:
            return None
        user = User.objects.filter(badge_number=badge).first()
        if user is None:
            raise CommandError(_("Nobody has the badge number %s.") % badge)
        return user

    def _station(self, named: str | None, tables: list[Table]) -> Area:
        if named is None:
            station = station_of(tables)
            if station is None:
                raise CommandError(
                    _("The villages do not tell the station. Name it with --station.")
                )
            return station
        stations = Area.objects.filter(kind=Area.Kind.STATION)
        for lookup in (
            "code",
            "name",
            "short_name",
            "children__code",
            "children__name",
        ):
            found = list(stations.filter(**{lookup: named}).distinct()[:2])
            if len(found) == 1:
                return found[0]
        if named.isdecimal() and (station := stations.filter(pk=named[:18]).first()):
            return station
        raise CommandError(_("There is no station %s.") % named)

    def _progress(self, tables: list[Table]):
        total = sum(len(table.rows) for table in tables)

        def show(done: int) -> None:
            counts = {"done": done, "total": total}
            self.stdout.write(_("%(done)s of %(total)s rows checked") % counts)

        return show

    def _commit(self, examined: Examined, station: Area, *, by, at) -> None:
        plan = examined.plan
        write_plan(plan, by=by, at=at)
        if plan.new or plan.changed:
            record(
                kind="register.imported",
                subject=station,
                by=by,
                at=at,
                area=station,
                changes=examined.as_changes(),
            )

    def _report(self, path: Path | None, examined: Examined) -> None:
        if path is not None:
            text = json.dumps(examined.as_report(), ensure_ascii=False, indent=1)
            path.write_text(text + "\n", encoding="utf-8")

    def _summary(self, examined: Examined, seconds: float, *, dry: bool) -> None:
        counts = examined.counts()
        self.stdout.write(
            _(
                "%(row_count)s rows: %(new_count)s new, %(changed_count)s changed, "
                "%(unchanged_count)s unchanged, %(refused_count)s refused; "
                "%(mended_count)s mends, %(warned_count)s warnings."
            )
            % counts
        )
        for note in examined.notes:
            self.stdout.write(_(note["says"]) % note["params"])
        done = _("Checked only, nothing written") if dry else _("Imported")
        self.stdout.write(f"{done} ({seconds:.1f} s)")

"""How well screening reads labelled calls."""

import csv
import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from station import text_table
from station.screening import learning
from station.screening.judge import Judge
from station.screening.learning import Learned, features, labels_of
from station.screening.loading import judge_of
from station.screening.scores import NONE, Scores, Table, folds

TEXT_HEADS = ("简要案情", "报警内容", "警情内容", "案情", "summary")
PARTS = (("kind", "Kind"), ("field", "Field of disputes"), ("scam", "Scam type"))


class Command(BaseCommand):
    help = (
        "Reads labelled calls (columns of calls_labelled.csv) and prints precision, "
        "recall, F1 and who is taken for whom."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="figures only")
        parser.add_argument(
            "--folds",
            type=int,
            default=0,
            help="besides the shipped examples, learn from the other parts of the file",
        )

    def handle(self, *, file, folds: int, **options):
        rows = _read(file)
        if folds == 1 or folds > len(rows):
            raise CommandError("--folds must be between 2 and the number of rows.")
        scores = _scores(rows, folds)
        if options["json"]:
            self.stdout.write(json.dumps(scores.summary(), ensure_ascii=False))
            return
        self.stdout.write(f"{len(rows)} calls")
        for name, label in PARTS:
            self._table(label, getattr(scores, name))
        self._signs(scores)

    def _table(self, title: str, table: Table) -> None:
        summary = table.summary()
        self._head(f"{title}: macro-F1 {_figure(summary['macro_f1'])}")
        for label, row in summary["labels"].items():
            self._line(label, row)
        self.stdout.write("  labelled → proposed")
        for (labelled, proposed), count in sorted(table.pairs.items()):
            mark = "" if labelled == proposed else "  ✗"
            self.stdout.write(f"    {labelled} → {proposed}: {count}{mark}")

    def _signs(self, scores: Scores) -> None:
        summary = scores.summary()["risk"]
        self._head(f"Signs of danger: macro-F1 {_figure(summary['macro_f1'])}")
        for code, row in summary["labels"].items():
            pairs = scores.signs[code].pairs
            self._line(code, row)
            self.stdout.write(
                f"    missed {pairs[code, NONE]}, wrongly seen {pairs[NONE, code]}"
            )

    def _head(self, text: str) -> None:
        self.stdout.write("")
        self.stdout.write(text)
        self.stdout.write(f"  {'':26}precision  recall  F1     calls")

    def _line(self, label: str, row: dict) -> None:
        self.stdout.write(
            f"  {label:26}{row['precision']:<11.3f}{row['recall']:<8.3f}"
            f"{row['f1']:<7.3f}{row['support']}"
        )


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _read(path: Path) -> list[tuple[str, learning.Labels]]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
    rows = list(csv.DictReader(text_table.lines(content)))
    heads = rows[0].keys() if rows else ()
    text = next((head for head in TEXT_HEADS if head in heads), None)
    if text is None or "label_kind" not in heads:
        raise CommandError("The file needs the columns 简要案情 and label_kind.")
    return [(row[text] or "", labels_of(row)) for row in rows if row[text]]


def _scores(rows: list, count: int) -> Scores:
    scores = Scores()
    parts = list(folds(rows, count)) if count else [([], rows)]
    judge = judge_of()
    for learnt, tested in parts:
        reader = Judge(judge.terms, _learned(learnt)) if learnt else judge
        for text, labels in tested:
            scores.add(labels, reader.propose(text))
    return scores


def _learned(rows: list) -> Learned:
    """The shipped examples and these rows."""
    learned = learning.from_examples()
    for text, labels in rows:
        learned.add(features(text), labels)
    return learned

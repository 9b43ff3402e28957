"""How good the proposals are: precision, recall, F1 and who is taken for whom."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as made

from station.screening.codes import Sign
from station.screening.learning import Labels

NONE = "–"


@dataclass
class Table:
    """What was labelled against what was proposed."""

    pairs: Counter = made(default_factory=Counter)

    def add(self, labelled: str, proposed: str) -> None:
        self.pairs[labelled or NONE, proposed or NONE] += 1

    @property
    def labels(self) -> list[str]:
        """Those that were labelled or proposed, by how often they were labelled."""
        seen: Counter = Counter()
        for (labelled, proposed), count in self.pairs.items():
            seen[labelled] += count
            seen[proposed] += 0
        return [label for label, _n in seen.most_common()]

    def of(self, label: str) -> dict:
        """Precision, recall, F1 and support of one label."""
        right = self.pairs[label, label]
        support = sum(n for (found, _p), n in self.pairs.items() if found == label)
        proposed = sum(n for (_l, found), n in self.pairs.items() if found == label)
        return measures(right, proposed, support)

    def summary(self) -> dict:
        """The mean F1 over all labels that occur, and each label's figures."""
        labels = {label: self.of(label) for label in self.labels if label != NONE}
        counted = [row["f1"] for row in labels.values() if row["support"]]
        return {
            "macro_f1": round(sum(counted) / len(counted), 4) if counted else None,
            "labels": labels,
        }


def measures(right: int, proposed: int, support: int) -> dict:
    """The usual figures; where nothing was to be found none is wrong."""
    precision = right / proposed if proposed else 0.0
    recall = right / support if support else 0.0
    both = precision + recall
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / both, 4) if both else 0.0,
        "support": support,
    }


@dataclass
class Scores:
    """The tables of one evaluation."""

    kind: Table = made(default_factory=Table)
    field: Table = made(default_factory=Table)
    scam: Table = made(default_factory=Table)
    signs: dict[str, Table] = made(
        default_factory=lambda: {code: Table() for code in Sign.values}
    )

    def add(self, labels: Labels, proposal) -> None:
        """One call: the field of what is a dispute, the scam of what is a fraud."""
        self.kind.add(labels.kind, proposal.kind)
        if labels.kind == "dispute" and labels.field:
            self.field.add(labels.field, proposal.field)
        if labels.kind == "fraud" and labels.scam:
            self.scam.add(labels.scam, proposal.scam)
        for code, table in self.signs.items():
            table.add(
                code if code in labels.dangers else "",
                code if code in proposal.dangers else "",
            )

    def summary(self) -> dict:
        """As the command prints it with ``--json``."""
        signs = {code: table.of(code) for code, table in self.signs.items()}
        counted = [row["f1"] for row in signs.values() if row["support"]]
        return {
            "kind": self.kind.summary(),
            "field": self.field.summary(),
            "scam": self.scam.summary(),
            "risk": {
                "macro_f1": round(sum(counted) / len(counted), 4) if counted else None,
                "labels": signs,
            },
        }


def folds(rows: list, count: int) -> Iterable[tuple[list, list]]:
    """Each row once in the tested part; the same split every time."""
    for number in range(count):
        tested = rows[number::count]
        rest = [row for place, row in enumerate(rows) if place % count != number]
        yield rest, tested

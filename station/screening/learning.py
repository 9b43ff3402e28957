"""What screening learns from decided calls: naive Bayes over parts of the text.

The parts are runs of two and three characters, kept as numbers of buckets, so that no
text can be read back from them.
"""

import csv
import math
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

EXAMPLES = Path(__file__).parent.parent / "fixtures" / "screening_examples.csv"
BUCKETS = 2**15
SMOOTHING = 0.3
NOISE = re.compile(r"报警人[称报]?|来电人?[称报]?|请民警.*$|请求?出警.*$|[\W_\d]+")
TARGETS = ("kind", "field", "scam")


@dataclass(frozen=True, slots=True)
class Labels:
    """What a call was decided to be."""

    kind: str
    field: str = ""
    scam: str = ""
    dangers: frozenset[str] = frozenset()

    def of(self, target: str) -> str:
        return getattr(self, target)


def features(text: str) -> list[int]:
    """The parts of a text, as buckets."""
    runs = [run for run in NOISE.split(text) if run]
    parts = {
        run[start : start + size]
        for run in runs
        for size in (2, 3)
        for start in range(len(run) - size + 1)
    }
    return sorted({zlib.crc32(part.encode()) % BUCKETS for part in parts})


@dataclass
class Learned:
    """How often each part stood in calls of each label."""

    counts: dict = field(
        default_factory=lambda: {target: defaultdict(Counter) for target in TARGETS}
    )
    totals: dict = field(default_factory=lambda: {t: Counter() for t in TARGETS})

    def add(self, parts: Iterable[int], labels: Labels, *, weight: int = 1) -> None:
        """One more decided call."""
        parts = list(parts)
        for target in TARGETS:
            label = labels.of(target)
            if not label:
                continue
            self.totals[target][label] += weight * len(parts)
            for part in parts:
                self.counts[target][part][label] += weight

    def scores(self, parts: Iterable[int], target: str) -> dict[str, float]:
        """How much the parts speak for each label; their mean is nought."""
        totals = self.totals[target]
        if not totals:
            return {}
        sums = dict.fromkeys(totals, 0.0)
        known = [p for p in parts if p in self.counts[target]]
        for part in known:
            seen = self.counts[target][part]
            shares = {
                label: (seen[label] + SMOOTHING) / (totals[label] + SMOOTHING * 500)
                for label in totals
            }
            mean = sum(map(math.log, shares.values())) / len(shares)
            for label, share in shares.items():
                sums[label] += math.log(share) - mean
        size = math.sqrt(len(known) or 1)
        return {label: found / size for label, found in sums.items()}


@lru_cache(maxsize=1)
def examples() -> tuple[tuple[str, Labels], ...]:
    """The labelled calls that ship with the product."""
    with EXAMPLES.open(encoding="utf-8", newline="") as file:
        return tuple((row["summary"], labels_of(row)) for row in csv.DictReader(file))


def labels_of(row: dict) -> Labels:
    """The labels of a row of a labelled file."""
    risks = (row.get("label_risk") or "").replace("、", ",").split(",")
    return Labels(
        kind=(row.get("label_kind") or "").strip(),
        field=(row.get("label_field") or "").strip(),
        scam=(row.get("label_scam") or "").strip(),
        dangers=frozenset(code.strip() for code in risks if code.strip()),
    )


def from_examples(more: Iterable[tuple[str, Labels]] = ()) -> Learned:
    """What the shipped examples teach, and these besides."""
    learned = Learned()
    for parts, labels in _parts_of_examples():
        learned.add(parts, labels)
    for text, labels in more:
        learned.add(features(text), labels)
    return learned


@lru_cache(maxsize=1)
def _parts_of_examples() -> tuple[tuple[list[int], Labels], ...]:
    return tuple((features(text), labels) for text, labels in examples())

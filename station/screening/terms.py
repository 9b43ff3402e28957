"""Words that speak for something, and where in a text they stand."""

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

SHIPPED = Path(__file__).parent.parent / "fixtures" / "screening_terms.csv"
GAP = "…"
# 十几个, 二十多名, 30余人: ten and more of something that is counted by heads.
TEN = (
    r"(?:[一二两三四五六七八九]?十[几多余来]?[一二三四五六七八九]?|\d{2,4}|[几数上]十|百|[几数上]百)"
    r"[多余来]?[个名位]?"
)
NEGATED = re.compile(
    r"(?:未|没有?|无|无人|没人|不曾|并未|未见|未发生|没有发生|未曾|尚未|不存在|否认)$"
)
DENIABLE = {"danger"}


@dataclass(frozen=True, slots=True)
class Term:
    """Alternatives that vote for one code; a negative weight speaks against it."""

    target: str
    code: str
    pattern: str
    weight: float


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a text, and what they speak for."""

    start: int
    end: int
    target: str
    code: str
    weight: float


@lru_cache(maxsize=4096)
def compiled(pattern: str) -> re.Pattern:
    """The words of a term as one expression that cannot run away."""
    return re.compile("|".join(_word(word) for word in _words(pattern)))


def _words(pattern: str) -> list[str]:
    """The alternatives, the longest first, so that the fuller phrase is marked."""
    words = {word.strip() for word in pattern.split("|")}
    return sorted(filter(None, words), key=lambda word: (-len(word), word))


def _word(word: str) -> str:
    head = ""
    if word.startswith("10+"):
        head, word = TEN, word[3:]
    gap = r"[^。；;！!？?]{0,10}?"
    return head + gap.join(re.escape(part) for part in word.split(GAP))


def found(text: str, terms) -> list[Mark]:
    """Every place where a term stands, without what the text denies."""
    marks = []
    for term in terms:
        seen = set()
        for hit in compiled(term.pattern).finditer(text):
            if hit.group() in seen or not hit.group():
                continue
            if term.target in DENIABLE and NEGATED.search(text[: hit.start()]):
                continue
            seen.add(hit.group())
            marks.append(
                Mark(hit.start(), hit.end(), term.target, term.code, term.weight)
            )
            if len(seen) == 3:
                break
    return marks


@lru_cache(maxsize=1)
def shipped() -> tuple[Term, ...]:
    """The terms that ship with the product."""
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        return tuple(
            Term(row["target"], row["code"], row["pattern"], float(row["weight"]))
            for row in csv.DictReader(file)
        )

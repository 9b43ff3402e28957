"""A text cut at its marks, for pages that show which words say so."""

from dataclasses import dataclass

from station.screening.codes import CODES, Target


@dataclass(frozen=True)
class Passage:
    """A piece of the text, and what it speaks for."""

    text: str
    why: str = ""
    is_danger: bool = False


def passages(text: str, marks: list) -> list[Passage]:
    """The whole text in order; where marks overlap, danger shows."""
    said: list[list] = [[] for _letter in text]
    for start, end, target, code in marks:
        for place in range(max(start, 0), min(end, len(text))):
            said[place].append((target, code))
    found, begin = [], 0
    for place in range(1, len(text) + 1):
        if place == len(text) or said[place] != said[begin]:
            found.append(_passage(text[begin:place], said[begin]))
            begin = place
    return found


def _passage(text: str, said: list) -> Passage:
    labels = dict.fromkeys(str(CODES[Target(t)](code).label) for t, code in said)
    return Passage(
        text=text,
        why=" · ".join(labels),
        is_danger=any(target == Target.DANGER for target, _code in said),
    )

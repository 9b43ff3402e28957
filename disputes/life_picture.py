"""The life of a dispute as a picture, drawn from the moves the workflow allows."""

from html import escape

from django.utils.translation import override

from disputes.workflow import ENDS_FROM, TRANSITIONS, Outcome, Status

WIDTH, HEIGHT = 1120, 560
BOX = (180, 64)
PLACES = {
    Status.REPORTED: (120, 150),
    Status.TAKEN_UP: (400, 150),
    Status.SETTLED: (700, 80),
    Status.FAILED: (700, 240),
    Status.ENDED: (990, 150),
}
# How far a line bends away from the straight way, so that no two lie on each other.
BENDS = {
    (Status.REPORTED, Status.ENDED): 330,
    (Status.TAKEN_UP, Status.ENDED): 250,
    (Status.ENDED, Status.TAKEN_UP): -190,
    (Status.SETTLED, Status.TAKEN_UP): -34,
    (Status.TAKEN_UP, Status.SETTLED): -34,
    (Status.FAILED, Status.TAKEN_UP): 34,
    (Status.TAKEN_UP, Status.FAILED): 34,
}
STYLE = """
  rect { fill: #fff; stroke: #1d4ed8; stroke-width: 2 }
  path { fill: none; stroke: #475569; stroke-width: 1.6; marker-end: url(#tip) }
  text { font: 16px "Noto Sans SC", "Microsoft YaHei", sans-serif; fill: #0f172a }
  .en { font-size: 12px; fill: #475569 }
"""


def draw() -> str:
    """The SVG; the same code always draws the same picture."""
    moves = [
        (a, b)
        for a, targets in TRANSITIONS[Status].items()
        for b in Status
        if b in targets
    ]
    parts = [_line(start, end) for start, end in moves]
    parts += [_box(status) for status in Status]
    parts += _legend()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'role="img" aria-label="Life of a dispute">\n<style>{STYLE}</style>\n'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" '
        'markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" '
        'style="fill:#475569;stroke:none;marker-end:none"/></marker></defs>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def _words(label) -> tuple[str, str]:
    """A label in Chinese and in English."""
    with override("zh-hans"):
        zh = str(label)
    with override("en"):
        return escape(zh), escape(str(label))


def _box(status: Status) -> str:
    x, y = PLACES[status]
    width, height = BOX
    zh, en = _words(status.label)
    return (
        f'<rect x="{x - width // 2}" y="{y - height // 2}" width="{width}" '
        f'height="{height}" rx="12"/>'
        f'<text x="{x}" y="{y - 2}" text-anchor="middle">{zh}</text>'
        f'<text class="en" x="{x}" y="{y + 18}" text-anchor="middle">{en}</text>'
    )


def _line(start: Status, end: Status) -> str:
    """From edge to edge; forwards on one side, back on the other."""
    bend = BENDS.get((start, end), 0)
    (x1, y1), (x2, y2) = PLACES[start], PLACES[end]
    width, height = BOX
    if abs(bend) > 100:
        side = height // 2 if bend > 0 else -height // 2
        y1, y2 = y1 + side, y2 + side
        x1, x2 = x1 + (12 if bend > 0 else -12), x2 + (12 if bend > 0 else -12)
    else:
        ahead = width // 2 if x2 > x1 else -width // 2
        lift = 10 if x2 > x1 else -10
        x1, x2, y1, y2 = x1 + ahead, x2 - ahead, y1 - lift, y2 - lift
    middle = (x1 + x2) // 2, (y1 + y2) // 2 + bend
    return f'<path d="M{x1} {y1} Q{middle[0]} {middle[1]} {x2} {y2}"/>'


def _legend() -> list[str]:
    """From where each end can be reached."""
    lines = []
    for row, outcome in enumerate(Outcome):
        froms = [status for status in Status if status in ENDS_FROM[outcome]]
        zh, en = _words(outcome.label)
        zh_from = "、".join(_words(status.label)[0] for status in froms)
        en_from = ", ".join(_words(status.label)[1] for status in froms)
        y = 400 + row * 22
        lines.append(
            f'<text x="40" y="{y}">{zh} ← {zh_from}</text>'
            f'<text class="en" x="560" y="{y}">{en} ← {en_from}</text>'
        )
    return lines

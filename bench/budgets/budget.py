"""What was measured, held against what is allowed."""

from dataclasses import asdict, dataclass


@dataclass
class Line:
    """One line of the table: how it went, and whether it is allowed to go so."""

    what: str
    limit: str = ""
    ours: str = ""
    stock: str = ""
    found: str = ""
    budget: str = ""
    holds: bool | None = None

    def as_row(self) -> str:
        held = {True: "yes", False: "**no**", None: ""}[self.holds]
        cells = (self.what, self.limit, self.ours, self.stock, self.found, self.budget)
        return f"| {' | '.join((*cells, held))} |"


HEAD = (
    "| path | SQL by hand | ours | stock | ratio | budget | held |\n"
    "| --- | --- | --- | --- | --- | --- | --- |"
)


def ms(value: float) -> str:
    return f"{value:.1f} ms" if value < 100 else f"{value:.0f} ms"


def table(lines: list[Line]) -> str:
    """As it stands in docs/performance.md."""
    return "\n".join([HEAD, *(line.as_row() for line in lines)])


def told(lines: list[Line]) -> list[dict]:
    return [asdict(line) for line in lines]

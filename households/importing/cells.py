"""The cells of one row: tidied text, and a memory of what was found in them."""

import re

from households.importing import vocabulary
from households.importing.layout import RawRow
from households.importing.report import Finding, Result
from households.importing.vocabulary import FULL_WIDTH

LENGTHS = {
    "group": 40,
    "door": 60,
    "household": 30,
    "name": 60,
    "employer": 120,
    "note": 300,
}
BLANK = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\xa0\u3000\x00-\x1f]+")
WIDE = re.compile(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
FORMULA_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!)")
_ODD = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\xa0\u3000\uff01-\uff5e'`‘’\x00-\x1f]")
_QUOTES = re.compile(r"^['`‘’]+|['`‘’]+$")


def shown(value: object) -> str:
    """A cell as the office sees it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return value["d"]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


class Cells:
    """One row's cells, read one by one."""

    def __init__(self, raw: RawRow, headers: dict[str, str]) -> None:
        self.raw = raw
        self.headers = headers
        self.findings: list[Finding] = []

    # -- saying something -------------------------------------------------------------

    def say(self, field: str, says: str, result: Result, **params: object) -> None:
        """Note a finding on one cell."""
        column = self.headers.get(field) or vocabulary.HEADERS[field].split()[0]
        self.findings.append(
            Finding(
                row=self.raw.number,
                column=column,
                says=says,
                result=str(result),
                value=shown(self.raw.cells.get(field)),
                sheet=self.raw.sheet,
                params={key: str(value) for key, value in params.items()},
            )
        )

    def mend(self, field: str, says: str, **params: object) -> None:
        self.say(field, says, Result.MENDED, **params)

    def warn(self, field: str, says: str, **params: object) -> None:
        self.say(field, says, Result.WARNED, **params)

    def refuse(self, field: str, says: str, **params: object) -> None:
        self.say(field, says, Result.REFUSED, **params)

    @property
    def is_refused(self) -> bool:
        return any(found.result == Result.REFUSED for found in self.findings)

    # -- reading cells ----------------------------------------------------------------

    def text(self, name: str) -> str:
        """A cell as text, tidied; what was tidied is listed."""
        value = self.raw.cells.get(name)
        if value is None or value == "":
            return ""
        text = self._as_text(name, value)
        if not _ODD.search(text):
            return self._without_formula_error(name, text)
        tidy = BLANK.sub("", text.translate(FULL_WIDTH))
        bare = _QUOTES.sub("", tidy)
        if tidy and bare:
            self.list_tidied(name, text, bare, quoted=bare != tidy)
        return self._without_formula_error(name, bare)

    def _as_text(self, name: str, value: object) -> str:
        if isinstance(value, str):
            return value
        if isinstance(value, dict):
            self.refuse(name, "turned_into_date")
            return ""
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return str(value)

    def list_tidied(self, name: str, text: str, new: str, *, quoted: bool) -> None:
        if BLANK.search(text):
            self.mend(name, "spaces", new=new)
        if WIDE.search(text):
            self.mend(name, "fullwidth", new=new)
        if quoted:
            self.mend(name, "stray_mark", new=new)

    def _without_formula_error(self, name: str, text: str) -> str:
        if text.startswith("#") and FORMULA_ERROR.fullmatch(text):
            self.warn(name, "formula_error")
            return ""
        return text

    def fitting(self, name: str) -> str:
        """A short text that must not be cut: too long is refused."""
        text, most = self.text(name), LENGTHS[name]
        if len(text) > most:
            self.refuse(name, "too_long", most=most)
        return text[:most]

    def prose(self, name: str) -> str:
        """Free text: spaces inside belong to it; too long is cut and told."""
        value = self.raw.cells.get(name)
        if value is None or value == "":
            return ""
        text = " ".join(shown(value).replace("\x00", "").split())
        if text in vocabulary.NOTHING_MEANT:
            return ""
        most = LENGTHS[name]
        if len(text) > most:
            self.warn(name, "cut", most=most)
        return self._without_formula_error(name, text[:most])

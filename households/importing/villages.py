"""Which village or community a name in a workbook means."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_SUFFIX = re.compile(r"(?:村民委员会|居民委员会|村委会|居委会|村民小组|委员会)$")
_KIND = re.compile(r"(?:社区|村|居)$")
_TOWN = re.compile(r"^[^镇乡街道]{1,8}(?:镇|乡|街道(?:办事处)?)(?=.{2,})")


@dataclass(frozen=True, slots=True)
class Village:
    """A village as the territory knows it."""

    pk: int
    name: str
    code: str = ""
    in_scope: bool = True


@dataclass
class Villages:
    """The villages of one station, found by any name an office uses."""

    known: Iterable[Village]
    _by_name: dict[str, list[Village]] = field(init=False)
    _by_stem: dict[str, list[Village]] = field(init=False)
    _by_code: dict[str, Village] = field(init=False)

    def __post_init__(self) -> None:
        self._by_name, self._by_stem, self._by_code = {}, {}, {}
        for village in self.known:
            self._by_name.setdefault(_plain(village.name), []).append(village)
            self._by_stem.setdefault(_stem(village.name), []).append(village)
            if village.code:
                self._by_code[village.code] = village

    def find(self, text: str) -> list[Village]:
        """The villages the text may mean; one is the answer."""
        by_code = self._by_code.get(text)
        if by_code:
            return [by_code]
        for plain in dict.fromkeys((_plain(text), _plain(_TOWN.sub("", text)))):
            found = self._by_name.get(plain)
            if found is None and _KIND.sub("", plain) == plain:
                found = self._by_stem.get(plain)
            if found:
                return found
        return []

    def nearest(self, text: str) -> str:
        """A name that differs by a slip of the pen, or ''."""
        near = difflib.get_close_matches(_plain(text), self._by_name, n=1, cutoff=0.6)
        return near[0] if near else ""


def _plain(name: str) -> str:
    """凤麟社区居民委员会 → 凤麟社区, 天城村村民委员会 → 天城村."""
    return _SUFFIX.sub("", name.strip())


def _stem(name: str) -> str:
    return _KIND.sub("", _plain(name))

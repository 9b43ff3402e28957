"""Where in a text lies what was typed, and the text with it marked."""

from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from station import names

AROUND = 16  # characters shown before and behind
Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Marked:
    """A text of which a part is the reason why it was found."""

    text: str
    marks: Marks = ()

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def html(self) -> SafeString:
        """For a template, what fitted marked."""
        parts, at = [], 0
        for start, end in self.marks:
            parts.append(conditional_escape(self.text[at:start]))
            parts.append(format_html("<mark>{}</mark>", self.text[start:end]))
            at = end
        parts.append(conditional_escape(self.text[at:]))
        return mark_safe("".join(parts))  # noqa: S308 (each part is escaped above)

    def cut(self) -> "Marked":
        """The first mark with a little around it."""
        if not self.marks or len(self.text) <= 4 * AROUND:
            return self
        start = max(self.marks[0][0] - AROUND, 0)
        end = min(self.marks[0][1] + 2 * AROUND, len(self.text))
        before, behind = "…" * (start > 0), "…" * (end < len(self.text))
        shift = start - len(before)
        marks = tuple((a - shift, b - shift) for a, b in self.marks if b <= end)
        return Marked(f"{before}{self.text[start:end]}{behind}", marks)


def of_words(text: str, words: str) -> Marks:
    """Where the words stand in the text, first time only; nothing where they do not."""
    at = text.lower().find(words.lower()) if words else -1
    return ((at, at + len(words)),) if at >= 0 else ()


def of_spoken(name: str, spoken: str) -> Marks:
    """The characters of a name whose pinyin or initials these are."""
    sounds = names.syllables(name)
    if not spoken or len(sounds) != len(name):
        return ()
    for start in range(len(sounds)):
        for read in (sounds[start:], [sound[0] for sound in sounds[start:]]):
            length = _covered(read, spoken)
            if length:
                return ((start, start + length),)
    return ()


def _covered(sounds: list[str], spoken: str) -> int:
    """How many syllables from the first one it takes to say this; 0 if it is not it."""
    said = ""
    for count, sound in enumerate(sounds, start=1):
        said += sound
        if said.startswith(spoken):
            return count
        if not spoken.startswith(said):
            return 0
    return 0

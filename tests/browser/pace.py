"""A walk over the pages at the pace of a person, whatever the machine's speed."""

from dataclasses import dataclass, field

TAP, READ = 1.0, 3.0  # seconds of a thumb, and of eyes on a new screen
QUICK, SLOW = 0.25, 1.2  # seconds of a character: with word prediction, by pinyin
MARGIN = 8  # what a thumb needs around the middle of a field


@dataclass
class Walk:
    """What the hand and the eyes did on a page; the seconds follow from it."""

    page: object
    taps: int = 0
    screens: int = 0
    characters: int = 0
    log: list[str] = field(default_factory=list)

    def seconds(self, character: float = QUICK) -> float:
        return self.taps * TAP + self.screens * READ + self.characters * character

    def read(self, what: str) -> None:
        """A new screen is in front of the eyes."""
        self.screens += 1
        self.log.append(f"read {what}")

    def tap(self, locator) -> None:
        """A tap on what is seen; what is not is scrolled to and read first."""
        self._scroll_to(locator)
        locator.tap()
        self.taps += 1
        self.log.append(f"tap {locator}")

    def write(self, locator, words: str) -> None:
        """The field is tapped, then the words are typed."""
        self.tap(locator)
        self.page.keyboard.insert_text(words)
        self.characters += len(words)

    def _scroll_to(self, locator) -> None:
        if locator.evaluate(IS_SEEN, MARGIN):
            return
        locator.evaluate("el => el.scrollIntoView({block: 'start'})")
        self.page.mouse.wheel(0, -120)  # from below the bar at the top
        self.taps += 1
        self.read("further down")


# Seen is what lies in the window with nothing, like the bar of the button, over it.
IS_SEEN = """(el, margin) => {
    const box = el.getBoundingClientRect();
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    if (y < margin || y > innerHeight - margin) return false;
    const top = document.elementFromPoint(x, y);
    return top !== null && (el.contains(top) || top.contains(el));
}"""

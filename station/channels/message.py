"""What every way out carries."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Message:
    """A notice fit to leave the house: no names, no addresses, no numbers.

    ``key`` stays the same however often it is sent; a long text has a ``title``.
    """

    key: str
    kind: str
    text: str
    url: str
    due_at: datetime
    title: str = ""

    @property
    def body(self) -> str:
        """The text, and its address where the text does not hold it."""
        if self.url in self.text:
            return self.text
        return f"{self.text}\n{self.url}"


class ChannelError(Exception):
    """The other side did not take it; the reason names no person."""


class NotReached(ChannelError):
    """Nobody was there to take it: surely it did not go out."""

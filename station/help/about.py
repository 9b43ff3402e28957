"""The sentence under the title of a page, and the place of the manual that tells more.

Every app says it of its own pages in its ``about`` package; see ``registry.add_about``.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from station.help.chapters import CHAPTERS


@dataclass(frozen=True)
class About:
    """What a page is for, in a sentence, and where the manual tells more."""

    text: str | Promise
    chapter: str
    section: str

    @property
    def url(self) -> str:
        """The section of the manual."""
        return f"{reverse('station:help', args=[self.chapter])}#{self.section}"

    @property
    def title(self) -> str | Promise:
        """What the chapter is called."""
        return CHAPTERS[self.chapter].title


@dataclass(frozen=True)
class Contents:
    """For a page of which nothing is said: the manual from its beginning."""

    text: str = ""
    title: str = ""

    @property
    def url(self) -> str:
        return reverse("station:help_contents")


CONTENTS = Contents()

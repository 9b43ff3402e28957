"""Words the office keeps in both languages, shown in the reader's."""

from django.utils.translation import get_language


def spoken(zh: str, en: str) -> str:
    """The English words for who reads English and where there are some."""
    is_english = (get_language() or "").startswith("en")
    return en if en and (is_english or not zh) else zh


class Titled:
    """Has ``title_zh`` and ``title_en``."""

    @property
    def title(self) -> str:
        return spoken(self.title_zh, self.title_en)

    def __str__(self):
        return self.title

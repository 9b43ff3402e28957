"""Papers drawn from a template with its data: as PDF/A, or as a picture."""

import json
from functools import lru_cache
from pathlib import Path

import typst
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from station.errors import RuleError

FONTS = Path(settings.BASE_DIR) / "node_modules/@embedpdf/fonts-sc/fonts"
DOCUMENTS = Path(settings.BASE_DIR) / "templates/documents"
ARCHIVAL = "a-2u"  # refuses a character that no font can draw
NO_GLYPH = "could not be displayed"


def compile_document(name: str, data: dict, *, tagged: bool = True) -> bytes:
    """A document template with its data as PDF/A; never with an empty box in it.

    Tags, which read it aloud, do not outlive being joined to other papers.
    """
    source = DOCUMENTS / f"{name}.typ"
    values = {"data": json.dumps(data, ensure_ascii=False)}
    try:
        return _compile(source, values, system_fonts=False, tagged=tagged)
    except typst.TypstError as error:
        if NO_GLYPH not in error.message:
            raise
    # A rare character: the system may have a font for it.
    try:
        return _compile(source, values, system_fonts=True, tagged=tagged)
    except typst.TypstError as error:
        if NO_GLYPH not in error.message:
            raise
        text = "".join(error.message.split('`"')[1:]).partition('"')[0]
        raise RuleError(
            _("No font here can draw “%(text)s”. Install one that can.")
            % {"text": text}
        ) from None


def draw_document(name: str, data: dict, *, ppi: int) -> bytes:
    """The first page of a document template as a picture (PNG)."""
    drawn = typst.compile(
        DOCUMENTS / f"{name}.typ",
        root=DOCUMENTS,
        font_paths=_fonts(system_fonts=True),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        format="png",
        ppi=ppi,
    )
    return drawn[0] if isinstance(drawn, list) else drawn


def _compile(source: Path, values: dict, *, system_fonts: bool, tagged: bool) -> bytes:
    return typst.compile(
        source,
        root=DOCUMENTS,
        font_paths=_fonts(system_fonts),
        sys_inputs=values,
        pdf_standards=ARCHIVAL,
        pdf_tags=tagged,
        timestamp=timezone.now().replace(microsecond=0),
    )


@lru_cache(maxsize=2)
def _fonts(system_fonts: bool) -> typst.Fonts:
    paths = [str(FONTS)] if FONTS.is_dir() else []
    return typst.Fonts(include_system_fonts=system_fonts, font_paths=paths)

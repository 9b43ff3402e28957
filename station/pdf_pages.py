"""The pages of a PDF as pictures, drawn by a process of its own.

What a stranger sent is opened only here, with little memory and little time: run as
``python -m station.pdf_pages FOLDER MOST`` it takes ``scan.pdf`` from the folder and
answers with one line, ``ok`` or why not, and after ``ok`` the pages, each behind its
length. It knows nothing of the rest of the programme.
"""

import resource
import sys
import zlib
from pathlib import Path

import pikepdf
import typst

NAME = "scan.pdf"
PPI = 170  # an A4 page as large as the photos we keep
MOST_PIXELS = 50_000_000  # of one picture inside
MOST_INSIDE = 200 * 1024 * 1024  # bytes of all other streams, unpacked
SECONDS = 60
MEMORY = 4 * 1024**3
DEEPEST = 40
ACTS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE"}
ACTS |= {"/Rendition", "/Movie", "/Sound", "/RichMediaExecute"}
PARTS = {"/RichMedia", "/Screen", "/Movie", "/Sound", "/3D", "/FileAttachment"}
NAMES = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/AA"}
DRAWING = """
#set page(width: {width}pt, height: {height}pt, margin: 0pt)
#image("/scan.pdf", page: {page}, width: 100%, height: 100%, fit: "contain")
"""


class RefusedError(Exception):
    """Why it is not taken, in one word."""


def drawn(folder: Path, *, most: int) -> list[bytes]:
    """The pages as PNG, after a look at everything inside."""
    try:
        with pikepdf.open(folder / NAME) as pdf:
            if pdf.is_encrypted:
                raise RefusedError("encrypted")
            if not 0 < len(pdf.pages) <= most:
                raise RefusedError("too_many_pages" if len(pdf.pages) else "broken")
            _look_through(pdf)
            source = "#pagebreak(weak: true)".join(
                _drawing(page, number) for number, page in enumerate(pdf.pages, 1)
            )
        found = typst.compile(source.encode(), root=folder, format="png", ppi=PPI)
    except pikepdf.PasswordError:
        raise RefusedError("encrypted") from None
    except (pikepdf.PdfError, typst.TypstError, ValueError, TypeError, KeyError):
        raise RefusedError("broken") from None
    return found if isinstance(found, list) else [found]


def _drawing(page: pikepdf.Page, number: int) -> str:
    """A sheet of A4, upright or lying as the page does."""
    box = [float(side) for side in page.mediabox]
    width, height = abs(box[2] - box[0]), abs(box[3] - box[1])
    if int(page.obj.get("/Rotate", 0)) % 180:
        width, height = height, width
    sides = (842, 595) if width > height else (595, 842)
    return DRAWING.format(width=sides[0], height=sides[1], page=number)


def _look_through(pdf: pikepdf.Pdf) -> None:
    """Nothing in it may act, hide a file or burst."""
    _check_still(pdf.trailer.get("/Root"), 0)
    room = MOST_INSIDE
    for found in pdf.objects:
        _check_still(found, 0)
        if isinstance(found, pikepdf.Stream):
            room -= _weight(found, room)


def _check_still(found, depth: int) -> None:
    """No script, no film, no file within, however deep it is written."""
    if depth > DEEPEST:
        raise RefusedError("broken")
    parts = []
    if isinstance(found, pikepdf.Array):
        parts = list(found)
    elif isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        if _acts(found):
            raise RefusedError("active")
        parts = [part for _name, part in found.items()]
    for part in parts:
        if _is_inside(part):
            _check_still(part, depth + 1)


def _acts(found) -> bool:
    return (
        bool(set(found.keys()) & NAMES)
        or str(found.get("/S", "")) in ACTS
        or str(found.get("/Subtype", "")) in PARTS
    )


def _is_inside(part) -> bool:
    """Written out where it stands; what stands elsewhere is looked at there."""
    is_nested = isinstance(part, pikepdf.Dictionary | pikepdf.Array)
    return is_nested and not part.is_indirect


def _weight(stream: pikepdf.Stream, room: int) -> int:
    """How much it unpacks to; pictures are told by their sides."""
    if str(stream.get("/Subtype", "")) == "/Image":
        if int(stream.get("/Width", 0)) * int(stream.get("/Height", 0)) > MOST_PIXELS:
            raise RefusedError("too_large")
        return 0
    raw, filters = stream.read_raw_bytes(), stream.get("/Filter")
    named = [filters] if isinstance(filters, pikepdf.Name) else list(filters or ())
    for _filter in [name for name in named if str(name) in {"/FlateDecode", "/Fl"}]:
        raw = _unpacked(raw, room)
    if len(raw) > room:
        raise RefusedError("too_large")
    return len(raw)


def _unpacked(raw: bytes, room: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(raw, room + 1)
    except zlib.error:
        return raw  # the drawing finds out what it is


def main(folder: Path, most: int) -> None:
    """Little memory, little time, and nothing written to disk."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    out = sys.stdout.buffer
    try:
        pages = drawn(folder, most=most)
    except (RefusedError, MemoryError, RecursionError) as refused:
        said = str(refused) if isinstance(refused, RefusedError) else "broken"
        out.write(f"{said}\n".encode())
        return
    out.write(b"ok\n")
    for page in pages:
        out.write(len(page).to_bytes(8, "big") + page)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

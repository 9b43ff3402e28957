"""PDFs of strangers: their pages as pictures, or refused with the reason."""

import io

import pikepdf
import pytest
from PIL import Image

from station import scans
from station.errors import RuleError
from station.scans import ScanError, pages_of


def pdf(*sizes, **saved) -> bytes:
    """A PDF of blank pages, upright A4 where nothing is said."""
    with pikepdf.new() as made:
        for size in sizes or [(595, 842)]:
            made.add_blank_page(page_size=size)
        return written(made, **saved)


def written(made, **saved) -> bytes:
    body = io.BytesIO()
    made.save(body, **saved)
    return body.getvalue()


def altered(change) -> bytes:
    """A PDF with something in it that no paper has."""
    with pikepdf.open(io.BytesIO(pdf())) as made:
        change(made)
        return written(made)


def script(made):
    made.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS="app.alert(1)"
    )


def launch(made):
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action
    )
    made.pages[0].Annots = pikepdf.Array([made.make_indirect(link)])


def file_within(made):
    made.attachments["a.exe"] = b"MZ"


def form(made):
    made.Root.AcroForm = pikepdf.Dictionary(XFA=made.make_stream(b"<xdp/>"))


def on_opening_a_page(made):
    made.pages[0].obj.AA = pikepdf.Dictionary()


def film(made):
    annotation = pikepdf.Dictionary(Subtype=pikepdf.Name.RichMedia)
    made.pages[0].Annots = pikepdf.Array([annotation])


def burst(made):
    made.pages[0].Contents = made.make_stream(b" " * 250_000_000)


def huge_picture(made):
    stream = made.make_stream(b"x")
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    stream.Width = stream.Height = 60_000
    made.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(a=stream))


class TestPages:
    def test_each_is_a_picture_that_lies_as_the_page_does(self):
        found = [
            Image.open(io.BytesIO(page)).size
            for page in pages_of(pdf((595, 842), (842, 595)))
        ]

        assert [width < height for width, height in found] == [True, False]
        assert min(min(sizes) for sizes in found) > 1300

    def test_a_turned_page_is_drawn_as_it_is_read(self):
        def turn(made):
            made.pages[0].Rotate = 90

        (page,) = pages_of(altered(turn))

        width, height = Image.open(io.BytesIO(page)).size
        assert width > height

    def test_is_told_by_its_bytes(self):
        assert scans.is_pdf(pdf())
        assert not scans.is_pdf(b"\xff\xd8\xff" + b"0" * 100)


class TestRefused:
    @pytest.mark.parametrize(
        "change", [script, launch, file_within, form, on_opening_a_page, film]
    )
    def test_what_acts_or_hides_a_file(self, change):
        assert self._code(altered(change)) == "active"

    @pytest.mark.parametrize("change", [burst, huge_picture])
    def test_what_bursts(self, change):
        assert self._code(altered(change)) == "too_large"

    def test_what_is_locked(self):
        lock = pikepdf.Encryption(owner="a", user="b")

        assert self._code(pdf(encryption=lock)) == "encrypted"

    def test_too_many_pages(self, monkeypatch):
        monkeypatch.setattr(scans, "MOST_PAGES", 2)

        assert self._code(pdf(*[(595, 842)] * 3)) == "too_many_pages"

    def test_too_many_bytes(self, monkeypatch):
        monkeypatch.setattr(scans, "LARGEST", 10)

        assert self._code(pdf()) == "too_large"

    @pytest.mark.parametrize("raw", [b"%PDF-1.7\nnothing", pdf()[:200], b"%PDF-"])
    def test_what_cannot_be_read(self, raw):
        assert self._code(raw) == "broken"

    def test_what_takes_too_long(self, monkeypatch):
        monkeypatch.setattr(scans, "SECONDS", 0.01)

        assert self._code(pdf()) == "broken"

    def _code(self, raw: bytes) -> str:
        with pytest.raises(ScanError) as refused:
            pages_of(raw)
        assert str(refused.value)
        return refused.value.code


class TestRoom:
    def test_a_paper_takes_as_many_pages_as_it_has_room_for(self):
        scans.check_room(12, most=12)

    def test_one_more_is_refused_with_the_figure(self):
        with pytest.raises(RuleError, match="12") as refused:
            scans.check_room(13, most=12)

        assert refused.value.code == "too_many_scans"

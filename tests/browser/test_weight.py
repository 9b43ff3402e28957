"""How much a page weighs on a slow line: HTML and everything it needs, packed."""

import gzip

import pytest

MY_DAY = 180_000
PUBLIC = 15_000
FOR_RESIDENTS = [
    "face",
    "plate_face",
    "directory",
    "guides",
    "guide",
    "book",
    "book_form",
    "send",
    "send_question",
    "send_advice",
    "send_distress",
    "send_tip",
    "receipt",
]


def weight(site, who: str, address: str) -> dict[str, int]:
    """Packed bytes of each answer of a page opened for the first time."""
    sizes = {}

    def weigh(answer):
        if answer.url.startswith(site.address) and answer.ok:
            sizes[answer.url] = len(gzip.compress(answer.body()))

    context = site.visitor(who, viewport={"width": 390, "height": 844})
    try:
        page = context.new_page()
        page.on("requestfinished", lambda request: weigh(request.response()))
        page.goto(site.world.urls.get(address, address), wait_until="networkidle")
    finally:
        context.close()
    assert sizes
    return sizes


class TestWeight:
    def test_my_day(self, site):
        sizes = weight(site, "officer", "/")

        assert len(sizes) > 5
        assert sum(sizes.values()) <= MY_DAY, sizes

    @pytest.mark.parametrize("name", FOR_RESIDENTS)
    def test_what_a_resident_loads(self, site, name):
        sizes = weight(site, "", name)

        assert sum(sizes.values()) <= PUBLIC, sizes

"""The pictures of the manual can be taken again, and are taken with ``make pictures``.

``FENGQIAO_PICTURES`` names those to take, or ``all``. Without it nothing is written: the
page opens, what is pictured is there and as large as in the picture that lies in git.
"""

import io
import os
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from PIL import Image

from station.help.chapters import folder
from station.roles import Role
from tests import factories as make
from tests.browser.pictures import PICTURES, Picture

pytestmark = pytest.mark.slow
FOLDER = settings.BASE_DIR / "static" / "help"
WRITES = frozenset(filter(None, os.environ.get("FENGQIAO_PICTURES", "").split(",")))
LOCALES = {"zh-hans": "zh-CN", "en": "en-GB"}
SHARP = 2  # pixels of the picture for one of a phone; a desk has enough
ABOUT = 0.2  # of its height a picture may differ before it is taken again
COLOURS = 96


@pytest.fixture(scope="module")
def station(site):
    """The world of the browser tests, and a volunteer with a shift ahead."""
    village = site.world.people["officer"].posts.get().area
    user = make.person(Role.VOLUNTEER, village)
    volunteer = make.VolunteerFactory(area=village, user=user)
    team = make.TeamFactory(area=village, name="天城村义警队")
    make.MembershipFactory(team=team, volunteer=volunteer)
    starts = timezone.now().replace(minute=0, second=0) + timedelta(days=1)
    make.ShiftFactory(
        area=village, team=team, starts_at=starts, ends_at=starts + timedelta(hours=3)
    )
    site.world.people["volunteer"] = user
    return site


class Album:
    """One browser for each person, language and size."""

    def __init__(self, site, language: str) -> None:
        self.site = site
        self.language = language
        self.pages: dict[tuple, object] = {}

    def page(self, picture: Picture):
        """The page the picture is taken of, as the person sees it."""
        width = picture.size["width"]
        if (picture.who, width) not in self.pages:
            context = self.site.visitor(
                picture.who,
                locale=LOCALES[self.language],
                viewport=picture.size,
                color_scheme="light",
                device_scale_factor=1 if width > 1000 else SHARP,
            )
            self.pages[picture.who, width] = context.new_page()
        page = self.pages[picture.who, width]
        address = self.site.world.urls.get(picture.address, picture.address)
        until = "networkidle" if WRITES else "load"
        is_there = page.goto(address, wait_until=until).ok
        if is_there and picture.typed:
            page.fill("main input[name=q]", picture.typed)
            page.press("main input[name=q]", "Enter")
            page.locator("main a.fq-hit").first.wait_for()
        return page if is_there else None

    def close(self) -> None:
        for page in self.pages.values():
            page.context.close()


@pytest.fixture(params=LOCALES)
def album(station, request):
    found = Album(station, request.param)
    yield found
    found.close()


def frame(page, picture: Picture) -> dict:
    """What of the page is in the picture."""
    box = page.locator(picture.part).bounding_box()
    bottom = min(box["y"] + min(box["height"], picture.most), picture.size["height"])
    return {**box, "height": bottom - box["y"]}


def taken(page, cut: dict) -> bytes:
    """The picture, small enough for git: few colours, nothing that blinks."""
    shot = page.screenshot(clip=cut, animations="disabled", caret="hide")
    body = io.BytesIO()
    with Image.open(io.BytesIO(shot)) as image:
        few = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.convert("RGB").save(body, "WEBP", lossless=True, method=6)
    return body.getvalue()


def test_the_pictures_of_the_manual(album):
    """All of one language: taken when asked, else held against what is there."""
    into = FOLDER / folder(album.language)
    wrong = []
    for name, picture in PICTURES.items():
        page = album.page(picture)
        if page is None or not page.locator(picture.part).is_visible():
            wrong.append(name)
            continue
        cut = frame(page, picture)
        file = into / f"{name}.webp"
        if WRITES & {"all", name}:
            into.mkdir(parents=True, exist_ok=True)
            file.write_bytes(taken(page, cut))
        elif not alike(file, cut):
            wrong.append(name)

    assert wrong == [], "take them again: make pictures"


def alike(file, cut: dict) -> bool:
    """Is the picture about as wide and high as what is on the page now?"""
    if not file.exists():
        return False
    with Image.open(file) as image:
        width, height = image.size
    scale = width / cut["width"]
    near = abs(height / scale - cut["height"]) <= ABOUT * cut["height"]
    return near and min(abs(scale - 1), abs(scale - SHARP)) < 0.02

"""The manual: whole in both languages, every link in it leads somewhere."""

import re

import pytest
from django.conf import settings
from django.http import Http404
from django.test import Client
from django.urls import resolve, reverse
from PIL import Image

from station.help.chapters import CHAPTERS, folder, sections
from station.metrics.declared import book
from station.policy import TABLE
from station.roles import Role
from station.templatetags.manual import size_of
from tests.access.cast import Cast
from tests.browser.pictures import PICTURES
from tests.help.texts import LANGUAGES, TEMPLATES, anchors, pictures, source
from tests.kept import kept

PICTURES_AT = settings.BASE_DIR / "static" / "help"
HREF = re.compile(r'<a[^>]* href="(/[^"]*|#[^"]*)"')
ID = re.compile(r' id="([^"]+)"')
HEAVIEST = 2_000_000  # bytes of all pictures together
MOST_PICTURES = 25  # in one language


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    """Everybody, signed in; nothing is written here."""
    with kept(django_db_blocker):
        yield Cast()


def opened(cast, role: str, url: str, language: str = "zh-hans") -> str:
    browser = cast.browser(role, Client)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response = browser.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def content(html: str) -> str:
    """The page without the frame around it."""
    return html[html.index('<main id="content"') : html.index("</main>")]


class TestTexts:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_chapter_is_written_and_no_other(self, language):
        written = {path.stem for path in (TEMPLATES / folder(language)).glob("*.html")}

        assert written == set(CHAPTERS)

    @pytest.mark.parametrize("slug", CHAPTERS)
    def test_both_languages_have_the_same_sections_and_pictures(self, slug):
        english, chinese = LANGUAGES

        assert anchors(english, slug) == anchors(chinese, slug)
        assert len(set(anchors(english, slug))) == len(anchors(english, slug)) > 0
        assert pictures(english, slug) == pictures(chinese, slug)

    @pytest.mark.parametrize("slug", CHAPTERS)
    def test_the_sections_are_those_the_page_lists(self, slug):
        for language in LANGUAGES:
            listed = [anchor for anchor, _title in sections(source(language, slug))]

            assert listed == anchors(language, slug)


class TestPictures:
    def test_every_picture_is_taken_and_shown(self):
        shown = {name for slug in CHAPTERS for name in pictures("en", slug)}

        assert shown == set(PICTURES)
        assert len(shown) <= MOST_PICTURES

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_picture_lies_in_the_language_and_no_other(self, language):
        files = {path.stem for path in (PICTURES_AT / folder(language)).iterdir()}

        assert files == set(PICTURES)

    def test_they_are_light(self):
        files = list(PICTURES_AT.glob("*/*.webp"))

        assert sum(path.stat().st_size for path in files) < HEAVIEST

    def test_the_page_knows_how_large_one_is(self):
        path = next(iter(PICTURES))
        with Image.open(PICTURES_AT / "en" / f"{path}.webp") as image:
            assert size_of(f"help/en/{path}.webp") == image.size


@pytest.mark.django_db
class TestPages:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("slug", CHAPTERS)
    def test_every_link_leads_somewhere(self, cast, slug, language):
        url = reverse("station:help", args=[slug])

        html = content(opened(cast, Role.STATION_CHIEF, url, language))

        assert lost(html) == []

    @pytest.mark.parametrize("slug", CHAPTERS)
    def test_is_read_by_everybody_who_is_signed_in(self, cast, slug):
        html = opened(cast, Role.VOLUNTEER, reverse("station:help", args=[slug]))

        assert str(CHAPTERS[slug].title) in html

    def test_leads_nobody_to_a_page_that_is_not_for_them(self, cast):
        url = reverse("station:help", args=["people"])
        machines = reverse("station:machine_list")

        chief = content(opened(cast, Role.STATION_CHIEF, url))
        volunteer = content(opened(cast, Role.VOLUNTEER, url))

        assert f'href="{machines}"' in chief
        assert f'href="{machines}"' not in volunteer

    def test_the_contents_name_every_chapter(self, cast):
        html = content(opened(cast, Role.PARTNER, reverse("station:help_contents")))

        assert [slug for slug in CHAPTERS if f"/help/{slug}/" not in html] == []
        assert lost(html) == []

    def test_what_is_no_chapter_is_not_there(self, cast):
        browser = cast.browser(Role.PARTNER, Client)

        assert browser.get("/help/no-such-chapter/").status_code == 404


@pytest.mark.django_db
class TestFigures:
    def test_tells_every_metric_with_its_definition(self, cast):
        html = opened(cast, Role.VOLUNTEER, reverse("station:help_figures"), "en")

        assert set(book.metrics) - set(ID.findall(html)) == set()

    def test_tells_what_stands_above_and_below_the_line(self, cast):
        html = opened(cast, Role.STATION_CHIEF, reverse("station:help_figures"), "en")

        assert html.count('class="fq-formula"') == sum(
            metric.is_rate for metric in book.metrics.values()
        )
        assert lost(content(html)) == []

    def test_leads_to_the_figures_whoever_may_read_them(self, cast):
        url = reverse("station:help_figures")
        figure = reverse("station:metric", args=[next(iter(book.metrics))])

        assert f'href="{figure}"' in opened(cast, Role.STATION_CHIEF, url)
        assert Role.VOLUNTEER not in TABLE["dashboard"]["view"]
        assert f'href="{figure}"' not in opened(cast, Role.VOLUNTEER, url)

    def test_the_page_of_a_figure_leads_here(self, cast):
        html = opened(
            cast, Role.STATION_CHIEF, reverse("station:metric", args=["disputes.open"])
        )

        assert f'href="{reverse("station:help_figures")}#disputes.open"' in html


def lost(html: str) -> list[str]:
    """The links of a page that lead nowhere."""
    return [link for link in HREF.findall(html) if not leads(link, html)]


def leads(link: str, html: str) -> bool:
    address, _mark, anchor = link.partition("#")
    if address.startswith("/static/"):
        return True  # the pictures have a test of their own
    if not address:
        return anchor in ID.findall(html)
    try:
        match = resolve(address.partition("?")[0])
    except Http404:
        return False
    if match.view_name == "station:help" and anchor:
        return anchor in anchors("en", match.kwargs["chapter"])
    return True

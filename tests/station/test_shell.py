"""The frame of every page: places by right, look by choice, colours one can read."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from station.context import TEXT_COOKIE, THEME_COOKIE, Shell
from station.models import Post
from station.registry import NavItem, NavSection, registry
from station.roles import Role
from tests.factories import person

ROOT = Path(settings.BASE_DIR)
COMPONENTS = sorted((ROOT / "templates" / "components").glob("*.html"))


def shell_of(user=None, path="/", **cookies) -> Shell:
    request = RequestFactory().get(path)
    request.COOKIES.update(cookies)
    request.user = user
    return Shell(request)


def own_posts(user):
    """Something to count: what the person serves as."""
    return Post.objects.filter(user=user)


@pytest.fixture
def places(monkeypatch):
    """Four places: two for everybody, one by right, one to add things."""
    home = {"url_name": "station:home", "icon": "sun"}
    areas = {"url_name": "station:area_list", "icon": "map-2"}
    monkeypatch.setattr(
        registry,
        "nav",
        [
            NavItem("home", "Day", permission="signed_in", on_phone=True, **home),
            NavItem(
                "areas", "Areas", permission="area.view", waiting=own_posts, **areas
            ),
            NavItem("cards", "Cards", permission="contact_card.create", **areas),
            NavItem("new", "New", permission="signed_in", place="add", **home),
            NavItem(
                "gone", "Gone", url_name="no:page", icon="x", permission="signed_in"
            ),
        ],
    )


@pytest.mark.django_db
class TestNav:
    def test_shows_only_what_the_policy_gives(self, places):
        nav = shell_of(person(Role.MEDIATOR)).nav

        assert [link.key for link in nav["main"]] == ["home", "areas"]

    def test_marks_the_place_one_is_in(self, places):
        nav = shell_of(person(Role.STATION_CHIEF), path="/areas/12/").nav

        assert [link.key for link in nav["main"] if link.is_current] == [
            "areas",
            "cards",
        ]
        assert not nav["add"][0].is_current

    def test_the_phone_has_the_rest_under_more(self, places):
        shell = shell_of(person(Role.STATION_CHIEF))

        assert [link.key for link in shell.nav["bottom"]] == ["home"]
        (rest,) = shell.groups_below
        assert [link.key for link in rest.links] == ["areas", "cards"]

    def test_folds_places_under_their_headings(self, places, monkeypatch):
        sections = [NavSection("land", "Land", 1), NavSection("empty", "Empty", 2)]
        monkeypatch.setattr(registry, "sections", sections)
        places = [
            replace(item, section="land") if item.key == "areas" else item
            for item in registry.nav
        ]
        monkeypatch.setattr(registry, "nav", places)

        groups = shell_of(person(Role.STATION_CHIEF), path="/areas/").groups

        assert [str(group.label) for group in groups] == ["", "Land"]
        assert [link.key for link in groups[1].links] == ["areas"]
        assert groups[1].is_open

    def test_counts_stand_beside_their_place(self, places):
        nav = shell_of(person(Role.STATION_CHIEF)).nav

        assert [link.count for link in nav["main"]] == [0, 1, 0]

    def test_more_counts_cost_no_more_queries(self, places, monkeypatch):
        with CaptureQueriesContext(connection) as one:
            _links = shell_of(person(Role.STATION_CHIEF)).nav

        counting = [replace(item, waiting=own_posts) for item in registry.nav]
        monkeypatch.setattr(registry, "nav", counting)
        with CaptureQueriesContext(connection) as four:
            links = shell_of(person(Role.STATION_CHIEF)).nav["main"]

        assert [link.count for link in links] == [1, 1, 1]
        assert len(four) == len(one)

    def test_a_stranger_sees_no_place(self, places):
        assert not any(shell_of().nav.values())


class TestLook:
    def test_the_cookie_decides(self):
        assert shell_of(**{THEME_COOKIE: "dark"}).theme == "dark"
        assert shell_of(**{TEXT_COOKIE: "125"}).text_size == "125"

    def test_nonsense_is_the_device_s_choice(self):
        shell = shell_of(**{THEME_COOKIE: '"><b>', TEXT_COOKIE: "900"})

        assert (shell.theme, shell.text_size) == ("", "")

    @pytest.mark.django_db
    def test_the_server_draws_the_theme_so_that_nothing_flashes(self, signed_in):
        signed_in.cookies[THEME_COOKIE] = "dark"

        page = signed_in.get(reverse("station:home"))

        assert 'data-bs-theme="dark"' in page.text

    @pytest.mark.django_db
    def test_a_choice_is_kept_and_one_stays_on_the_page(self, client):
        answer = client.post(
            reverse("station:look"), {"theme": "dark", "next": "/areas/?q=1"}
        )

        assert answer["Location"] == "/areas/?q=1"
        assert answer.cookies[THEME_COOKIE].value == "dark"
        assert TEXT_COOKIE not in answer.cookies

    @pytest.mark.django_db
    @pytest.mark.parametrize("bad", ["https://evil.example/", "//evil.example", ""])
    def test_never_leads_elsewhere(self, client, bad):
        answer = client.post(reverse("station:look"), {"theme": "", "next": bad})

        assert answer["Location"] == "/"

    @pytest.mark.django_db
    def test_the_language_switch_keeps_page_and_filter(self, client):
        answer = client.post(
            reverse("station:language"), {"language": "en", "next": "/areas/?q=1"}
        )

        assert answer["Location"] == "/areas/?q=1"
        assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


@pytest.mark.django_db
class TestPage:
    def test_has_its_landmarks_and_no_inline_code(self, signed_in):
        page = signed_in.get(reverse("station:home")).text

        assert 'href="#content"' in page
        assert '<main id="content"' in page
        assert 'aria-current="page"' in page
        assert not re.search(r"<script(?![^>]*\bsrc=)", page)
        assert not re.search(r"\s(style|on\w+)=\"", page)


class TestErrorPages:
    @pytest.mark.parametrize("name", ["400", "403", "404", "500", "403_csrf"])
    def test_stand_without_database_or_request(self, name):
        html = render_to_string(f"{name}.html")

        assert 'lang="zh-Hans"' in html
        assert 'lang="en"' in html


class TestComponents:
    @pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
    def test_say_what_they_take(self, path):
        assert path.read_text().startswith("{# Takes:")


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


GROUNDS = ("page", "side", "surface", "well", "hover")
PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in GROUNDS),
    *((f"{tone}-ink", "surface") for tone in ("blue", "red", "amber", "green")),
    *((f"{tone}-ink", f"{tone}-soft") for tone in ("blue", "red", "amber", "green")),
    ("ink-2", "grey-soft"),
    ("on-blue", "blue"),
    ("on-blue", "blue-deep"),
    ("on-blue", "red"),
]


class TestColours:
    """Text is readable on every ground, in light and dark (WCAG 2.1 AA)."""

    tokens = {
        name: (light, dark or light)
        for name, light, dark in re.findall(
            r"--fq-([\w-]+): (?:light-dark\()?(#\w{6})(?:, (#\w{6})\))?;",
            (ROOT / "static/css/tokens.css").read_text().split("@supports")[0],
        )
    }

    @pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
    @pytest.mark.parametrize(("ink", "ground"), PAIRS)
    def test_contrast_is_enough(self, ink, ground, theme):
        found = contrast(self.tokens[ink][theme], self.tokens[ground][theme])

        assert found >= 4.5

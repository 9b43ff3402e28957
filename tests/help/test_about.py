"""Every page says in a sentence what it is for and leads to its place in the manual."""

import pytest
from django.urls import reverse
from django.utils import translation
from django.views.generic.base import TemplateResponseMixin

from station.context import ABOUT_COOKIE
from station.help.chapters import CHAPTERS
from station.registry import Registry, registry
from station.roles import Role
from station.views.policy import PUBLIC
from tests.access import FOREIGN, PAGES, pages
from tests.factories import person
from tests.help.texts import anchors
from tests.station.sign_in import just_signed_in


def drawn() -> set[str]:
    """The pages for people who are signed in that are drawn, not sent on or fetched."""
    views = pages()
    return {
        name
        for name, row in PAGES.items()
        if row.method == "get"
        and row.permission != PUBLIC
        and issubclass(views[name].view_class, TemplateResponseMixin)
    }


class TestDeclared:
    def test_every_page_says_what_it_is_for(self):
        assert drawn() - set(registry.about) == set()

    def test_nothing_is_said_of_pages_that_are_not(self):
        assert set(registry.about) - set(PAGES) - set(FOREIGN) == set()

    def test_every_sentence_leads_to_a_place_in_the_manual(self):
        lost = {
            name: f"{about.chapter}#{about.section}"
            for name, about in registry.about.items()
            if about.chapter not in CHAPTERS
            or about.section not in anchors("en", about.chapter)
        }

        assert lost == {}

    @pytest.mark.parametrize("language", ["en", "zh-hans"])
    def test_the_sentences_are_short(self, language):
        with translation.override(language):
            long = {str(a.text) for a in registry.about.values() if len(a.text) > 180}

        assert long == set()

    def test_a_page_is_spoken_of_once(self):
        book = Registry()
        book.add_about("a", "start", ("my-day", "One.", "list"))

        with pytest.raises(ValueError, match="a:list"):
            book.add_about("a", "start", ("my-day", "Two.", "list"))


@pytest.fixture
def officer(client):
    just_signed_in(client, person(Role.COMMUNITY_OFFICER))
    return client


@pytest.mark.django_db
class TestPage:
    def test_shows_the_sentence_and_the_way_to_the_manual(self, officer):
        html = officer.get(reverse("households:visit_list")).content.decode()

        about = registry.about["households:visit_list"]
        assert html.count('class="fq-about"') == 1
        assert str(about.text) in html
        assert f'href="{about.url}"' in html

    def test_my_day_has_one_too(self, officer):
        html = officer.get("/").content.decode()

        assert html.count('class="fq-about"') == 1

    def test_what_a_form_says_of_this_very_case_comes_first(self, officer):
        url = reverse("station:my_portrait")

        html = officer.get(url).content.decode()

        assert html.count('class="fq-about"') == 1

    def test_the_sentences_are_folded_away_on_this_device(self, officer):
        officer.post(reverse("station:look"), {"about": "folded", "next": "/"})

        html = officer.get(reverse("households:visit_list")).content.decode()

        assert officer.cookies[ABOUT_COOKIE].value == "folded"
        assert 'data-about="folded"' in html
        assert registry.about["households:visit_list"].url in html

    def test_they_come_back(self, officer):
        officer.cookies[ABOUT_COOKIE] = "folded"

        officer.post(reverse("station:look"), {"about": "", "next": "/"})

        assert "data-about" not in officer.get("/").content.decode()

    def test_strangers_are_shown_no_manual(self, client):
        html = client.get(reverse("account_login")).content.decode()

        assert "fq-about" not in html

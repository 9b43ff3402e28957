"""The tags and filters every page is made of."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.http import QueryDict
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from tests.factories import NOW

ROOT = Path(settings.BASE_DIR)
APPS = ("station", "households", "disputes", "patrols", "antifraud", "config")


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def draw(source: str, **context) -> str:
    """What a template makes of this."""
    request = context.pop("request", None)
    return engines["django"].from_string(source).render(context, request).strip()


class TestIcon:
    def test_points_into_the_sprite_and_says_nothing_aloud(self):
        html = draw('{% icon "home" "icon-s" %}')

        assert 'class="icon icon-s"' in html
        assert "icons.svg#home" in html
        assert 'aria-hidden="true"' in html

    def test_every_picture_that_is_asked_for_is_in_the_sprite(self):
        known = set(re.findall(r'<symbol id="([^"]+)"', _read("static/icons.svg")))
        template = re.compile(r'{% icon "([a-z0-9-]+)"|[ (]icon="([a-z0-9-]+)"')
        table = re.compile(r"^ICONS = \{$(.*?)^\}", re.MULTILINE | re.DOTALL)
        asked = set()
        for path in _sources():
            text = path.read_text()
            asked |= {name for pair in template.findall(text) for name in pair if name}
            for rows in table.findall(text):
                asked |= set(re.findall(r': "([a-z0-9-]+)"', rows))

        assert asked - known == set()


class TestDueBadge:
    def test_shows_text_picture_and_tone(self):
        html = draw("{% due_badge at %}", at=NOW - timedelta(days=2), now=NOW)

        assert "2 days late" in html
        assert "is-red" in html
        assert "#alert-triangle" in html

    def test_opens_the_rule_behind_it(self):
        html = draw(
            "{% due_badge at rule=rule %}",
            at=NOW + timedelta(days=2),
            rule="Article 7",
            now=NOW,
        )

        assert "<summary" in html
        assert "Article 7" in html

    def test_without_a_date_there_is_nothing(self):
        assert draw("{% due_badge at %}", at=None) == ""


class TestTimes:
    def test_say_the_exact_time_in_the_title(self):
        html = draw("{% when at %}", at=NOW, now=NOW)

        assert ">today 10:00<" in html
        assert 'title="20 Nov 2026 Fri 10:00"' in html

    def test_nothing_known_is_nothing_said(self):
        assert draw("{% when at %}{% ago at %}{{ at|full_date }}", at=None) == ""


class TestCard:
    def test_holds_what_stands_between_the_tags_and_escapes_its_title(self):
        html = draw('{% card title=name %}<b id="in">x</b>{% endcard %}', name="<i>")

        assert '<b id="in">x</b>' in html
        assert "&lt;i&gt;" in html


class TestBadge:
    def test_knows_only_its_five_tones(self):
        assert "is-grey" in draw('{% badge "x" "pink" %}')


class TestPhone:
    def test_can_be_tapped(self):
        assert 'href="tel:09366621234"' in draw("{% phone n %}", n="0936 6621234")


class Filters(forms.Form):
    name = forms.CharField(label="Name", required=False)
    kind = forms.MultipleChoiceField(
        label="Kind", choices=[("a", "Elderly"), ("b", "Minor")], required=False
    )


class FilterSet:
    form = Filters()


class TestFilterChips:
    def chips(self, query: str):
        request = RequestFactory().get(f"/?{query}")
        return draw(
            "{% filter_chips filterset as chips %}{% for c in chips %}"
            "{{ c.label }}={{ c.value }} {{ c.remove_url }};{% endfor %}",
            filterset=FilterSet(),
            request=request,
        )

    def test_show_labels_and_the_way_to_take_them_off(self):
        html = self.chips(QueryDict("kind=a&kind=b&cursor=x").urlencode())

        assert "Kind=Elderly ?kind=b;" in html
        assert "Kind=Minor ?kind=a;" in html

    def test_an_empty_filter_shows_none(self):
        assert self.chips("name=") == ""


class TestSortLink:
    def test_turns_round_and_forgets_the_page(self):
        request = RequestFactory().get("/?ordering=name&cursor=x")

        html = draw(
            '{% sort_link "name" as s %}{{ s.url }} {{ s.state }}', request=request
        )

        assert html == "?ordering=-name ascending"


class Visit(forms.Form):
    folded = ("advice",)
    learned = forms.CharField(label="Learned", help_text="A sentence or two.")
    outcome = forms.ChoiceField(choices=[("met", "Met")], widget=forms.RadioSelect)
    advice = forms.CharField(label="Advice", required=False, max_length=3)


class TestWholeForm:
    def test_asks_the_few_first_and_folds_the_rest(self):
        html = draw("{% whole_form form %}", form=Visit())

        assert html.index("Learned") < html.index("<details") < html.index("Advice")
        assert "<details class" in html
        assert " open>" not in html
        assert "(optional)" in html

    def test_a_fault_is_told_above_and_at_the_field(self):
        html = draw("{% whole_form form %}", form=Visit({"advice": "too long"}))

        assert 'href="#id_learned"' in html
        assert 'id="id_learned_error"' in html
        assert 'aria-invalid="true"' in html
        assert re.search(r'aria-describedby="[^"]*id_learned_error', html)

    def test_a_folded_field_with_a_fault_is_open(self):
        html = draw("{% whole_form form %}", form=Visit({"advice": "too long"}))

        assert " open>" in html

    def test_every_field_is_labelled(self):
        html = draw("{% whole_form form %}", form=Visit())

        assert 'for="id_learned"' in html
        assert "<legend>" in html


def _read(path: str) -> str:
    return (ROOT / path).read_text()


def _sources():
    yield from (ROOT / "templates").rglob("*.html")
    for app in APPS:
        yield from (ROOT / app).rglob("*.py")

import pytest
from django.urls import reverse

from station.models import AccessRecord
from station.registry import SearchHit, registry

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(monkeypatch):
    def source(user, words):
        yield SearchHit(title="张大爷", url="/x/", kind_label="", icon="user")

    monkeypatch.setattr(registry, "search", {"test": source})


class TestSearchView:
    def test_finds_and_leaves_a_trace(self, signed_in, wang, people):
        page = signed_in.post(reverse("station:search"), {"q": "张"})

        assert "张大爷" in page.content.decode()
        assert AccessRecord.objects.get().act == AccessRecord.Act.SEARCH

    def test_does_not_take_a_question_from_the_address(self, signed_in, people):
        page = signed_in.get(reverse("station:search"), {"q": "张"})

        assert "张大爷" not in page.content.decode()

    def test_nothing_asked_is_no_error(self, signed_in, people):
        page = signed_in.post(reverse("station:search"), {"q": "\x00 "})

        assert page.status_code == 200

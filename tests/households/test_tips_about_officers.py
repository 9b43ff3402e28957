"""A tip about an officer never reaches that officer, whatever the way."""

import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from households import duplicates
from households.actions import message_joining, message_voices, messages, referrals
from households.models import Message, Referral
from households.notices import messages as message_notices
from households.notices import referrals as referral_notices
from station.errors import RuleError
from tests.factories import NOW, person
from tests.households.inbox import card_of, office_of, received, told

pytestmark = pytest.mark.django_db
STEPS = (
    "detail",
    "answer",
    "note",
    "assign",
    "pause",
    "resume",
    "reopen",
    "merge",
    "unmerge",
    "refer",
    "close",
    "phone",
)
LISTS = ("messages", "referrals", "changes", "worklist", "reminders")


@pytest.fixture
def card(village, wang):
    return card_of(village, wang)


@pytest.fixture
def chief(village):
    return person("station_chief", village.parent.parent)


@pytest.fixture
def supervisor(village):
    return person("county_supervisor", village.parent.parent.parent)


@pytest.fixture
def tip(card, wang, chief, supervisor):
    """About the officer of the village; the chief has it."""
    return received(card, "tip", text="收了钱", about=wang, is_about_officer=True)


@pytest.fixture
def about_chief(card, chief, supervisor):
    return received(card, "tip", text="所长吃请", about=chief, is_about_officer=True)


class TestTheOfficer:
    @pytest.mark.parametrize("name", STEPS)
    def test_opens_no_page_of_it(self, tip, signed_in, name):
        url = reverse(f"inbox:{name}", args=[tip.pk])

        assert signed_in.get(url).status_code == 404
        assert signed_in.post(url, {"version": 1}).status_code in {404, 405}

    def test_opens_no_page_even_when_it_was_assigned(self, tip, wang, signed_in):
        Message.objects.filter(pk=tip.pk).update(assigned_to=wang)

        assert signed_in.get(tip.get_absolute_url()).status_code == 404

    @pytest.mark.parametrize(
        "query", ["", "?status=", "?kind=tip", "?overdue=true", "?status=referred"]
    )
    def test_finds_it_in_no_list_and_no_count(self, tip, wang, signed_in, query):
        page = signed_in.get(reverse("inbox:list") + query).content.decode()

        assert tip.number not in page
        assert not message_notices.waiting_for(wang)
        assert tip.number not in signed_in.get("/").content.decode()

    def test_finds_it_in_no_workbook(self, tip, signed_in, chief, client):
        mine = signed_in.get(reverse("inbox:export") + "?status=")
        client.force_login(chief)
        theirs = client.get(reverse("inbox:export") + "?status=")

        assert tip.number not in cells(mine)
        assert tip.number in cells(theirs)
        assert "收了钱" not in cells(theirs)

    @pytest.mark.parametrize("path", LISTS)
    def test_finds_it_nowhere_in_the_api(self, tip, wang, chief, village, path, client):
        referrals.refer(
            message=tip, office=office_of(village), asked="x", by=chief, at=NOW
        )
        client.force_login(wang)

        found = client.get(f"/api/v1/{path}/")

        assert found.status_code == 200
        assert tip.number not in found.content.decode()

    def test_finds_it_by_no_search(self, tip, signed_in):
        page = signed_in.post(reverse("station:search"), {"q": tip.number})

        assert not page.context["found"].groups

    def test_does_nothing_to_it(self, tip, wang, card, village):
        other = received(card, "tip", n=5, text="别的")
        for step in (
            lambda: messages.answer(message=tip, by=wang, text="x", at=NOW),
            lambda: messages.add_note(message=tip, by=wang, text="x", at=NOW),
            lambda: messages.pause(message=tip, by=wang, text="x", at=NOW),
            lambda: messages.close(message=tip, by=wang, reason="x", at=NOW),
            lambda: messages.assign(message=tip, to=wang, by=wang, at=NOW),
            lambda: referrals.refer(
                message=tip, office=office_of(village), asked="x", by=wang, at=NOW
            ),
            lambda: message_joining.merge(message=tip, into=other, by=wang, at=NOW),
            lambda: message_voices.reopen(message=tip, by=wang, reason="x", at=NOW),
        ):
            with pytest.raises(RuleError):
                step()

    def test_is_offered_it_as_no_duplicate(self, tip, card, wang, chief):
        own = received(card, "tip", n=7, text="收了钱了")
        messages.assign(message=own, to=wang, by=chief, at=NOW)

        assert duplicates.likely(own, user=wang) == []

    def test_hears_of_no_step_of_its_life(self, tip, wang, chief, village):
        referral = referrals.refer(
            message=tip, office=office_of(village), asked="x", by=chief, at=NOW
        )
        told(referral.due_at)
        referrals.record_answer(referral=referral, text="x", by=chief, at=NOW)
        tip.refresh_from_db()
        told(tip.due_at)
        messages.answer(message=tip, by=chief, text="x", at=NOW)
        message_voices.judge(message=tip, satisfaction="not", at=NOW)
        message_voices.write_again(message=tip, text="还在收", at=NOW)
        tip.refresh_from_db()
        everything = told(tip.due_at.replace(year=2027))

        kinds = {kind for kind, _who in everything}
        assert {"message.reopened", "message.escalated", "referral.late"} <= kinds
        assert wang.badge_number not in {who for _kind, who in everything}

    def test_owes_nothing_of_it(self, tip, wang, chief, village):
        referral = referrals.refer(
            message=tip, office=office_of(village), asked="x", by=chief, at=NOW
        )
        Message.objects.filter(pk=tip.pk).update(assigned_to=wang)

        assert list(message_notices.owed(wang, tip.due_at)) == []
        assert list(referral_notices.owed(wang, referral.due_at)) == []
        assert not Referral.objects.visible_to(wang).exists()


class TestTheChief:
    def test_as_subject_sees_nothing_and_the_county_gets_it(
        self, about_chief, chief, supervisor, client
    ):
        client.force_login(chief)

        assert about_chief.assigned_to == supervisor
        for name in STEPS:
            url = reverse(f"inbox:{name}", args=[about_chief.pk])
            assert client.get(url).status_code == 404
        assert about_chief.number not in cells(
            client.get(reverse("inbox:export") + "?status=")
        )
        assert about_chief.number not in client.get("/").content.decode()

    def test_as_subject_hears_nothing(self, about_chief, chief, supervisor):
        everything = told(about_chief.due_at.replace(year=2027))

        assert {who for _kind, who in everything} == {supervisor.badge_number}

    def test_as_subject_cannot_be_given_it(self, about_chief, chief, supervisor):
        with pytest.raises(RuleError):
            messages.assign(message=about_chief, to=chief, by=supervisor, at=NOW)

    def test_gets_what_is_about_an_officer_not_named(self, card, wang, chief, village):
        tip = received(card, "tip", n=3, is_about_officer=True)

        assert tip.assigned_to == chief
        assert not messages.may_own(tip, at=NOW).filter(pk=wang.pk).exists()
        wang_hears = {who for _k, who in told(tip.due_at.replace(year=2027))}
        assert wang.badge_number not in wang_hears


def cells(response) -> str:
    """All the text of a workbook."""
    body = response.content if not response.streaming else b"".join(response)
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    rows = book.get_sheet_by_index(0).to_python()
    return " ".join(str(cell) for row in rows for cell in row)

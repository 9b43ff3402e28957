"""Contact cards: one valid code per area, its papers, and who got one."""

import json
import re
import shutil
import subprocess
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from households import charge, coverage
from households.actions import cards
from households.models import CardHandover, ContactCard
from households.papers import cards as papers
from station import crypto
from station.errors import RuleError
from station.models import AccessRecord, Event
from tests.factories import (
    NOW,
    TODAY,
    GridFactory,
    HouseholdFactory,
    PostFactory,
    VisitFactory,
    officer,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def card(village, wang):
    return cards.issue(area=village, by=wang, at=NOW)


@pytest.fixture
def household(village):
    return HouseholdFactory(community=village)


class TestIssue:
    def test_gives_a_code_nobody_can_guess(self, card):
        assert len(card.token) >= 32
        assert bytes(card.token_hash) == crypto.fingerprint(card.token)

    def test_keeps_the_code_sealed(self, card):
        raw = ContactCard.objects.extra(select={"raw": "token"}).values_list("raw")
        assert raw.get()[0].startswith("v1$")

    def test_numbers_by_the_place(self, card, village):
        code = village.parent.code
        assert card.number == f"LX-{code}-0001"

    def test_is_refused_while_one_is_valid(self, card, village, wang):
        with pytest.raises(RuleError):
            cards.issue(area=village, by=wang, at=NOW)

    def test_the_database_refuses_a_second_valid_one(self, card, village, wang):
        with pytest.raises(IntegrityError), transaction.atomic():
            ContactCard.objects.create(
                area=village,
                number="LX-2",
                token="x",
                token_hash=crypto.fingerprint("x"),
                issued_at=NOW,
                issued_by=wang,
            )

    def test_is_refused_for_a_county(self, village, wang):
        with pytest.raises(RuleError):
            cards.issue(area=village.parent.parent.parent, by=wang, at=NOW)


class TestReplace:
    def test_makes_a_new_code_and_ends_the_old_one(self, card, wang):
        new = cards.replace(card=card, by=wang, at=NOW, reason="照片流出")

        card.refresh_from_db()
        assert (card.status, new.status) == ("replaced", "active")
        assert card.token != new.token

    def test_nobody_holds_a_valid_card_by_the_old_one(self, card, wang, household):
        cards.hand_over(card=card, household=household, by=wang, at=NOW)
        cards.replace(card=card, by=wang, at=NOW, reason="照片流出")

        household.standing.refresh_from_db()
        assert household.standing.card_handed_at is None

    def test_leaves_the_cards_of_other_areas_alone(self, card, wang, village):
        grid = GridFactory(parent=village)
        inner = HouseholdFactory(community=village, address__area=grid)
        own = cards.issue(area=grid, by=wang, at=NOW)
        cards.hand_over(card=own, household=inner, by=wang, at=NOW)
        cards.replace(card=card, by=wang, at=NOW, reason="照片流出")

        inner.standing.refresh_from_db()
        assert inner.standing.card_handed_at == NOW

    def test_needs_a_reason(self, card, wang):
        with pytest.raises(RuleError):
            cards.replace(card=card, by=wang, at=NOW, reason=" ")


class TestRevoke:
    def test_happens_once(self, card, wang):
        card = cards.revoke(card=card, by=wang, at=NOW, reason="丢失")

        assert card.ended_by == wang
        with pytest.raises(RuleError):
            cards.revoke(card=card, by=wang, at=NOW, reason="丢失")


class TestHandOver:
    def test_is_kept_for_card_and_household(self, card, wang, household):
        visit = VisitFactory(household=household)
        handover = cards.hand_over(
            card=card,
            household=household,
            by=wang,
            at=NOW,
            received_by="张大爷",
            visit=visit,
        )

        household.standing.refresh_from_db()
        assert household.standing.card_handed_at == NOW
        event = Event.objects.get(kind="card.handed_over")
        assert event.trail == [
            f"households.cardhandover:{handover.pk}",
            f"households.household:{household.pk}",
            f"households.visit:{visit.pk}",
        ]

    def test_an_earlier_one_entered_late_does_not_turn_back_time(
        self, card, wang, household
    ):
        cards.hand_over(card=card, household=household, by=wang, at=NOW)
        before = NOW - timedelta(days=3)
        cards.hand_over(card=card, household=household, by=wang, at=before)

        household.standing.refresh_from_db()
        assert household.standing.card_handed_at == NOW

    def test_is_refused_elsewhere(self, card, wang):
        with pytest.raises(RuleError):
            cards.hand_over(card=card, household=HouseholdFactory(), by=wang, at=NOW)

    def test_is_refused_with_a_card_that_ended(self, card, wang, household):
        cards.revoke(card=card, by=wang, at=NOW, reason="丢失")
        with pytest.raises(RuleError):
            cards.hand_over(card=card, household=household, by=wang, at=NOW)

    def test_is_refused_for_who_moved_away(self, card, wang, household):
        household.left_on = TODAY
        household.save()
        with pytest.raises(RuleError):
            cards.hand_over(card=card, household=household, by=wang, at=NOW)


class TestCharge:
    def test_the_nearest_post_counts(self, village, wang):
        grid = GridFactory(parent=village)
        own = officer(grid)

        assert charge.charge_of(grid, on=TODAY).owner() == own
        assert charge.charge_of(village, on=TODAY).owner() == wang

    def test_who_has_left_is_not_shown(self, village, wang):
        wang.is_active = False
        wang.save()

        assert charge.charge_of(village, on=TODAY).faces == []

    def test_a_person_with_two_posts_shows_once(self, village, wang):
        PostFactory(user=wang, area=village, role="auxiliary_officer")

        assert len(charge.charge_of(village, on=TODAY).faces) == 1


class TestCoverage:
    def test_counts_households_with_a_valid_card(self, card, wang, village, household):
        HouseholdFactory(community=village)
        HouseholdFactory(community=village, left_on=TODAY)
        cards.hand_over(card=card, household=household, by=wang, at=NOW)

        row = coverage.rows_of([village], on=TODAY)[0]
        assert (row.held, row.households, row.percent) == (1, 2, 50)

    def test_says_what_keeps_a_card_from_being_of_use(self, card, wang, village):
        wang.phone = ""
        wang.save()

        assert len(coverage.rows_of([village], on=TODAY)[0].problems) == 2

    def test_shows_an_area_without_officer(self, card, wang, village):
        wang.posts.update(until_on=TODAY - timedelta(days=1))

        row = coverage.rows_of([village], on=TODAY)[0]
        assert row.people == []
        assert row.problems

    def test_costs_the_same_for_many_areas(self, village, django_assert_num_queries):
        areas = [village, *GridFactory.create_batch(12, parent=village)]
        with django_assert_num_queries(3):
            coverage.rows_of(areas[:1], on=TODAY)
        with django_assert_num_queries(3):
            coverage.rows_of(areas, on=TODAY)


def words_of(pdf: bytes, tmp_path) -> str:
    """What a reader finds in the paper."""
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf)
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not installed here")
    return subprocess.run(
        [tool, "-layout", str(file), "-"], capture_output=True, text=True, check=True
    ).stdout


class TestPapers:
    def printed(self, card, village, kind="cards", **options) -> bytes:
        found = charge.charge_of(village, on=TODAY)
        return papers.render(card, found, kind=kind, **options)

    @pytest.mark.parametrize("kind", papers.KINDS)
    def test_are_archival_pdf(self, card, village, kind):
        body = self.printed(card, village, kind)

        assert body.startswith(b"%PDF-")
        assert b"pdfaid" in body

    def test_ten_cards_on_a_sheet_with_name_and_phone(
        self, card, village, wang, tmp_path
    ):
        text = words_of(self.printed(card, village), tmp_path)

        assert text.count(wang.phone) == 10
        assert "王建国" in text
        assert "110" in text

    def test_as_many_sheets_as_wanted(self, card, village, tmp_path):
        text = words_of(self.printed(card, village, sheets=3), tmp_path)

        assert text.count("王建国") == 30

    def test_the_code_holds_our_own_address(self, card, settings):
        settings.PUBLIC_URL = "https://station.example"

        address = papers.public_address(card)
        assert address == f"https://station.example/c/{card.token}/"

    def test_a_rare_character_is_never_an_empty_box(self, card, village, wang):
        wang.name = "王\U00040000"  # no font of this world
        wang.save()

        with pytest.raises(RuleError, match="40000"):
            self.printed(card, village)

    def test_a_name_cannot_reach_into_the_template(self, card, village, wang, tmp_path):
        wang.name = '"#read("/etc/passwd")'
        wang.save()

        assert '"#read(' in words_of(self.printed(card, village, "board-a4"), tmp_path)

    def test_are_refused_where_nobody_serves(self, card, village, wang):
        wang.posts.update(until_on=TODAY - timedelta(days=1))

        with pytest.raises(RuleError):
            self.printed(card, village)


class TestPages:
    def test_the_list_shows_card_and_coverage(self, card, signed_in, household):
        content = signed_in.get(reverse("households:card_list")).content.decode()

        assert card.number in content
        assert "0 / 1" in content

    def test_the_list_stays_within_the_scope(self, card, client):
        client.force_login(officer())

        content = client.get(reverse("households:card_list")).content.decode()
        assert card.number not in content

    def test_a_card_shows_its_code_and_ledger(self, card, wang, signed_in, household):
        cards.hand_over(card=card, household=household, by=wang, at=NOW)
        content = signed_in.get(card.get_absolute_url()).content.decode()

        assert "<svg" in content
        assert card.token in content
        assert household.head_name in content
        assert AccessRecord.objects.filter(act="view").exists()

    def test_a_card_that_ended_shows_no_code(self, card, wang, signed_in):
        cards.revoke(card=card, by=wang, at=NOW, reason="丢失")
        content = signed_in.get(card.get_absolute_url()).content.decode()

        assert card.token not in content
        assert "丢失" in content

    def test_printing_is_written_down(self, card, signed_in):
        url = reverse("households:card_paper", args=[card.pk, "cards"])
        response = signed_in.get(url)

        assert response["Content-Type"] == "application/pdf"
        assert AccessRecord.objects.get(act="print").fields == "cards"

    @pytest.mark.parametrize("sheets", ["-1", "0", "x", "²", "9999", "3"])
    def test_strange_numbers_of_sheets_do_no_harm(self, card, signed_in, sheets):
        url = reverse("households:card_paper", args=[card.pk, "cards"])

        assert signed_in.get(url, {"sheets": sheets}).status_code == 200

    def test_issue_replace_and_revoke(self, village, signed_in):
        signed_in.post(reverse("households:card_issue"), {"area": village.pk})
        first = ContactCard.objects.get()
        signed_in.post(
            reverse("households:card_replace", args=[first.pk]), {"reason": "破损"}
        )
        second = ContactCard.objects.get(status="active")
        signed_in.post(
            reverse("households:card_revoke", args=[second.pk]), {"reason": "撤并"}
        )

        assert not ContactCard.objects.filter(status="active").exists()

    def test_issue_offers_no_area_out_of_scope(self, card, signed_in):
        other = GridFactory()
        answer = signed_in.post(reverse("households:card_issue"), {"area": other.pk})

        assert answer.status_code == 200
        assert not ContactCard.objects.filter(area=other).exists()

    def test_handing_over_twice_by_a_double_tap_is_once(
        self, card, signed_in, household
    ):
        url = reverse("households:card_hand_over", args=[household.pk])
        form = signed_in.get(url).content.decode()
        once = re.search(r'name="once"[^>]*value="([^"]+)"', form)[1]
        for _ in range(2):
            signed_in.post(url, {"once": once, "received_by": "张大爷"})

        assert CardHandover.objects.count() == 1

    def test_the_household_page_says_that_it_has_none(self, household, signed_in):
        content = signed_in.get(household.get_absolute_url()).content.decode()

        assert reverse("households:card_hand_over", args=[household.pk]) in content

    def test_the_auxiliary_hands_over_but_neither_prints_nor_revokes(
        self, card, village, household, client
    ):
        client.force_login(person("auxiliary_officer", village))

        def status(name, *args):
            return client.get(reverse(f"households:{name}", args=args)).status_code

        assert status("card_hand_over", household.pk) == 200
        assert status("card_paper", card.pk, "cards") == 404
        assert status("card_revoke", card.pk) == 404
        assert status("card_issue") == 404

    def test_nothing_is_there_out_of_scope(self, card, household, client):
        client.force_login(officer())

        for name, args in (
            ("card_detail", [card.pk]),
            ("card_paper", [card.pk, "cards"]),
            ("card_replace", [card.pk]),
            ("card_revoke", [card.pk]),
            ("card_hand_over", [household.pk]),
        ):
            assert (
                client.get(reverse(f"households:{name}", args=args)).status_code == 404
            )


def test_the_words_of_a_paper_travel_as_json(card, village):
    found = papers._data(card, charge.charge_of(village, on=TODAY), photo_side=100)

    assert json.loads(json.dumps(found)) == found

"""Where the papers of a dispute are drawn: told by what they belong to, over REST."""

import pytest

from disputes.actions import papers as actions
from station.models import AccessRecord
from station.roles import Role
from tests.disputes.agreement_cases import drafted
from tests.disputes.paper_case import agreed, quarrel
from tests.factories import (
    NOW,
    CommunityFactory,
    ConfirmationFactory,
    ReconciliationFactory,
    officer,
    person,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("row_by_row")]


@pytest.fixture(autouse=True)
def _store(settings, tmp_path, time_machine):
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def desk(client, wang):
    client.force_login(wang)
    return client


@pytest.fixture
def dispute(household, wang):
    return quarrel(household, wang)


def pdf_of(client, name: str, row) -> str | None:
    answer = client.get(f"/api/v1/{name}/{row.pk}/")
    assert answer.status_code == 200, answer.content
    return answer.json()["pdf"]


class TestAgreement:
    def test_is_drawn_where_it_says_and_the_print_written_down(
        self, desk, dispute, wang
    ):
        agreement = agreed(dispute, wang)

        answer = desk.get(pdf_of(desk, "agreements", agreement))

        assert answer.content.startswith(b"%PDF")
        record = AccessRecord.objects.get(act="print")
        assert record.fields.startswith("agreement: ")

    def test_set_aside_is_not_drawn_as_the_one_that_counts(self, desk, dispute, wang):
        first = agreed(dispute, wang, status="void", void_reason="重签", void_on=NOW)
        second = agreed(dispute, wang, number="另一份")

        assert pdf_of(desk, "agreements", first) is None
        assert "kind=agreement" in pdf_of(desk, "agreements", second)
        page = desk.get(first.get_absolute_url())
        assert page.context["print_kind"] == ""

    def test_in_another_form_is_another_paper(self, desk, dispute, wang):
        agreement = drafted(dispute, wang, form="oral")

        assert "kind=oral" in pdf_of(desk, "agreements", agreement)

    def test_is_not_offered_to_who_may_not_print(self, client, dispute, wang, village):
        agreement = agreed(dispute, wang)
        client.force_login(person(Role.API_CLIENT, village))

        assert pdf_of(client, "agreements", agreement) is None

    def test_is_not_drawn_for_strangers(self, client, dispute, wang):
        agreed(dispute, wang)
        client.force_login(officer(CommunityFactory()))

        url = f"/api/v1/disputes/{dispute.pk}/paper/?kind=agreement"
        assert client.get(url).status_code == 404
        assert not AccessRecord.objects.filter(act="print").exists()


class TestPapers:
    def test_each_item_of_the_dossier_says_where_it_is_drawn(self, desk, dispute):
        items = desk.get(f"/api/v1/disputes/{dispute.pk}/papers/").json()["items"]

        assert all(item["pdf"].endswith(f"?kind={item['kind']}") for item in items)
        assert desk.get(items[0]["pdf"]).content.startswith(b"%PDF")

    def test_a_written_paper_is_drawn_until_it_is_set_aside(self, desk, dispute, wang):
        content, step = actions.Content(NOW, text="缺证据。"), {"by": wang, "at": NOW}
        paper = actions.write(dispute=dispute, kind="note", content=content, **step)

        assert "kind=note" in pdf_of(desk, "dispute-papers", paper)
        actions.set_aside(paper=paper, reason="写错", version=1, **step)
        assert pdf_of(desk, "dispute-papers", paper) is None


class TestApplications:
    def test_for_confirmation_is_drawn_with_its_agreement(self, desk, dispute, wang):
        row = ConfirmationFactory(agreement=agreed(dispute, wang))

        answer = desk.get(pdf_of(desk, "judicial-confirmations", row))

        assert answer.content.startswith(b"%PDF")

    def test_that_there_be_no_penalty_is_the_newest(self, desk, dispute, wang):
        row = ReconciliationFactory(dispute=dispute)

        assert "kind=no_penalty" in pdf_of(desk, "reconciliations", row)

"""An agent's written power and number: kept, asked for, shown to few."""

import pytest
from django.urls import reverse

from disputes.models import PartyAgent
from disputes.papers.case import gather
from disputes.papers.completeness import check
from disputes.papers.dossier import parts_of
from disputes.workflow.papers import PaperKind
from station.actions import attachments
from station.models import AccessRecord, Event
from station.roles import Role
from tests.factories import (
    CommunityFactory,
    DisputeFactory,
    PartyAgentFactory,
    PartyFactory,
    officer,
    person,
)
from tests.households.test_api_writes import picture

pytestmark = pytest.mark.django_db
MISSING = "file-alert"  # the sign beside what is asked for
SAID = {"name": "吕明", "power": "代为调解、签署协议", "granted_on": "2026-11-01"}


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def agent(household):
    agent = PartyAgentFactory(party__dispute=DisputeFactory(household=household))
    agent.write_phone("13800138000")
    agent.save()
    return agent


@pytest.fixture
def desk(client, wang):
    client.force_login(wang)
    return client


def page(name, agent):
    return reverse(f"disputes:{name}", args=[agent.party.dispute_id, agent.pk])


def shown(desk, agent):
    return desk.get(agent.get_absolute_url()).content.decode()


def number_of(agent):
    return reverse("station:reveal", args=["disputes.partyagent", agent.pk, "phone"])


class TestWrittenPower:
    def test_is_asked_for_until_it_is_there(self, desk, agent):
        assert MISSING in shown(desk, agent)
        sent = {**SAID, "version": agent.party.dispute.version}

        answer = desk.post(page("agent_edit", agent), {**sent, "photos": [picture()]})

        assert answer.status_code == 302, answer.context["form"].errors
        assert MISSING not in shown(desk, agent)
        (kept,) = attachments.attached_to(agent)
        assert reverse("station:attachment", args=[kept.pk]) in shown(desk, agent)
        assert kept.area == agent.party.dispute.area
        agent.refresh_from_db()
        assert (agent.power, agent.phone) == (SAID["power"], "13800138000")
        assert Event.objects.filter(kind="dispute.agent_edited").exists()

    def test_comes_along_with_a_new_agent(self, desk, household):
        dispute = DisputeFactory(household=household)
        party = PartyFactory(dispute=dispute)
        url = reverse("disputes:agent_add", args=[dispute.pk, party.pk])

        desk.post(url, {**SAID, "version": 1, "photos": [picture(), picture()]})

        assert attachments.attached_to(PartyAgent.objects.get()).count() == 2

    def test_refused_leaves_no_file(self, desk, agent, settings):
        sent = {**SAID, "granted_on": "2099-01-01", "photos": [picture()]}
        sent["version"] = agent.party.dispute.version

        answer = desk.post(page("agent_edit", agent), sent)

        assert "granted_on" in answer.context["form"].errors
        assert not list(settings.MEDIA_ROOT.rglob("*.jpg"))

    def test_is_the_paper_of_the_dossier(self, wang, agent):
        item = check(gather(agent.party.dispute)).item_of(PaperKind.AUTHORITY)
        assert item.state == "needed"
        assert agent.party.name in item.lacks[0]

        attachments.attach(
            files=[attachments.store_picture(picture().read())],
            kind="paper",
            subject=agent,
            area=agent.party.dispute.area,
            by=wang,
            at=agent.created_at,
        )

        case = gather(agent.party.dispute)
        assert check(case).item_of(PaperKind.AUTHORITY).state == "there"
        (part,) = [row for row in parts_of(case) if row.kind == PaperKind.AUTHORITY]
        assert (len(part.sheets), len(part.scans)) == (0, 1)


class TestNumber:
    def test_is_shown_for_a_purpose_and_the_chief_sees_the_look(
        self, desk, agent, village
    ):
        assert "13800138000" not in shown(desk, agent)
        assert number_of(agent) in shown(desk, agent)

        answer = desk.post(number_of(agent), {"purpose": "dispute"})

        assert "13800138000" in answer.content.decode()
        look = AccessRecord.objects.get(act="reveal")
        assert (look.area, look.purpose) == (village, "dispute")

    def test_not_without_a_purpose(self, desk, agent):
        answer = desk.post(number_of(agent), {"purpose": ""})

        assert "13800138000" not in answer.content.decode()

    def test_not_to_others(self, client, agent, village):
        for other in (
            person(Role.AUXILIARY_OFFICER, village),
            officer(CommunityFactory()),
        ):
            client.force_login(other)

            answer = client.post(number_of(agent), {"purpose": "dispute"})

            assert answer.status_code == 404


class TestRest:
    def post(self, desk, who, verb, content_type="application/json", **said):
        url = f"/api/v1/disputes/{who.party.dispute_id}/{verb}/"
        more = {} if content_type is None else {"content_type": content_type}
        return desk.post(url, said, **more)

    def test_pages_of_the_power_come_as_parts(self, desk, agent):
        said = {**SAID, "version": agent.party.dispute.version, "agent": agent.pk}

        answer = self.post(
            desk, agent, "edit-agent", content_type=None, **said, papers=[picture()]
        )

        assert answer.status_code == 200, answer.content
        (row,) = answer.json()["parties"][0]["agents"]
        kept = attachments.attached_to(agent).get()
        assert row["papers"] == [kept.pk]
        assert row["phone_masked"] == "138****8000"

    def test_number_for_a_purpose(self, desk, agent):
        answer = self.post(desk, agent, "reveal", agent=agent.pk, purpose="dispute")

        assert answer.json() == {"field": "phone", "value": "13800138000"}
        assert AccessRecord.objects.filter(act="reveal").count() == 1

    def test_number_of_a_guardian(self, desk, agent):
        party = agent.party
        party.write_guardian_phone("13900139000")
        party.save()

        answer = self.post(
            desk,
            agent,
            "reveal",
            party=party.pk,
            field="guardian_phone",
            purpose="dispute",
        )

        assert answer.json()["value"] == "13900139000"

    @pytest.mark.parametrize(
        "asked",
        [
            {},
            {"agent": 1, "party": 1},
            {"agent": 1, "field": "guardian_phone"},
            {"agent": 999_999},
        ],
    )
    def test_one_number_of_one_who_belongs_to_it(self, desk, agent, asked):
        answer = self.post(desk, agent, "reveal", **asked, purpose="dispute")

        assert answer.status_code == 400
        assert not AccessRecord.objects.filter(act="reveal").exists()

    @pytest.mark.parametrize(
        ("role", "status"), [(Role.AUXILIARY_OFFICER, 403), (None, 404)]
    )
    def test_not_to_others(self, client, agent, village, role, status):
        client.force_login(
            person(role, village) if role else officer(CommunityFactory())
        )

        answer = self.post(client, agent, "reveal", agent=agent.pk, purpose="dispute")

        assert answer.status_code == status

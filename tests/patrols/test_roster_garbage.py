"""Whatever is posted to the pages and the REST of rosters is answered, never a fault."""

from datetime import timedelta

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from patrols.actions import proposals
from patrols.models import Shift, SignUp
from tests import factories as make
from tests.factories import NOW
from tests.patrols.roster_cases import LATER, member, shift_of

pytestmark = pytest.mark.django_db
JUNK = (
    "",
    "x",
    "-1",
    "99999999999999999999",
    "2026-13-45",
    "25:61",
    "\x00",
    "é" * 5000,
)
FIELDS = (
    "team", "kind", "on", "from_time", "until_time", "needed", "place", "route", "area",
    "skills", "note", "version", "reason", "volunteer", "attendance", "offered_to",
    "in_return", "weekday", "starts", "minutes", "from_on", "until_on", "hours_a_day",
    "hours_a_week", "rest_hours", "night_from", "night_until", "youngest", "of",
    "notice_hours", "once", "starts_at", "ends_at", "shift", "sign_up", "words",
    "state", "q", "age", "is_risky", "is_active",
)  # fmt: skip


@pytest.fixture
def world(time_machine):
    """A team with its captain, a roster, and a place of every sort."""
    time_machine.move_to(NOW, tick=False)
    team = make.TeamFactory()
    captain = member(team, "captain")
    on = LATER.date()
    period = make.RosterPeriodFactory(
        team=team, from_on=on, until_on=on + timedelta(days=5)
    )
    template = make.RosterTemplateFactory(team=team)
    own = make.SignUpFactory(shift=shift_of(team), volunteer=captain)
    theirs = make.SignUpFactory(shift=shift_of(team), volunteer=member(team))
    swap = make.SwapFactory(
        sign_up=make.SignUpFactory(
            shift=shift_of(team, LATER + timedelta(days=2)), volunteer=member(team)
        )
    )
    draft = shift_of(team, LATER + timedelta(days=3), status="planned", period=period)
    proposal = proposals.ask(period=period, by=captain.user, at=NOW)
    proposals.work_out(proposal=proposal, at=NOW)
    limits = make.DutyLimitsFactory(area=team.area)
    chief = make.officer(team.area)
    return {
        "captain": captain.user, "chief": chief, "shift": draft.pk, "own": own.pk,
        "theirs": theirs.pk, "swap": swap.pk, "period": period.pk,
        "template": template.pk, "proposal": proposal.pk, "limits": limits.pk,
    }  # fmt: skip


PAGES = {
    "shift_create": None, "shift_edit": "shift", "shift_cancel": "shift",
    "shift_propose": "shift", "sign_up_withdraw": "own", "sign_up_decline": "own",
    "sign_up_refuse": "theirs", "sign_up_remove": "theirs", "sign_up_attend": "theirs",
    "swap_offer": "own", "swap_return": "swap", "swap_refuse": "swap",
    "period_create": None, "period_publish": "period", "period_discard": "period",
    "template_create": None, "template_edit": "template", "proposal_accept": "proposal",
    "proposal_drop": "proposal", "feed_make": None, "duty_limits": None,
    "duty_limits_edit": "limits",
}  # fmt: skip
LISTS = ("shift_list", "period_list", "swap_list", "template_list", "feed_list")
VERBS = {
    "shifts": (None, "shift", "publish", "cancel", "sign-up", "propose"),
    "sign-ups": (
        None, "own", "accept", "decline", "withdraw", "approve", "refuse", "remove",
        "attend",
    ),
    "swaps": (None, "swap", "take", "withdraw", "approve", "refuse"),
    "rosters": (None, "period", "fill", "publish", "discard", "propose"),
    "duty-limits": (None, "limits", "drop"),
}  # fmt: skip


@pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
class TestGarbage:
    def test_on_every_form(self, client, world, junk):
        said = dict.fromkeys(FIELDS, junk)
        for name, key in PAGES.items():
            url = reverse(f"patrols:{name}", args=[world[key]] if key else [])
            for who in (world["captain"], world["chief"]):
                client.force_login(who)
                answer = client.post(url, said)
                assert answer.status_code in {200, 302, 403, 404, 405, 409}, name
        assert Shift.objects.filter(status="cancelled").count() == 0
        assert SignUp.objects.holding().count() == 3

    def test_on_every_list_and_prefill(self, client, world, junk):
        client.force_login(world["captain"])
        for name in (*LISTS, "shift_create"):
            answer = client.get(reverse(f"patrols:{name}"), dict.fromkeys(FIELDS, junk))
            assert answer.status_code in {200, 400}, name

    def test_over_rest(self, world, junk):
        api = APIClient()
        for body in (dict.fromkeys(FIELDS, junk), dict.fromkeys(FIELDS), [junk], junk):
            for noun, (_none, key, *verbs) in VERBS.items():
                base = f"/api/v1/{noun}/"
                for url in (base, *(f"{base}{world[key]}/{verb}/" for verb in verbs)):
                    if url.endswith(("publish/", "fill/", "sign-up/")):
                        continue  # these ask for nothing, or for a version alone
                    api.force_authenticate(world["captain"])
                    answer = api.post(url, body, format="json")
                    assert 400 <= answer.status_code < 500, url
                answer = api.patch(f"{base}{world[key]}/", body, format="json")
                assert 400 <= answer.status_code < 500, noun

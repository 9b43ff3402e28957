"""What officers and residents do all day: the worklist, a tip."""

import itertools
import statistics
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.crypto import get_random_string

from bench.budgets.asking import Asker, a_second, by_hand, in_turns
from bench.budgets.budget import Line, ms
from households import receipts
from households.models import ContactCard, Message
from station.models import Area, Post, User
from station.roles import Role
from station.views.home import Worklist

MINE = (
    "SELECT f.id, f.due_at, h.head_name, a.text FROM households_followup f "
    "JOIN households_household h ON h.id = f.household_id "
    "JOIN households_address a ON a.id = h.address_id "
    "WHERE f.assigned_to_id = %s AND f.status = 'open' ORDER BY f.due_at, f.id LIMIT 50"
)
LINES = 70  # of the day for which the budget was set
WORKLIST = 25 / 1.2  # ms beside those by hand where the budget was set
DISPUTES = (
    "SELECT id, number, party_names, due_at FROM disputes_dispute WHERE "
    "assigned_to_id = %s AND status IN ('failed', 'reported', 'settled', 'taken_up') "
    "ORDER BY due_at, id LIMIT 20"
)


def usual(station: Area) -> User:
    """Of the officers of a station, the one whose day is nearest to fifty and twenty."""
    posts = Post.objects.filter(area__in=Area.objects.below(station))
    officers = User.objects.filter(posts__in=posts.filter(role=Role.COMMUNITY_OFFICER))
    now = timezone.now()
    days = [(one, len(Worklist(one, now=now).items)) for one in officers.distinct()]
    return min(days, key=lambda day: abs(day[1] - LINES))[0]


def worklist(asker: Asker, user: User, *, rounds: int) -> Line:
    mine, disputes = by_hand(MINE, user.pk), by_hand(DISPUTES, user.pk)
    found = in_turns(
        rounds,
        limit=lambda: (mine(), disputes()),
        ours=lambda: asker.ask("/"),
        alive=lambda: asker.ask("/healthz"),
    )
    ratio = found["ours"] / found["limit"]
    lines = len(Worklist(user, now=timezone.now()).items)
    return Line(
        f"worklist page ({lines} lines)",
        ms(found["limit"]),
        ms(found["ours"]),
        "–",
        f"{ratio:.0f} × by hand, {found['ours'] / found['alive']:.0f} × /healthz",
        f"≤ {WORKLIST:.0f} × by hand",
        ratio <= WORKLIST,
    )


def tips(asker: Asker, *, seconds: float) -> Line:
    """From 32 phones at once, each behind another card; ours and stock in turns.

    The first turn only warms up: calendar, templates, connections.
    """
    cards = list(ContactCard.objects.filter(status="active").order_by("pk")[:200])
    ours, stock = _tip(cards, "/c/{}/tip/"), _tip(cards, "/stock/tips/{}/")
    found: dict[str, list[float]] = {"ours": [], "stock": []}
    made = 0
    for _turn in range(TURNS):
        before = Message.objects.filter(kind="tip").count()
        found["ours"].append(a_second(ours, asker, 32, seconds / 2))
        made += Message.objects.filter(kind="tip").count() - before
        found["stock"].append(a_second(stock, asker, 32, seconds / 2))
    speed = {name: statistics.median(taken[1:]) for name, taken in found.items()}
    ratio = speed["ours"] / speed["stock"]
    return Line(
        f"public tip at 32 connections ({made} taken in, 0 errors)",
        "–",
        f"{speed['ours']:.0f}/s",
        f"{speed['stock']:.0f}/s",
        f"{ratio:.2f} × stock",
        "≥ 1.5 × stock, 0 errors",
        ratio >= 1.5,
    )


TURNS = 4
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def _tip(cards, path: str) -> Callable[[Asker], object]:
    """Each time another text from behind another card, on a form opened a minute ago."""
    turn, numbers = itertools.cycle(cards), itertools.count(1)
    at = timezone.now() - timedelta(minutes=1)

    def send(asker: Asker) -> None:
        card = next(turn)
        said = {
            "stamp": receipts.new_stamp(f"tip:{card.pk}", at=at),
            "text": f"二社一处空房夜里常有人聚集打牌，输赢很大。第{next(numbers)}次{get_random_string(6)}",
        }
        url = path.format(card.token)
        asker.ask(url, method="POST", body=urlencode(said), **FORM)

    return send

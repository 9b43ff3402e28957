"""Lists of disputes over REST: the first page, one far in, at eight connections, 304."""

from bench.budgets.asking import Asker, a_second, by_hand, in_turns
from bench.budgets.budget import Line, ms
from disputes.models import Dispute
from station.api.pagination import Cursor
from station.models import Area

SIZE = "page_size=100"
OURS, STOCK = "/bench/disputes/", "/stock/disputes/"
FAR = 250_000
ROW = """
SELECT d.id, d.number, d.place, d.source, d.call_number, d.field, d.grade, d.tier,
    d.proposed_tier, d.track, d.event_on, d.amount, d.people_count, d.dangers,
    d.is_domestic_violence, d.is_school_bullying, d.school_told_on, d.times,
    d.party_names, d.reported_at, d.taken_up_at, d.due_at, d.status, d.mediated_at,
    (d.status <> 'ended' AND d.due_at < now()) AS is_overdue, d.mediator_id,
    d.told_of_court_on, d.outcome, d.ended_at, d.version, d.created_at, d.updated_at,
    json_build_object('id', a.id, 'name', a.name, 'kind', a.kind) AS area,
    json_build_object('id', h.id, 'number', h.number, 'head_name', h.head_name,
        'address', json_build_object('id', s.id, 'text', s.text)) AS household,
    (SELECT row_to_json(u) FROM (SELECT u.id, u.name, u.badge_number FROM station_user u
        WHERE u.id = d.reported_by_id) u) AS reported_by,
    (SELECT row_to_json(u) FROM (SELECT u.id, u.name, u.badge_number FROM station_user u
        WHERE u.id = d.assigned_to_id) u) AS assigned_to,
    (SELECT row_to_json(u) FROM (SELECT u.id, u.name, u.badge_number FROM station_user u
        WHERE u.id = d.ended_by_id) u) AS ended_by
    {more}
FROM ({picked}) d
JOIN station_area a ON a.id = d.area_id
LEFT JOIN households_household h ON h.id = d.household_id
LEFT JOIN households_address s ON s.id = h.address_id
"""
PARTIES = """, (SELECT json_agg(row_to_json(p)) FROM (
        SELECT p.id, p.side, p.kind, p.role, p.name, p.phone_masked, p.birth_date
        FROM disputes_disputeparty p WHERE p.dispute_id = d.id ORDER BY p.id) p) AS parties"""
PICKED = (
    "SELECT * FROM disputes_dispute WHERE area_id = ANY(%s) AND id < %s "
    "ORDER BY id DESC LIMIT 101"
)
BY_HAND = f"SELECT row_to_json(r)::text FROM ({ROW.format(more=PARTIES, picked=PICKED)}) r ORDER BY r.id DESC"


def measure(asker: Asker, *, county: Area, rounds: int, seconds: float) -> list[Line]:
    areas = list(Area.objects.below(county).values_list("pk", flat=True))
    there = Dispute.objects.order_by("-pk")
    behind = min(FAR, there.count() * 5 // 6)
    far = there[behind].pk
    cursor = Cursor("-id", far, far).write()
    first = in_turns(
        rounds,
        limit=by_hand(BY_HAND, areas, 2**62),
        ours=lambda: asker.ask(f"{OURS}?{SIZE}"),
        far=lambda: asker.ask(f"{OURS}?{SIZE}&cursor={cursor}"),
        far_limit=by_hand(BY_HAND, areas, far),
        stock=lambda: asker.ask(STOCK),
    )
    stock_far = in_turns(5, stock=lambda: asker.ask(f"{STOCK}?offset={behind}"))[
        "stock"
    ]
    return [
        _first(first),
        _far(first, stock_far, behind),
        _many(asker, seconds),
        _unchanged(asker, rounds, "visits", "304 on an unchanged list"),
        _unchanged(asker, rounds, "disputes", "304 where the list tells who is late"),
    ]


def _first(found: dict[str, float]) -> Line:
    limit, ours, stock = found["limit"], found["ours"], found["stock"]
    return Line(
        "list of 100 disputes with nested parties, a county of 300,000",
        ms(limit),
        ms(ours),
        ms(stock),
        f"{ours / limit:.1f} × by hand, stock {stock / ours:.1f} ×",
        "≤ 3 × by hand, stock ≥ 5 ×",
        ours <= 3 * limit and stock >= 5 * ours,
    )


def _far(found: dict[str, float], stock: float, behind: int) -> Line:
    ours = found["far"]
    return Line(
        f"the same at row {behind:,}",
        ms(found["far_limit"]),
        ms(ours),
        ms(stock),
        f"{ours / found['ours']:.2f} × the first page, stock {stock / ours:.0f} ×",
        "≤ 1.15 × the first page",
        ours <= 1.15 * found["ours"],
    )


def _many(asker: Asker, seconds: float) -> Line:
    ours = a_second(lambda one: one.ask(f"{OURS}?{SIZE}"), asker, 8, seconds)
    stock = a_second(lambda one: one.ask(STOCK), asker, 8, seconds)
    return Line(
        "its throughput at 8 connections",
        "–",
        f"{ours:.0f}/s",
        f"{stock:.0f}/s",
        f"{ours / stock:.1f} × stock",
        "≥ 10 × stock",
        ours >= 10 * stock,
    )


def _unchanged(asker: Asker, rounds: int, kind: str, what: str) -> Line:
    path = f"/api/v1/{kind}/?{SIZE}"
    asker.ask(path)
    known = {"If-None-Match": asker.tag}
    found = in_turns(
        rounds,
        alive=lambda: asker.ask("/healthz"),
        ours=lambda: asker.ask(path, **known),
    )
    assert asker.ask(path, **known) == b""
    return Line(
        what,
        "–",
        ms(found["ours"]),
        "–",
        f"{found['ours'] / found['alive']:.1f} × /healthz",
        "≤ 4 ms",
        found["ours"] <= 4,
    )

"""Lists of disputes over REST: the first page, one far in, at eight connections, 304."""

import json
from collections.abc import Callable

from bench.budgets.asking import Asker, a_second, by_hand, in_turns
from bench.budgets.budget import Line, ms
from disputes.models import Dispute, DisputeParty, Mediator
from station.api.pagination import Cursor
from station.api.writing import display
from station.models import Area

SIZE = "page_size=100"
OURS, STOCK = "/bench/disputes/", "/stock/disputes/"
FAR = 250_000
UNCHANGED = 4.0  # ms, where /healthz takes one
ROW = """
SELECT d.id, d.number, d.place, d.source, d.call_number, d.field, d.grade, d.tier,
    d.proposed_tier, d.track, d.event_on, d.amount, d.people_count, d.dangers,
    d.is_domestic_violence, d.is_school_bullying, d.school_told_on, d.times,
    d.party_names, d.reported_at, d.taken_up_at, d.due_at, d.status, d.mediated_at,
    (d.status <> 'ended' AND d.due_at < now()) AS is_overdue,
    d.told_of_court_on, d.outcome, d.ended_at, d.version, d.created_at, d.updated_at,
    json_build_object('id', a.id, 'name', a.name, 'kind', a.kind,
        'kind_display', {kind}) AS area,
    (SELECT row_to_json(m) FROM (SELECT m.id, m.name, m.type, {type} AS type_display
        FROM disputes_mediator m WHERE m.id = d.mediator_id) m) AS mediator,
    json_build_object('id', h.id, 'number', h.number, 'head_name', h.head_name,
        'address', json_build_object('id', s.id, 'text', s.text)) AS household,
    (SELECT row_to_json(u) FROM (SELECT u.id, u.name, u.badge_number FROM station_user u
        WHERE u.id = d.reported_by_id) u) AS reported_by,
    (SELECT row_to_json(u) FROM (SELECT u.id, u.name, u.badge_number FROM station_user u
        WHERE u.id = d.assigned_to_id) u) AS assigned_to,
    (SELECT row_to_json(u) FROM (SELECT u.id, u.name, u.badge_number FROM station_user u
        WHERE u.id = d.ended_by_id) u) AS ended_by,
    coalesce(f.title_zh, d.field) AS field_display,
    coalesce(g.title_zh, d.grade::text) AS grade_display, {words},
    ARRAY(SELECT {danger} FROM unnest(d.dangers) v) AS dangers_display
    {more}
FROM ({picked}) d
JOIN station_area a ON a.id = d.area_id
LEFT JOIN households_household h ON h.id = d.household_id
LEFT JOIN households_address s ON s.id = h.address_id
LEFT JOIN disputes_disputefield f ON f.code = d.field
LEFT JOIN disputes_disputegrade g ON g.level = d.grade
"""
CHOSEN = ("source", "tier", "proposed_tier", "track", "status", "outcome")
PARTIES = """, (SELECT json_agg(row_to_json(p)) FROM (
        SELECT p.id, p.side, p.kind, p.role, p.name, p.phone_masked, p.birth_date,
            {words}
        FROM disputes_disputeparty p WHERE p.dispute_id = d.id ORDER BY p.id) p) AS parties"""
PICKED = (
    "SELECT * FROM disputes_dispute WHERE area_id = ANY(%s) AND id < %s "
    "ORDER BY id DESC LIMIT 101"
)


def row_by_hand(*, picked: str, more: str = "") -> str:
    """The same content as ours, its words for codes too."""
    return ROW.format(
        picked=picked,
        more=more,
        kind=_word("a.kind", Area, "kind"),
        type=_word("m.type", Mediator, "type"),
        danger=_word("v", Dispute, "dangers"),
        words=_words("d", Dispute, CHOSEN),
    )


def first_by_hand() -> str:
    parties = PARTIES.format(words=_words("p", DisputeParty, ("side", "kind", "role")))
    row = row_by_hand(picked=PICKED, more=parties)
    return f"SELECT row_to_json(r)::text FROM ({row}) r ORDER BY r.id DESC"


def _word(column: str, model, name: str) -> str:
    field = model._meta.get_field(name)
    return display(column, getattr(field, "base_field", field).flatchoices)


def _words(table: str, model, names: tuple[str, ...]) -> str:
    return ", ".join(
        f"{_word(f'{table}.{name}', model, name)} AS {name}_display" for name in names
    )


def check_alike(asker: Asker, hand: Callable[[], list]) -> None:
    """By hand and over REST the same facts of every row."""
    ours = json.loads(asker.ask(f"{OURS}?{SIZE}"))["results"]
    theirs = [json.loads(text) for (text,) in hand()[: len(ours)]]
    assert [row | {"household": None} for row in ours] == [
        row | {"household": None} for row in theirs
    ]


def measure(asker: Asker, *, county: Area, rounds: int, seconds: float) -> list[Line]:
    areas = list(Area.objects.below(county).values_list("pk", flat=True))
    there, sql = Dispute.objects.order_by("-pk"), first_by_hand()
    check_alike(asker, by_hand(sql, areas, 2**62))
    behind = min(FAR, there.count() * 5 // 6)
    far = there[behind].pk
    cursor = Cursor("-id", str(far), far).write()
    first = in_turns(
        rounds,
        limit=by_hand(sql, areas, 2**62),
        ours=lambda: asker.ask(f"{OURS}?{SIZE}"),
        far=lambda: asker.ask(f"{OURS}?{SIZE}&cursor={cursor}"),
        far_limit=by_hand(sql, areas, far),
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
        f"≤ {UNCHANGED:.0f} × /healthz",
        found["ours"] <= UNCHANGED * found["alive"],
    )

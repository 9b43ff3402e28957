"""What strikes the eye among the visits of some days; each finder is one query.

From which figure on stands in ``visit_thresholds``, where the office may change it.

Nothing here is proof of anything: it becomes a question, which the officer answers.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from django.db import connection

from households import visit_thresholds
from households.models import QuestionKind
from households.visit_thresholds import Reach

DAYS = 3  # looked back at; a phone without signal sends late
MOST = 200  # of one kind in one go
SAME_SPOT = 4  # digits of a position: about ten metres

# The visits of these days with the door they name; ``away`` is how far the place where
# they were written lies from that door, in metres.
SEEN = """
WITH seen AS (
    SELECT v.*, v.visited_at AT TIME ZONE 'Asia/Shanghai' AS clock,
           d.id AS door, d.latitude AS door_up, d.longitude AS door_right,
           6371000 * sqrt(
               power(radians(v.latitude - d.latitude), 2)
               + power(radians(v.longitude - d.longitude)
                       * cos(radians(d.latitude)), 2)) AS away
    FROM households_visit v
    JOIN station_area place ON place.id = v.area_id
    LEFT JOIN households_household h ON h.id = v.household_id
    LEFT JOIN households_address d ON d.id = h.address_id
    WHERE v.visited_at >= %(since)s AND v.visited_at < %(until)s
      AND place.path LIKE ANY(%(under)s::text[])
      AND NOT place.path LIKE ANY(%(but)s::text[])
)
"""
BURSTS = """
SELECT visited_by_id, min(area_id), date_trunc('hour', clock)::text,
       min(visited_at), array_agg(id ORDER BY id), count(*)
FROM seen WHERE outcome <> 'nobody_home'
GROUP BY 1, 3 HAVING count(*) >= %(burst)s LIMIT %(most)s
"""
NIGHTS = """
SELECT visited_by_id, min(area_id), clock::date::text,
       min(visited_at), array_agg(id ORDER BY id), count(*)
FROM seen
WHERE purpose <> 'concern' AND (extract(hour FROM clock) >= %(night_from)s
                                OR extract(hour FROM clock) < %(night_until)s)
GROUP BY 1, 3 LIMIT %(most)s
"""
TEXTS = """
SELECT visited_by_id, min(area_id),
       min(clock)::date::text || encode(substr(words_index, 1, 8), 'hex'),
       min(visited_at), array_agg(id ORDER BY id), count(*)
FROM seen WHERE words_index IS NOT NULL
GROUP BY visited_by_id, words_index HAVING count(*) >= %(same_texts)s LIMIT %(most)s
"""
FAR_AWAY = """
SELECT visited_by_id, min(area_id), clock::date::text,
       min(visited_at), array_agg(id ORDER BY id), max(away)::int
FROM seen WHERE away > %(far)s GROUP BY 1, 3 LIMIT %(most)s
"""
SPOTS = """
SELECT * FROM (
    SELECT visited_by_id, min(area_id),
           clock::date || ':' || round(latitude, %(digits)s) || ','
           || round(longitude, %(digits)s),
           min(visited_at), array_agg(id ORDER BY id),
           (6371000 * sqrt(
               power(radians(max(door_up) - min(door_up)), 2)
               + power(radians(max(door_right) - min(door_right))
                       * cos(radians(max(door_up))), 2)))::int AS apart
    FROM seen WHERE away IS NOT NULL
    GROUP BY visited_by_id, clock::date, round(latitude, %(digits)s),
             round(longitude, %(digits)s)
    HAVING count(DISTINCT door) >= %(spot_doors)s
) spots WHERE apart > %(apart)s LIMIT %(most)s
"""
# A photo of these days beside those of the same officer in the two months before.
PHOTOS = """
, shown AS (
    SELECT a.id, a.sha256, a.look, seen.id AS visit_id, seen.visited_by_id,
           seen.area_id, seen.visited_at
    FROM seen JOIN station_attachment a
         ON a.subject = 'households.visit:' || seen.id AND a.kind = 'photo'
), kept AS (
    SELECT a.id, a.sha256, a.look, v.id AS visit_id, v.visited_by_id
    FROM households_visit v JOIN station_attachment a
         ON a.subject = 'households.visit:' || v.id AND a.kind = 'photo'
    WHERE v.visited_at >= %(kept_since)s AND v.visited_at < %(until)s
      AND v.visited_by_id IN (SELECT visited_by_id FROM shown)
)
SELECT n.visited_by_id, min(n.area_id), n.visit_id::text, min(n.visited_at),
       array_agg(DISTINCT k.visit_id) || n.visit_id, count(DISTINCT k.visit_id) + 1
FROM shown n
JOIN kept k ON k.visited_by_id = n.visited_by_id AND k.visit_id <> n.visit_id
    AND k.id < n.id
    AND (k.sha256 = n.sha256
         OR (k.look NOT IN (0, -1)
             AND bit_count((k.look # n.look)::bit(64)) <= %(look_bits)s))
GROUP BY n.visited_by_id, n.visit_id LIMIT %(most)s
"""
FINDERS = {
    QuestionKind.BURST: BURSTS,
    QuestionKind.NIGHT: NIGHTS,
    QuestionKind.TEXT: TEXTS,
    QuestionKind.FAR: FAR_AWAY,
    QuestionKind.SPOT: SPOTS,
    QuestionKind.PHOTO: PHOTOS,
}


@dataclass(frozen=True)
class Finding:
    """Some visits of one officer that belong together, and the figure that struck."""

    kind: str
    officer_id: int
    area_id: int
    key: str
    happened_at: datetime
    visit_ids: list[int] = field(default_factory=list)
    figure: int = 0
    night: tuple[int, int] | None = None  # the hours that counted as night

    @property
    def figures(self) -> dict:
        """What the question keeps, so that it reads the same after a change."""
        if self.night is None:
            return {"value": self.figure}
        return {"value": self.figure, "night": list(self.night)}

    @property
    def dedupe_key(self) -> str:
        return f"{self.kind}:{self.officer_id}:{self.key}"[:120]


def look(
    *, until: datetime, kinds: Iterable[str] = tuple(FINDERS)
) -> Iterator[Finding]:
    """What struck in the days before; every kind is one query for each set of figures."""
    kinds = list(kinds)
    for reach in visit_thresholds.Book().reaches():
        facts = _facts(reach, until)
        night = (reach.thresholds.night_from, reach.thresholds.night_until)
        for kind in kinds:
            with connection.cursor() as cursor:
                cursor.execute(SEEN + FINDERS[kind], facts)
                rows = cursor.fetchall()
            for row in rows:
                hours = night if kind == QuestionKind.NIGHT else None
                yield Finding(kind, *row, night=hours)


def _facts(reach: Reach, until: datetime) -> dict:
    """The figures that hold in some places, and those places."""
    figures = asdict(reach.thresholds)
    return {
        **figures,
        "since": until - timedelta(days=DAYS),
        "kept_since": until - timedelta(days=figures["kept_days"]),
        "until": until,
        "most": MOST,
        "digits": SAME_SPOT,
        "under": [f"{path}%" for path in reach.under],
        "but": [f"{path}%" for path in reach.but],
    }

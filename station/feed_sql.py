"""The statements of the change feed."""

HORIZON = """
WITH running AS (
    SELECT pg_current_snapshot() AS snapshot
), horizon AS (
    SELECT coalesce((
        SELECT min(xid) FROM pg_snapshot_xip(snapshot) AS xid
        WHERE NOT EXISTS (
            SELECT FROM pg_stat_activity other
            WHERE other.backend_xid = xid::xid AND other.datname <> current_database()
        )), pg_snapshot_xmax(snapshot)) AS xid
    FROM running
)"""
# One statement, so that the rows and the end of the window are of one snapshot.
FEED = f"""{HORIZON}, seen AS (
    SELECT id, change_xid, kind, subject, area_id, happened_at FROM station_event
    WHERE change_xid < (SELECT xid FROM horizon)
      AND (change_xid, id) > (%(xid)s::text::xid8, %(id)s::bigint)
    ORDER BY change_xid, id LIMIT %(window)s
), wanted AS (
    SELECT * FROM seen
    WHERE split_part(subject, ':', 1) = ANY (%(labels)s::text[])
      AND (area_id IS NULL OR area_id = ANY (%(areas)s::bigint[])
           OR split_part(subject, ':', 1) = ANY (%(anywhere)s::text[]))
    ORDER BY change_xid, id LIMIT %(limit)s
)
SELECT change_xid::text, id, kind, subject, area_id, happened_at,
       (SELECT count(*) FROM seen) AS looked_at
FROM (
    SELECT * FROM wanted
    UNION ALL
    (SELECT id, change_xid, NULL, NULL, NULL, NULL FROM seen
     ORDER BY change_xid DESC, id DESC LIMIT 1)
) found ORDER BY kind IS NULL, change_xid, id
"""  # noqa: S608
HERE = f"{HORIZON} SELECT xid::text FROM horizon"  # noqa: S608
# The fence keeps the planner from walking through the whole feed for its first row.
SINCE = """
WITH recent AS MATERIALIZED (
    SELECT change_xid, id FROM station_event WHERE recorded_at >= %s
)
SELECT change_xid::text, id FROM recent ORDER BY change_xid, id LIMIT 1
"""
AGAIN = """
SELECT change_xid::text, id, kind, subject, area_id, happened_at
FROM station_event WHERE id = ANY (%s) ORDER BY change_xid, id
"""

"""Two letters beside each other: what finds a short word inside a text by an index.

A trigram index finds nothing shorter than three characters, and most Chinese names and
many words have two. ``station_pairs`` (a function of the database, made by a migration)
cuts up to three texts into such pairs; a GIN index on it serves ``holding``. It is
declared dear, so that no plan computes it anew for every row.
"""

from itertools import pairwise

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.fields.array import ArrayContains
from django.db.models import Func, Q, TextField, Value

SHORTEST = 2
PAIRS = ArrayField(TextField())

CREATE = """
CREATE OR REPLACE FUNCTION station_pairs(text, text DEFAULT '', text DEFAULT '')
RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000 AS $$
    SELECT coalesce(array_agg(DISTINCT substr(whole, place, 2)), '{}')
    FROM (SELECT lower(coalesce($1, '') || E'\\n' || coalesce($2, '')
                       || E'\\n' || coalesce($3, '')) AS whole) AS words,
    generate_series(1, length(whole) - 1) AS place
$$
"""
DROP = "DROP FUNCTION IF EXISTS station_pairs(text, text, text)"


class Pairs(Func):
    """The pairs of letters of up to three columns, as the index holds them."""

    function = "station_pairs"
    output_field = PAIRS


def pairs_of(words: str) -> list[str]:
    """What to look for when somebody types this; nothing for a single letter."""
    return list(dict.fromkeys(map("".join, pairwise(words.lower()))))


def holding(words: str, *columns: str) -> Q:
    """One of the columns has these words in it."""
    in_one = Q()
    for column in columns:
        in_one |= Q(**{f"{column}__icontains": words})
    return Q(ArrayContains(Pairs(*columns), Value(pairs_of(words), PAIRS))) & in_one

"""Where the paper of a record is drawn over REST."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.types import OpenApiTypes

from station.api.parts import Told
from station.jobs import PDF

BINARY = {(200, PDF): OpenApiTypes.BINARY}


class Pdf(Told):
    """The address of a record's paper; null where one may not print it, or lacks it."""

    def __init__(self, find: Callable[[Any], str | None], *, needs: str) -> None:
        super().__init__(
            "pdf",
            {
                "type": ["string", "null"],
                "description": "Where the paper is drawn as PDF for whoever may print "
                "it; every print is written down.",
            },
            lambda obj, _user: find(obj),
            needs=(needs,),
        )

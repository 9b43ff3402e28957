"""The hard limits of duty, in one place: whatever puts somebody on a shift asks here.

Ages and night (未成年人保护法), fitness and insurance (志愿服务条例, articles 15 and 17)
are the law's; hours and rest are the station's own (``DutyLimits``).
"""

from patrols.limits.asking import (
    bars_of,
    bars_on,
    check,
    check_hours,
    check_person,
    is_risky,
    open_to,
    refusal,
)
from patrols.limits.bars import (
    Span,
    Standing,
    hour_bars,
    merged,
    seconds_within,
    weeks_of,
)
from patrols.limits.known import (
    AROUND,
    candidates,
    held_by,
    insured_days,
    members_of,
    teams_open_to,
    walked_by,
)
from patrols.limits.rules import NAMES, Rules, row_of, rules_of

__all__ = [
    "AROUND",
    "NAMES",
    "Rules",
    "Span",
    "Standing",
    "bars_of",
    "bars_on",
    "candidates",
    "check",
    "check_hours",
    "check_person",
    "held_by",
    "hour_bars",
    "insured_days",
    "is_risky",
    "members_of",
    "merged",
    "open_to",
    "refusal",
    "row_of",
    "rules_of",
    "seconds_within",
    "teams_open_to",
    "walked_by",
    "weeks_of",
]

"""What patrols bring to the shared pages."""

from django.utils.translation import gettext_lazy as _

from patrols import about  # noqa: F401
from patrols.panels import (
    alarms,  # noqa: F401
    coverage,  # noqa: F401
    findings,  # noqa: F401
    kinds,  # noqa: F401
    lookouts,  # noqa: F401
    maps,  # noqa: F401
    metrics,  # noqa: F401
    mine,  # noqa: F401
    points,  # noqa: F401
    rosters,  # noqa: F401
    shifts,  # noqa: F401
    swaps,  # noqa: F401
    thanks,  # noqa: F401
    volunteers,  # noqa: F401
    walk,  # noqa: F401
)
from station.registry import NavSection, registry

registry.add_sections(NavSection("patrols", _("Volunteer patrols"), 25))

"""The manual itself."""

from django.utils.translation import gettext_lazy as _

from station.registry import registry

registry.add_about(
    "station",
    "start",
    ("manual", _("How things are done here, step by step."), "help_contents help"),
)
registry.add_about(
    "station",
    "dashboard",
    (
        "definitions",
        _("What is counted above and below the line, and which way is good."),
        "help_figures",
    ),
)

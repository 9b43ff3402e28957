"""The limits of the law."""

from django.utils.translation import gettext_lazy as _

from station.registry import registry

registry.add_about(
    "station",
    "people",
    (
        "rules",
        _(
            "A case is judged by the figure in force on its day. Beside the source stands how sure the figure is."
        ),
        "rule_list",
    ),
    (
        "rules",
        _("A new figure holds from its day on; older cases keep the old one."),
        "rule_local rule_amend",
    ),
)

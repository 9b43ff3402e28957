"""What a phone keeps for a round without signal."""

from django.utils.translation import gettext_lazy as _

from station.offline import Shortcut
from station.registry import registry

registry.offline.shell = "households:round_offline"
registry.offline.stands_in_for = "households:round_today"
registry.offline.files += [
    "css/visit.css",
    "js/files.js",
    "js/forms.js",
    "js/position.js",
    "js/signature.js",
    "vendor/signature_pad.js",
    "vendor/dexie/dexie.js",
    *(
        f"js/offline/{name}.js"
        for name in (
            "conflict",
            "conflict_page",
            "crypto",
            "delivery_page",
            "dom",
            "form",
            "outbox",
            "page",
            "permit",
            "rest",
            "round",
            "store",
            "stops_page",
            "update",
            "visit_page",
            "waiting_page",
        )
    ),
]
registry.offline.shortcuts += [
    Shortcut(_("Today's round"), "households:round_offline"),
    Shortcut(_("Record a visit"), "households:visit_pick"),
    Shortcut(_("Visits"), "households:visit_list"),
]

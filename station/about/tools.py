"""Search, exports, jobs, dashboard and map."""

from django.utils.translation import gettext_lazy as _

from station.registry import registry

registry.add_about(
    "station",
    "lists",
    (
        "search",
        _("One field for people, doors, cases and numbers; you find what you may see."),
        "search",
    ),
    (
        "workbook",
        _("Send in a workbook: first you see what it would change, then you decide."),
        "sheet_list sheet_create sheet_detail",
    ),
    (
        "filters",
        _("Rename, share or pin what you look for again and again."),
        "filter_edit",
    ),
    (
        "whole-numbers",
        _(
            "Lists leave masked. With whole numbers only for a purpose, let out by a second person, fetched once."
        ),
        "export_requests export_request",
    ),
    (
        "whole-numbers",
        _("Say what you need the whole numbers for; a second person decides."),
        "export_ask",
    ),
    (
        "whole-numbers",
        _(
            "You answer for what leaves the house: read the purpose and the columns first."
        ),
        "export_approve export_refuse",
    ),
    (
        "long-jobs",
        _("What came of a job is kept for seven days."),
        "job_list job_detail",
    ),
)
registry.add_about(
    "station",
    "dashboard",
    (
        "dashboard",
        _("What is late, where and with whom; every number opens its rows."),
        "dashboard",
    ),
    (
        "tasks",
        _("How each village stands with the five joint tasks and the four small ones."),
        "tasks",
    ),
    (
        "dashboard",
        _("Who has how much on their hands, and how much of it is late."),
        "workload",
    ),
    (
        "dashboard",
        _("All figures of one kind side by side with the days before."),
        "figure_group",
    ),
    (
        "figure",
        _("One figure whole: what it counts, its months, its parts and its places."),
        "metric",
    ),
    (
        "wall",
        _(
            "Figures for the duty room, large and dark, without signing in and without anybody's name."
        ),
        "wall_list wall_create",
    ),
    (
        "reports",
        _(
            "The figures of a week or a month as they stood, with your words; signed, nothing changes any more."
        ),
        "report_list report_detail report_ask",
    ),
    (
        "reports",
        _("The figures are frozen; what you write says what they mean."),
        "report_texts report_sign report_sign_county",
    ),
    (
        "reports",
        _("A signed report stays; a correction is a new one with its reason."),
        "report_correct report_drop",
    ),
)
registry.add_about(
    "station",
    "map",
    (
        "layers",
        _("What stands where, and figures by area. Choose an area to step into it."),
        "map",
    ),
    (
        "outlines",
        _("The maps of patrols draw it; no map server is asked."),
        "area_outline",
    ),
)

"""Points, patrols, findings, alarms and coverage."""

from django.utils.translation import gettext_lazy as _

from station.registry import registry

registry.add_about(
    "patrols",
    "patrols",
    (
        "points",
        _("Places one passes, with a code to scan, strung together as routes."),
        "point_list point_detail point_create point_edit route_list route_detail route_create route_edit",
    ),
    (
        "points",
        _(
            "Streets, school runs, forests, waters, fields: each with its season and what is looked at on the way."
        ),
        "kind_list",
    ),
    (
        "points",
        _("What is looked at on this kind of patrol, and in which months."),
        "kind_detail kind_create kind_edit kind_line_add kind_line_edit",
    ),
    (
        "on-duty",
        _("On duty, at the point, off duty: one tap each, also without signal."),
        "duty_on duty_off check_in walk",
    ),
    (
        "on-duty",
        _("Who walked where and how long; tracks only on duty and with consent."),
        "patrol_list patrol_detail patrol_end track_out track_map track_in",
    ),
    (
        "on-duty",
        _("What is in doubt is shown and asked, nobody is punished by a machine."),
        "check_in_list check_in_confirm check_in_strike",
    ),
    (
        "findings",
        _("What was seen on the way, with photo and place, until it is settled."),
        "finding_list finding_detail finding_create finding_correct",
    ),
    (
        "findings",
        _(
            "To whoever can put it right, with a day; what became of it comes back here."
        ),
        "finding_pass_on finding_take_back finding_hand_over finding_postpone finding_settle finding_reopen",
    ),
    (
        "findings",
        _("Told to the station and to everybody on patrol, until found."),
        "lookout_list",
    ),
    (
        "findings",
        _("What the missing person looks like, and who saw them last where."),
        "lookout_detail lookout_sight",
    ),
    (
        "alarms",
        _("Who called for help, who answered and how soon."),
        "alarm_list alarm_detail alarm_settle",
    ),
    (
        "alarms",
        _("Calls for help that nobody has answered yet, renewed every five seconds."),
        "alarm_board",
    ),
    (
        "alarms",
        _(
            "Calls the officers on duty with your name and position; 110 stands beside it."
        ),
        "alarm_press alarm_own",
    ),
    (
        "coverage",
        _("Where and when patrol is needed, planned and walked, place by hour."),
        "coverage coverage_cell",
    ),
    (
        "coverage",
        _("How much was walked, found and settled, with the formula of each figure."),
        "measures measure_parts",
    ),
    (
        "coverage",
        _(
            "How much patrol a place needs at an hour of the week: its calls and findings by weight, and the hours the chief has set."
        ),
        "need_list",
    ),
    (
        "coverage",
        _("What makes an hour count more: kinds of calls, or the chief's word."),
        "need_rate_new need_hours_new need_edit need_drop",
    ),
)

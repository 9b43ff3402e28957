"""The pages of inspections."""

from tests.access.rows import Row, posted

PAGES = {
    # -- inspections and hazards -----------------------------------------------
    "households:inspection_list": Row("inspection.view"),
    "households:inspection_export": Row("inspection.export"),
    "households:inspection_coverage": Row("inspection.view"),
    "households:inspection_start": Row("inspection.create"),
    "households:inspection_from": Row("inspection.create"),
    "households:inspection_detail": Row("inspection.view", "inspection"),
    "households:inspection_create": Row("inspection.create", "venue"),
    "households:inspection_round": Row("inspection.view", "inspection round"),
    "households:inspection_round_finish": posted(
        "inspection.create", "inspection round"
    ),
    "households:inspection_stop": Row("inspection.create", "inspection stop"),
    "households:inspection_skip": posted("inspection.create", "inspection stop"),
    "households:venue_edit": Row("unit.edit", "unit"),
    "households:unit_hazard_create": Row("hazard.create", "unit"),
    "households:hazard_list": Row("hazard.view"),
    "households:hazard_export": Row("hazard.export"),
    "households:hazard_bulk": posted("hazard.view"),
    "households:hazard_create": Row("hazard.create"),
    "households:hazard_detail": Row("hazard.view", "hazard"),
    "households:hazard_notify": Row("hazard.edit", "hazard"),
    "households:hazard_report_done": Row("hazard.edit", "hazard"),
    "households:hazard_extend": Row("hazard.extend", "hazard"),
    "households:hazard_reinspect": Row("hazard.edit", "hazard"),
    "households:hazard_transfer": Row("hazard.edit", "hazard"),
    "households:hazard_answer": Row("hazard.edit", "hazard"),
    "households:hazard_close": Row("hazard.edit", "hazard"),
    "households:hazard_notice": Row("hazard.view", "hazard notice"),
    "households:hazard_notice_paper": Row("hazard.print", "hazard notice"),
    "venues:kind_list": Row("venue_kind.view"),
    "venues:kind_create": Row("venue_kind.create"),
    "venues:kind_edit": Row("venue_kind.edit", "venue kind"),
    "venues:checklist_list": Row("checklist.view"),
    "venues:adopt": posted("checklist.adopt"),
    "venues:checklist_draft": Row("checklist.create"),
    "venues:checklist_detail": Row("checklist.view", "checklist"),
    "venues:checklist_publish": posted("checklist.edit", "checklist"),
    "venues:item_create": Row("checklist.edit", "checklist"),
    "venues:item_edit": Row("checklist.edit", "checklist item"),
    "venues:item_drop": posted("checklist.edit", "checklist item"),
    "station:rule_list": Row("legal_rule.view"),
    "station:rule_amend": Row("legal_rule.edit", "legal rule"),
}

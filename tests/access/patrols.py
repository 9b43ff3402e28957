"""The pages of patrols."""

from tests.access.rows import Row, posted

PAGES = {
    "patrols:mine": Row("volunteer.keep"),
    # -- volunteers --------------------------------------------------------------
    "patrols:volunteer_list": Row("volunteer.view"),
    "patrols:volunteer_export": Row("volunteer.export"),
    "patrols:volunteer_create": Row("volunteer.create"),
    "patrols:volunteer_detail": Row("volunteer.view", "volunteer"),
    "patrols:volunteer_edit": Row("volunteer.edit", "volunteer"),
    "patrols:volunteer_accept": Row("volunteer.vet", "applicant"),
    "patrols:volunteer_refuse": Row("volunteer.vet", "applicant"),
    "patrols:volunteer_account": Row("volunteer.vet", "volunteer"),
    "patrols:volunteer_rest": Row("volunteer.edit", "volunteer"),
    "patrols:volunteer_resume": posted("volunteer.edit", "volunteer"),
    "patrols:volunteer_leave": Row("volunteer.edit", "volunteer"),
    "patrols:volunteer_reapply": posted("volunteer.vet", "volunteer"),
    "patrols:training_add": Row("volunteer.edit", "volunteer"),
    "patrols:insurance_add": Row("volunteer.edit", "volunteer"),
    "patrols:equipment_add": Row("volunteer.edit", "volunteer"),
    "patrols:equipment_back": Row("volunteer.edit", "equipment of a volunteer"),
    "patrols:training_strike": posted("volunteer.edit", "training of a volunteer"),
    "patrols:insurance_strike": posted("volunteer.edit", "insurance of a volunteer"),
    # -- teams -------------------------------------------------------------------
    "patrols:team_list": Row("team.view"),
    "patrols:team_export": Row("team.export"),
    "patrols:team_create": Row("team.create"),
    "patrols:team_detail": Row("team.view", "patrol team"),
    "patrols:team_edit": Row("team.edit", "patrol team"),
    "patrols:team_dissolve": Row("team.edit", "patrol team"),
    "patrols:team_join": Row("team.edit", "patrol team"),
    "patrols:member_role": Row("team.edit", "membership of a team"),
    "patrols:member_leave": posted("team.edit", "membership of a team"),
}

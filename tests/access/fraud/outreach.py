"""What the access tests know of outreach and material."""

from station.views.policy import PUBLIC
from tests import factories as make
from tests.access.rows import Row, posted

EVENT, MATERIAL = "outreach event", "outreach material"
PAGES = {
    "antifraud:outreach_list": Row("outreach.view"),
    "antifraud:outreach_export": Row("outreach.export"),
    "antifraud:outreach_bulk": posted("outreach.view"),
    "antifraud:outreach_calendar": Row("outreach.view"),
    "antifraud:outreach_file": Row("outreach.view"),
    "antifraud:outreach_create": Row("outreach.create"),
    "antifraud:outreach_detail": Row("outreach.view", EVENT),
    "antifraud:outreach_event_file": Row("outreach.view", EVENT),
    "antifraud:outreach_poster": Row("outreach.view", EVENT),
    "antifraud:outreach_edit": Row("outreach.edit", EVENT),
    "antifraud:outreach_hand_over": Row("outreach.edit", EVENT),
    "antifraud:outreach_cancel": Row("outreach.edit", EVENT),
    "antifraud:outreach_resume": Row("outreach.edit", EVENT),
    "antifraud:outreach_write_up": Row("outreach.edit", EVENT),
    "antifraud:outreach_correct": Row("outreach.edit", EVENT),
    "antifraud:outreach_materials": Row("outreach.edit", EVENT),
    "antifraud:outreach_photos": Row("outreach.edit", EVENT),
    "antifraud:material_list": Row("material.view"),
    "antifraud:material_export": Row("material.export"),
    "antifraud:material_moves": Row("material.view"),
    "antifraud:material_moves_export": Row("material.export"),
    "antifraud:material_create": Row("material.create"),
    "antifraud:material_detail": Row("material.view", MATERIAL),
    "antifraud:material_edit": Row("material.edit", MATERIAL),
    "antifraud:material_take_in": Row("material.edit", MATERIAL),
    "antifraud:material_take_out": Row("material.edit", MATERIAL),
    "antifraud:material_count": Row("material.edit", MATERIAL),
    "outreach:face": Row(PUBLIC, EVENT, args=lambda event: [event.link]),
    "outreach:file": Row(PUBLIC, EVENT, args=lambda event: [event.link]),
}
MAKERS = {  # a record of each kind, in a village
    EVENT: lambda village: make.OutreachFactory(area=village),
    MATERIAL: lambda village: make.MaterialFactory(area=village),
    "move of material": lambda village: make.MaterialMoveFactory(
        material__area=village
    ),
}
# Resource of the API: what its records are called in MAKERS.
RECORDS = {
    "outreach-events": EVENT,
    "materials": MATERIAL,
    "material-moves": "move of material",
}
OWN = set()  # resources without a record of somebody else
REST = {  # resource: a record of it in an area, with SECRET in what is sealed
    "outreach-events": lambda area: make.OutreachFactory(area=area),
    "materials": lambda area: make.MaterialFactory(area=area),
    "material-moves": lambda area: make.MaterialMoveFactory(material__area=area),
}

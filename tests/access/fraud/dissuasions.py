"""What the access tests know of dissuasions."""

from tests import factories as make
from tests.access.rows import Row, posted

PAGES = {
    "antifraud:dissuasion_list": Row("dissuasion.view"),
    "antifraud:dissuasion_export": Row("dissuasion.export"),
    "antifraud:dissuasion_board": Row("dissuasion.answer"),
    "antifraud:dissuasion_create": Row("dissuasion.create"),
    "antifraud:dissuasion_detail": Row("dissuasion.view", "dissuasion"),
    "antifraud:dissuasion_answer": posted("dissuasion.answer", "dissuasion"),
    "antifraud:dissuasion_try": Row("dissuasion.answer", "dissuasion"),
    "antifraud:dissuasion_settle": Row("dissuasion.answer", "dissuasion"),
    "antifraud:dissuasion_hand_over": Row("dissuasion.answer", "dissuasion"),
    "antifraud:dissuasion_correct": Row("dissuasion.answer", "dissuasion"),
}
MAKERS = {  # a record of each kind, in a village
    "dissuasion": lambda village: make.DissuasionFactory(area=village),
}
RECORDS = {"dissuasions": "dissuasion"}
OWN = set()
REST = {
    "dissuasions": lambda area: make.DissuasionFactory(
        area=area, phone="13812345678", told="女儿在兰州打工", result="女儿在兰州打工"
    ),
}

"""What the access tests know of waves."""

from tests import factories as make
from tests.access.rows import Row

PAGES = {
    "antifraud:wave_list": Row("wave.view"),
    "antifraud:wave_export": Row("wave.export"),
    "antifraud:wave_detail": Row("wave.view", "wave"),
    "antifraud:wave_confirm": Row("wave.decide", "wave"),
    "antifraud:wave_dismiss": Row("wave.decide", "wave"),
    "antifraud:wave_settings": Row("wave_setting.view"),
    "antifraud:wave_setting_edit": Row("wave_setting.edit", "area"),
    "antifraud:wave_setting_drop": Row(
        "wave_setting.edit", "setting of the waves", args=lambda row: [row.area_id]
    ),
}
MAKERS = {  # a record of each kind, in a village
    "wave": lambda village: make.WaveFactory(area=village),
    "setting of the waves": lambda village: make.WaveSettingFactory(area=village),
}
RECORDS = {"waves": "wave", "wave-settings": "setting of the waves"}
OWN = set()
REST = {
    "waves": lambda area: make.WaveFactory(area=area),
    # One an area: of a place below it.
    "wave-settings": lambda area: make.WaveSettingFactory(
        area=make.GridFactory(parent=area)
    ),
}

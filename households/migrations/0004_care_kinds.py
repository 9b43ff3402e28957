"""The kinds of cared-for people and of equipment every office begins with."""

from django.db import migrations

CARE = (
    (
        "elderly_alone",
        "独居老人",
        "Elderly person living alone",
        "du ju lao ren",
        15,
        ["spring", "mid_autumn", "double_ninth"],
    ),
    (
        "left_behind_child",
        "留守儿童",
        "Child without parents nearby",
        "liu shou er tong",
        30,
        ["spring", "children"],
    ),
    (
        "left_behind_elder",
        "留守老人",
        "Elderly person without children nearby",
        "liu shou lao ren",
        30,
        ["spring", "double_ninth"],
    ),
    ("disabled", "残疾人", "Person with a disability", "can ji ren", 30, ["spring"]),
    (
        "low_income",
        "困难家庭",
        "Family in hardship",
        "kun nan jia ting",
        60,
        ["spring"],
    ),
    (
        "other",
        "其他关爱对象",
        "Other cared-for person",
        "qi ta guan ai dui xiang",
        60,
        [],
    ),
)
EQUIPMENT = (
    ("one_key_alarm", "一键报警装置", "One-key alarm", 30, 3, False),
    ("video", "视频监控", "Video coverage", 90, 7, True),
    ("emergency_light", "应急照明", "Emergency lighting", 90, 7, False),
    ("barrier", "防冲撞设施", "Vehicle barriers", 180, 7, False),
    ("guard_kit", "安保防护器材", "Guards' protective kit", 90, 7, False),
)  # fmt: skip


def seed(apps, schema_editor):
    category = apps.get_model("households", "CareCategory")
    for code, name, english, sort, days, holidays in CARE:
        category.objects.get_or_create(
            code=code,
            defaults={
                "name": name,
                "name_en": english,
                "name_sort": sort,
                "cycle_days": days,
                "holidays": holidays,
            },
        )
    kind = apps.get_model("households", "EquipmentKind")
    for code, name, english, days, again, cameras in EQUIPMENT:
        kind.objects.get_or_create(
            code=code,
            defaults={
                "name": name,
                "name_en": english,
                "cycle_days": days,
                "retest_days": again,
                "has_cameras": cameras,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("households", "0003_document_kinds")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]

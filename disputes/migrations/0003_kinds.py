"""The kinds of quarrels and the five grades every office begins with."""

from django.db import migrations

FIELDS = (
    ("neighbour", "邻里纠纷", "Neighbours"),
    ("land_boundary", "地界纠纷", "Land boundary"),
    ("water_land", "水利土地纠纷", "Water and land use"),
    ("family", "家庭纠纷", "Family"),
    ("marriage", "婚恋纠纷", "Marriage and love"),
    ("debt", "债务纠纷", "Debt"),
    ("wages", "劳资纠纷", "Wages"),
    ("parking", "停车纠纷", "Parking"),
    ("tenancy", "房屋租赁纠纷", "Tenancy"),
    ("property_management", "物业纠纷", "Property management"),
    ("business", "生产经营纠纷", "Business"),
    ("consumer", "消费纠纷", "Consumers"),
    ("medical", "医疗纠纷", "Medical"),
    ("other", "其他纠纷", "Other quarrels"),
)
GRADES = (
    (1, "一级", "Grade one", "口角琐事，情绪平稳，一次即可劝和。",
     "A trifle; calm, one talk settles it.", "tin", "simple"),
    (2, "二级", "Grade two", "有具体诉求，双方愿意坐下来谈。",
     "Clear demands; both are willing to talk.", "iron", "simple"),
    (3, "三级", "Grade three", "积怨或涉及财物，需要查明事实、反复做工作。",
     "An old grudge or property at stake; facts must be found.", "copper", "general"),
    (4, "四级", "Grade four", "情绪对立，有激化苗头，或者涉及多户。",
     "Set against each other, may flare up, or several families.", "silver",
     "general"),
    (5, "五级", "Grade five", "可能转为刑事案件或者群体性事件，须多部门联动。",
     "May become a crime or a crowd; several offices are needed.", "gold", "major"),
)  # fmt: skip


def seed(apps, schema_editor):
    field = apps.get_model("disputes", "DisputeField")
    for place, (code, chinese, english) in enumerate(FIELDS, start=1):
        field.objects.get_or_create(
            code=code,
            defaults={
                "title_zh": chinese,
                "title_en": english,
                "order": place * 10,
            },
        )
    grade = apps.get_model("disputes", "DisputeGrade")
    for level, chinese, english, meaning, in_english, tongue, tier in GRADES:
        grade.objects.get_or_create(
            level=level,
            defaults={
                "title_zh": chinese,
                "title_en": english,
                "meaning_zh": meaning,
                "meaning_en": in_english,
                "mediator_type": tongue,
                "tier": tier,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("disputes", "0002_whole_life")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]

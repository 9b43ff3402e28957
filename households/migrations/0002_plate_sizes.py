"""The sizes in which door plates are usually made; an office may change them."""

from django.db import migrations

SIZES = (
    # name, width, height, cut from A4 sheets
    ("街巷金属门牌", 300, 200, False),
    ("户门牌", 150, 90, False),
    ("小户门牌", 120, 80, True),
    ("二维码贴", 60, 40, True),
)


def add(apps, _schema_editor):
    """Only where nobody described sizes before."""
    model = apps.get_model("households", "PlateSize")
    if model.objects.exists():
        return
    for position, (name, width, height, is_on_sheets) in enumerate(SIZES, start=1):
        model.objects.create(
            name=name,
            width_mm=width,
            height_mm=height,
            is_on_sheets=is_on_sheets,
            position=position * 10,
        )


class Migration(migrations.Migration):
    dependencies = [("households", "0001_initial")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]

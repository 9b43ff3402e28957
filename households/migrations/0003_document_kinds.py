"""The documents people wait for most; the office adds others."""

from django.db import migrations

KINDS = [
    ("id_card", "居民身份证", "ID card", 10),
    ("residence_permit", "居住证", "Residence permit", 10),
    ("dog_licence", "养犬登记证", "Dog licence", 15),
    ("hukou_book", "居民户口簿", "Household register book", 7),
]


def add(apps, _schema_editor):
    kinds = apps.get_model("households", "DocumentKind")
    for order, (code, name, name_en, days) in enumerate(KINDS, start=1):
        kinds.objects.get_or_create(
            code=code,
            defaults={
                "name": name,
                "name_en": name_en,
                "working_days": days,
                "order": 10 * order,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("households", "0002_plate_sizes")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]

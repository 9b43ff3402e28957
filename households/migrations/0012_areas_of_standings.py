"""Households that were there before: their standing lies where they live."""

from django.db import migrations

FILL = """
UPDATE households_householdstanding AS standing SET area_id = household.area_id
FROM households_household AS household
WHERE household.id = standing.household_id AND household.left_on IS NULL
  AND standing.area_id IS DISTINCT FROM household.area_id
"""


class Migration(migrations.Migration):
    dependencies = [("households", "0011_standing_areas")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]

"""Draw the life of a dispute into the documentation."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from disputes.life_picture import draw

PICTURE = Path(settings.BASE_DIR) / "docs" / "dispute_life.svg"


class Command(BaseCommand):
    help = "Draw docs/dispute_life.svg from the moves the workflow allows."

    def handle(self, *args, **options):
        PICTURE.write_text(draw(), encoding="utf-8")
        self.stdout.write(str(PICTURE.relative_to(settings.BASE_DIR)))

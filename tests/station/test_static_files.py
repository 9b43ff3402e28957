from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command


@pytest.mark.slow
class TestStationStaticStorage:
    def test_what_is_collected_is_served_whole(self, settings, tmp_path):
        settings.STATIC_ROOT = tmp_path
        settings.STORAGES = settings.STORAGES | {
            "staticfiles": {"BACKEND": "config.staticfiles.StationStaticStorage"}
        }

        call_command("collectstatic", interactive=False, stdout=StringIO())

        made = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert not [path.name for path in made if not path.stat().st_size]
        source = Path(settings.BASE_DIR) / "static" / "css" / "tokens.css"
        [tokens] = tmp_path.glob("css/tokens.*.css")
        assert tokens.read_text() == source.read_text()
        [tabler] = tmp_path.glob("vendor/tabler/css/tabler.min.*.css")
        assert tabler.stat().st_size > 100_000
        assert b"sourceMappingURL" not in tabler.read_bytes()

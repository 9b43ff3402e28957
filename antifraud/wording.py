"""What an alert can say of a scam type, put together from what is known of it."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from antifraud.actions.alert_words import LONGEST_SHORT
from antifraud.models import ScamType
from antifraud.workflow.alerts import Form

MOST_PHRASES = 2


def proposed(scam_type: ScamType) -> dict:
    """Heading and text to begin with; what residents read is Chinese."""
    with translation.override(settings.LANGUAGE_CODE):
        body = "\n".join(filter(None, _parts(scam_type)))
        title = _("Beware of “%(name)s”") % {"name": scam_type.name_zh}
    is_short = len(body) <= LONGEST_SHORT
    return {
        "title": title,
        "body": body,
        "form": Form.TEXT if is_short else Form.ARTICLE,
        "source": scam_type.source,
    }


def _parts(scam_type: ScamType):
    """Signs, what they say, advice, the hotline."""
    yield scam_type.signs.strip()
    said = [line.strip() for line in scam_type.phrases.splitlines() if line.strip()]
    if said:
        quoted = "".join(f"“{line}”" for line in said[:MOST_PHRASES])
        yield _("They say: %(words)s") % {"words": quoted}
    yield scam_type.advice.strip()
    yield _("In doubt call the anti-fraud hotline %(number)s first.") % {
        "number": scam_type.hotline
    }

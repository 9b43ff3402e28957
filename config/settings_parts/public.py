"""What stands behind the QR codes: how much may be sent, and until when to answer."""

from config import env

# Working days after it came in, that day not counted; a station may decide otherwise.
REPLY_WORKING_DAYS = {
    "message": env.number("REPLY_DAYS_MESSAGE", default=3, least=1),
    "question": env.number("REPLY_DAYS_QUESTION", default=2, least=1),
    "advice": env.number("REPLY_DAYS_ADVICE", default=3, least=1),
    "tip": env.number("REPLY_DAYS_TIP", default=1, least=1),
}
# Messages and tips an hour; many residents share one address of their carrier.
PUBLIC_SENDS_PER_ADDRESS = env.number("PUBLIC_SENDS_PER_ADDRESS", default=30, least=1)
PUBLIC_SENDS_PER_CARD = env.number("PUBLIC_SENDS_PER_CARD", default=120, least=1)
# Calls for help an hour are counted apart, so that no flood closes this door.
PUBLIC_HELP_PER_ADDRESS = env.number("PUBLIC_HELP_PER_ADDRESS", default=10, least=1)
PUBLIC_HELP_PER_CARD = env.number("PUBLIC_HELP_PER_CARD", default=60, least=1)
# Receipts looked up, and codes that do not exist, in ten minutes.
PUBLIC_LOOKUPS_PER_ADDRESS = env.number(
    "PUBLIC_LOOKUPS_PER_ADDRESS", default=60, least=1
)
# Nobody reads and fills the form faster; what comes sooner is a machine.
PUBLIC_FORM_SECONDS = env.number("PUBLIC_FORM_SECONDS", default=3)

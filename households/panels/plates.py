"""What the door plates bring to the shared pages."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from households import plate_job
from households.lists import plates as plate_lists  # noqa: F401
from households.models import DoorPlate
from station import policy
from station.registry import NavItem, Panel, registry


def of_household(request, household) -> dict | None:
    """The plate of the household's door, or that it has none."""
    user = request.user
    if not policy.can(user, "door_plate.view", household):
        return None
    plates = DoorPlate.objects.visible_to(user).filter(address=household.address_id)
    plate = plates.valid().for_list().defer("token").first()
    may_order = plate is None and policy.can(user, "door_plate.create", household)
    page = reverse("households:plate_batch_chosen")
    return {
        "plate": plate,
        "order_url": f"{page}?addresses={household.address_id}" if may_order else "",
    }


registry.add_job(plate_job.KIND)
for page_name in ("household", "unit"):
    registry.add_panel(
        page_name,
        Panel(
            key="door_plate",
            template="households/_plate_panel.html",
            context=of_household,
            order=35,
        ),
    )
registry.add_nav(
    NavItem(
        key="plates",
        label=_("Door plates"),
        icon="qrcode",
        url_name="households:plate_coverage",
        permission="door_plate.figures",
        order=55,
        section="cards",
    ),
    NavItem(
        key="plate_sizes",
        label=_("Sizes of plates"),
        icon="settings",
        url_name="households:plate_size_list",
        permission="plate_size.edit",
        order=80,
        place="manage",
    ),
)
registry.add_event_labels(
    plate__issued=_("Door plate made"),
    plate__replaced=_("Door plate replaced"),
    plate__revoked=_("Door plate revoked"),
    plate__mounted=_("Door plate put up"),
    plate_batch__ordered=_("Plates ordered"),
    plate_batch__ready=_("Plates ready to print"),
    plate_batch__printed=_("Plates printed"),
    plate_batch__drawn_again=_("Paper made again"),
    plate_size__created=_("Size added"),
    plate_size__edited=_("Size changed"),
)

"""What boards, prints and the directory of online services bring to shared pages."""

from django.utils.translation import gettext_lazy as _

from households.lists import cards as card_lists  # noqa: F401
from station.registry import NavItem, registry

registry.add_nav(
    NavItem(
        key="boards",
        label=_("Boards"),
        icon="photo",
        url_name="households:board_list",
        permission="board.view",
        order=56,
        section="cards",
    ),
    NavItem(
        key="online_services",
        label=_("Online services"),
        icon="list-check",
        url_name="households:online_service_list",
        permission="online_service.edit",
        order=70,
        place="manage",
    ),
)
registry.add_event_labels(
    card__printed=_("Paper printed"),
    board__put_up=_("Board put up"),
    board__checked=_("Board looked at"),
    board__renewed=_("New print put up"),
    board__taken_down=_("Board taken down"),
    online_service__created=_("Online service added"),
    online_service__edited=_("Online service changed"),
    online_service__adopted=_("Common list taken over"),
)

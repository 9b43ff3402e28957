"""What was added up at one moment: a page asks for its figures all together, once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from station import prepared
from station.metrics.moment import Moment
from station.metrics.sums import Sums, Want, kept, live

Wish = tuple[list[Want], tuple[int, ...]]  # these sums of each of these areas


@dataclass
class Known:
    """Which sums were asked of which areas, and what was found."""

    asked: dict[tuple[int, ...], set[Want]] = field(
        default_factory=lambda: defaultdict(set)
    )
    found: Sums = field(default_factory=lambda: defaultdict(dict))

    def missing(self, wants: Iterable[Want], areas: Iterable[int]) -> Wish:
        places = tuple(areas)
        asked = self.asked[places]
        wants = dict.fromkeys(wants) if places else ()
        return [want for want in wants if want not in asked], places

    def note(self, wants: list[Want], rows: list[tuple[int, int, str, int]]) -> None:
        for number, area, value, n in rows:
            self.found[area, wants[number]][value] = n


def nothing_yet(_moment: Moment) -> Known:
    return Known()


def sums(wants: Iterable[Want], areas: Iterable[int], *, moment: Moment) -> Sums:
    """By area and wish: how many of each value; ``""`` where it is not parted.

    All that is known at this moment stands there; what is, is not asked again.
    """
    add_up([(wants, areas)], moment=moment)
    return moment.once(nothing_yet).found


def add_up(
    wishes: Iterable[tuple[Iterable[Want], Iterable[int]]], *, moment: Moment
) -> None:
    """Whatever a page will want to know, in one statement for all that stands now."""
    known = moment.once(nothing_yet)
    missing = [known.missing(wants, areas) for wants, areas in wishes]
    if not any(wants for wants, _places in missing):
        return
    with prepared.in_a_row():
        for wants, places in missing:
            rolled = [want for want in wants if want.counted.is_rolled]
            known.note(rolled, kept(rolled, list(places)))
        standing, where = _together(missing)
        known.note(standing, live(standing, where, moment))
    for wants, places in missing:
        known.asked[places].update(wants)


def _together(wishes: list[Wish]) -> tuple[list[Want], list[int]]:
    """What stands now of all of them, in all of their areas."""
    wants: dict[Want, None] = {}
    areas: dict[int, None] = {}
    for wish, places in wishes:
        standing = [want for want in wish if not want.counted.is_rolled]
        wants.update(dict.fromkeys(standing))
        areas.update(dict.fromkeys(places) if standing else {})
    return list(wants), list(areas)

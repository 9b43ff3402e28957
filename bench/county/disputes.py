"""Disputes of four years: who quarrelled, what was agreed, whether it was kept."""

import itertools
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from random import Random

from bench.county.loading import as_if_at, copy_lines, first_of, given_up_to, quick
from bench.county.register import local, read
from bench.county.visits import DAYS, Homes
from disputes import tiers
from disputes.actions.follow_ups import RECORD
from disputes.demo.past import OUTCOMES, SOURCES
from disputes.demo.stories import AGREED, FOUND, PAY, RESULTS, STORIES, Story
from disputes.models import (
    Agreement,
    Dispute,
    DisputeFollowUp,
    DisputeParty,
    DisputeStep,
    Mediation,
    Obligation,
    TierChange,
)
from disputes.workflow.intake import Track
from households.models import FollowUp
from station import sealed_words
from station.actions.numbers import next_block
from station.copying import copy_in
from station.demo import names
from station.models import Event

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
BATCH = 3000
LASTING = 0.004  # of the old ones still open
TABLES = (
    Dispute, DisputeParty, Mediation, Agreement, Obligation, FollowUp, DisputeFollowUp,
)  # fmt: skip
# Nothing sealed in them and nothing points to them: their rows go in as they are.
PLAIN = {
    Event: (
        "kind, subject, trail, area_id, actor_id, happened_at, recorded_at, changes, note"
    ),
    DisputeStep: "dispute_id, step, done_at, signed_by_id",
    TierChange: (
        "dispute_id, from_tier, to_tier, proposed, facts, reason, changed_by_id, changed_at"
    ),
}
FINISHED = frozenset({"settled", "failed"})


class Disputes:
    """Month by month, as they come in; those of the last weeks are being worked on."""

    def __init__(self, *, chance: Random, at: datetime, homes: Homes, villages) -> None:
        self.chance, self.at, self.homes = chance, at, homes
        self.village_of = {
            area: village
            for village in villages
            for area in (village.area.pk, *village.grids)
        }
        self.found = {model: [] for model in (*TABLES, *PLAIN)}

    def make(self, count: int) -> None:
        """So many, numbered station by station and year by year."""
        self.next = {model: itertools.count(first_of(model, 1)) for model in TABLES}
        with quick(*TABLES, *PLAIN):
            for start in range(0, count, BATCH):
                size = min(BATCH, count - start)
                moment = self._moment(start, count)
                for number in range(start, start + size):
                    self._one(number, self._moment(number, count))
                self._number()
                self._write(moment)
            for model, keys in self.next.items():
                given_up_to(model, next(keys) - 1)

    def _moment(self, number: int, count: int) -> datetime:
        """Evenly over the years, in the order of their keys."""
        day = number * DAYS / count
        on = self.at.date() - (DAYS - int(day)) * DAY
        return local(on, 8 * 60 + int(day % 1 * 10 * 60))

    def _one(self, number: int, moment: datetime) -> None:
        chance, homes = self.chance, self.homes
        place = chance.randrange(len(homes.keys))
        story = chance.choice(STORIES)
        officer = homes.officers[place]
        row = self._reported(place, story, moment, officer)
        self._parties(row, place)
        self._course(row, story, officer)
        self._add(Dispute, row)

    def _add(self, model, row) -> None:
        row.pk = row.pk or next(self.next[model])
        self.found[model].append(row)

    # -- the dispute and its parties -------------------------------------------------

    def _reported(self, place: int, story: Story, moment, officer: int) -> Dispute:
        homes, chance = self.homes, self.chance
        village = self.village_of[homes.areas[place]]
        amount = story.amounts and chance.randrange(*story.amounts, 50)
        where = f"{village.name}{chance.randint(1, 8)}社"
        return Dispute(
            pk=next(self.next[Dispute]),
            area_id=homes.areas[place],
            household_id=homes.keys[place],
            place=where,
            place_key=where,
            source=chance.choice(SOURCES),
            field=story.field,
            grade=story.grade,
            tier=tiers.OF_GRADE[story.grade],
            event_on=moment.date(),
            amount=Decimal(amount) if amount else None,
            people_count=story.people,
            dangers=list(story.dangers),
            is_domestic_violence=story.is_domestic_violence,
            summary=story.summary,
            summary_words=_figures(story.summary),
            reported_at=moment,
            reported_by_id=officer,
            due_at=moment + 2 * DAY,
        )

    def _parties(self, row: Dispute, place: int) -> None:
        """Somebody of the household, and a neighbour the register does not know."""
        chance, shown = self.chance, []
        for side in ("one", "other"):
            name = names.full_name(chance, sex=chance.choice(("male", "female")))
            party = DisputeParty(
                dispute_id=row.pk,
                side=side,
                name=name,
                resident_id=self.homes.heads[place] if side == "one" else None,
            )
            if chance.random() < 0.7:
                party.write_phone(names.phone(chance))
            shown.append(name)
            self._add(DisputeParty, party)
        row.party_names = "、".join(shown)
        row.tokens = list(
            dict.fromkeys(token for name in shown for token in read(name)[1])
        )

    # -- what became of it -----------------------------------------------------------

    def _course(self, row: Dispute, story: Story, officer: int) -> None:
        """Taken up, mediated, gone back to, concluded: as far as time allows."""
        chance = self.chance
        self._told(row, "reported", row.reported_at, officer)
        self._step(row, "screening", row.reported_at, officer)
        tier = (row.pk, "", row.tier, row.tier, "{}", "", officer, row.reported_at)
        self.found[TierChange].append(tier)
        taken_up = row.reported_at + chance.randint(1, 40) * HOUR
        if taken_up > self.at:
            return
        row.status, row.taken_up_at, row.assigned_to_id = "taken_up", taken_up, officer
        self._told(row, "taken_up", taken_up, officer)
        self._step(row, "intervention", taken_up, officer)
        row.due_at = taken_up + 30 * DAY
        finished = taken_up + chance.randint(1, 5 + 5 * story.grade) * DAY
        if finished > self.at or chance.random() < LASTING:
            return
        outcome = chance.choices(list(OUTCOMES), list(OUTCOMES.values()))[0]
        ended = finished
        if outcome in FINISHED:
            ended = finished + chance.randint(2, 30) * DAY
            self._finished(row, story, outcome, finished, ended, officer)
        if ended > self.at:
            return
        row.status, row.outcome, row.result = "ended", outcome, RESULTS[outcome]
        row.ended_at, row.ended_by_id, row.due_at = ended, officer, ended
        self._told(row, "ended", ended, officer)

    def _finished(self, row, story, outcome, finished, ended, officer: int) -> None:
        """The sitting that ended it, what was agreed, and going back the next day."""
        agreed = outcome == "settled"
        police = story.answers.act != "none" and not story.is_domestic_violence
        row.track = Track.PUBLIC_SECURITY if police else Track.PEOPLE
        row.status, row.mediated_at = outcome, finished
        row.due_at = finished + 30 * DAY
        self._told(row, "settled" if agreed else "failed", finished, officer)
        sitting = Mediation(
            dispute_id=row.pk,
            ordinal=1,
            kind="ordinary",
            track=row.track,
            held_at=finished,
            place_kind="standard_room",
            facts=story.summary,
            is_impartial=True,
            rights_told=True,
            record=AGREED,
            outcome="agreed" if agreed else "not_agreed",
            written_by_id=officer,
        )
        self._add(Mediation, sitting)
        if agreed:
            self._step(row, "joint_mediation", finished, officer)
            self._agreed(row, story, sitting, ended, officer)
        self._gone_back(row, finished, officer, agreed=agreed)

    def _agreed(
        self, row, story: Story, sitting, ended: datetime, officer: int
    ) -> None:
        over, broken = ended <= self.at, self.chance.random() < 0.07
        status = ("broken" if broken else "kept") if over else "effective"
        reached, on = sitting.held_at.date(), ended.date()
        agreement = Agreement(
            dispute_id=row.pk,
            mediation_id=sitting.pk,
            number=f"高人调字第{row.pk}号",
            form="public_security" if row.track == Track.PUBLIC_SECURITY else "oral",
            status=status,
            facts=story.summary,
            terms=story.terms,
            reached_on=reached,
            effective_on=reached,
            written_by_id=officer,
            kept_on=on if status == "kept" else None,
            broken_on=on if status == "broken" else None,
            breach_answer="told" if status == "broken" else "",
        )
        self._add(Agreement, agreement)
        paid = row.amount or Decimal(500)
        duty = Obligation(
            agreement_id=agreement.pk,
            area_id=row.area_id,
            party_id=self.found[DisputeParty][-2].pk,
            kind=story.kind,
            what=story.terms,
            amount=paid if story.kind == PAY else None,
            due_on=on,
            status=status if over else "open",
            settled_on=on if over else None,
            settled_by_id=officer if over else None,
        )
        self._add(Obligation, duty)

    def _gone_back(self, row: Dispute, finished, officer: int, *, agreed: bool) -> None:
        """Promised for the next evening; nearly always kept in time."""
        due = local(finished.date() + DAY, 18 * 60)
        came = due + 2 * DAY if self.chance.random() < 0.06 else due - 2 * HOUR
        done = came <= self.at
        promise = FollowUp(
            household_id=row.household_id,
            area_id=row.area_id,
            record_kind=RECORD,
            assigned_to_id=officer,
            matter="次日回访",
            due_at=due,
            status="done" if done else "open",
            settled_at=came if done else None,
            settled_by_id=officer if done else None,
        )
        self._add(FollowUp, promise)
        found = DisputeFollowUp(
            dispute_id=row.pk, follow_up_id=promise.pk, occasion="next_day"
        )
        if done:
            found.performance = "kept" if agreed else "nothing_owed"
            found.satisfaction = self.chance.choice(
                ("satisfied", "satisfied", "partly")
            )
            found.no_briefing_reason = "入户走访时已宣传"
            found.words = self.chance.choice(FOUND)
            found.recorded_at, found.recorded_by_id = came, officer
            self._told(row, "followed_up", came, officer)
            self._step(row, "follow_up", came, officer)
        self._add(DisputeFollowUp, found)

    # -- timeline, numbers, writing --------------------------------------------------

    def _told(self, row: Dispute, what: str, moment, officer: int) -> None:
        subject = f"disputes.dispute:{row.pk}"
        home = f"households.household:{row.household_id}"
        row = (
            f"dispute.{what}",
            subject,
            f"{{{subject},{home}}}",
            row.area_id,
            officer,
        )
        self.found[Event].append((*row, moment, moment, "{}", ""))

    def _step(self, row: Dispute, step: str, moment, officer: int) -> None:
        self.found[DisputeStep].append((row.pk, step, moment, officer))

    def _number(self) -> None:
        """Each station's own series of the year, as the next one will find it."""
        series: dict[str, list[Dispute]] = {}
        for row in self.found[Dispute]:
            station = self.village_of[row.area_id].area.code[:9]
            series.setdefault(f"JF-{station}-{row.event_on.year}", []).append(row)
        for name, rows in series.items():
            for row, figure in zip(rows, next_block(name, len(rows)), strict=True):
                row.number = f"{name}-{figure:06d}"

    def _write(self, moment: datetime) -> None:
        with as_if_at(moment):
            for model in TABLES:
                copy_in(self.found[model])
                self.found[model] = []
        for model, columns in PLAIN.items():
            copy_lines(model._meta.db_table, columns, self.found[model])
            self.found[model] = []


@lru_cache
def _figures(text: str) -> list[int]:
    purpose = Dispute._meta.get_field("summary_words").purpose
    return sealed_words.figures_of(text, purpose=purpose)

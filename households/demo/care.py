"""Who is looked after in the demo: some on time, some missed, one paused, one ended."""

from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from households import festivals
from households.actions import care_plans, care_rounds
from households.models import (
    CareCategory,
    CareContact,
    CareHelper,
    CarePlan,
    GuardianConsent,
    Resident,
)
from households.workflow.care import CareStatus, ContactWay, HelperRole
from station.demo import names
from station.models import Area, Post
from station.roles import Role

PLANS = 4  # of a village
SHOWN, PLANS_SHOWN = "620724108204", 24
WATCH = (
    "冬季用煤炉取暖，每次看看窗户是否留缝。",
    "听力不好，敲门要重一些；药放在床头柜。",
    "腿脚不便，厨房地面湿滑，提醒穿防滑鞋。",
    "夜里怕黑，放学后常一个人在家，留意作业和吃饭。",
    "",
)
NOTES = (
    "电话里说身体都好，儿子周末回来。",
    "邻居说昨天还在院里晒太阳。",
    "药快吃完了，已联系村医。",
)
ROLES = (HelperRole.NEIGHBOUR, HelperRole.RELATIVE, HelperRole.COMMUNITY_WORKER)


class CareMaker:
    """Goes through the villages."""

    def __init__(self, *, chance: Random, at: datetime) -> None:
        self.chance, self.at = chance, at
        self.today = timezone.localdate(at)
        self.categories = {row.code: row for row in CareCategory.objects.all()}
        self.made = 0

    def make(self) -> str:
        posts = Post.objects.valid(on=self.today).for_role(Role.COMMUNITY_OFFICER)
        posts = posts.filter(area__kind=Area.Kind.COMMUNITY)
        for post in posts.select_related("user", "area"):
            self._village(post)
        return f"{self.made} care plans"

    def _village(self, post: Post) -> None:
        count = PLANS_SHOWN if post.area.code == SHOWN else PLANS
        people = Resident.objects.present().filter(
            area__path__startswith=post.area.path
        )
        people = people.exclude(care_kinds=[]).select_related("household", "area")
        chosen = list(people.order_by("name_sort", "pk")[: count * 2 : 2])
        for number, person in enumerate(chosen):
            self._plan(person, post, number)
        if post.area.code == SHOWN and chosen:
            self._holiday(post)

    def _holiday(self, post: Post) -> None:
        """The next holiday is planned already in the village that is shown."""
        holiday, _day = festivals.coming(on=self.today)[0]
        plans = CarePlan.objects.filter(area__path__startswith=post.area.path)
        plans.update(holidays=[holiday])
        if plans.active().exists():
            care_rounds.plan_holiday(
                area=post.area, holiday=holiday, plans=plans, by=post.user, at=self.at
            )

    def _plan(self, person: Resident, post: Post, number: int) -> None:
        if care_plans.needs_consent(person, on=self.today) and not self._asked(
            person, post
        ):
            return
        rows = [self.categories[c] for c in person.care_kinds if c in self.categories]
        cycle = min((row.cycle_days for row in rows), default=30)
        ago = self.chance.choice((1, 3, cycle // 2, cycle - 1, cycle, cycle + 2))
        plan = CarePlan(
            resident=person,
            area=person.area,
            kinds=person.care_kinds,
            carer=post.user,
            cycle_days=cycle,
            holidays=sorted({code for row in rows for code in row.holidays}),
            watch_for=self.chance.choice(WATCH),
            started_on=self.today - timedelta(days=90),
            review_on=self.today + timedelta(days=self.chance.randint(10, 200)),
            due_at=self.at,
        )
        last = self.at - timedelta(days=ago, hours=2)
        self._finish(plan, last, number, by=post.user)

    def _finish(self, plan: CarePlan, last: datetime, number: int, *, by) -> None:
        if number % 11 == 7:
            plan.status, plan.reason = CareStatus.PAUSED, "住院治疗，出院后恢复"
            plan.resume_on = self.today + timedelta(days=12)
        visits = care_rounds.visits_of(plan.resident)[:1]
        plan.last_contact_at = max([last, *visits])
        if plan.is_active:
            plan.due_at = care_rounds.due_after(plan, plan.last_contact_at)
        plan.save()
        self.made += 1
        CareContact.objects.create(
            plan=plan,
            at=last,
            by=by,
            way=self.chance.choice((ContactWay.PHONE, ContactWay.HELPER)),
            found=CareContact.Found.WELL,
            note=self.chance.choice(NOTES),
        )
        self._helper(plan, number)
        care_rounds.remind(plan, at=self.at)

    def _helper(self, plan: CarePlan, number: int) -> None:
        role = ROLES[number % len(ROLES)]
        name = names.full_name(self.chance, sex="male")
        helper = CareHelper(plan=plan, area=plan.area, role=role, name=name)
        helper.write_phone(f"139{self.chance.randint(0, 99_999_999):08d}")
        helper.save()

    def _asked(self, person: Resident, post: Post) -> bool:
        """Two guardians of three were asked already."""
        if self.chance.random() > 0.66:
            return False
        GuardianConsent.objects.create(
            resident=person,
            area=person.area,
            guardian_name=person.household.head_name or "监护人",
            relation="grandparent",
            way="paper",
            given_on=self.today - timedelta(days=60),
            taken_by=post.user,
        )
        return True


def make(*, chance: Random, at: datetime, scale: float) -> str:
    """Fill the care of every village."""
    return CareMaker(chance=chance, at=at).make()

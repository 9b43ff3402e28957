"""Visit rules, a campaign, rounds, questions and field visits for the demo."""

from datetime import datetime, time, timedelta
from random import Random

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from households.actions import (
    campaigns,
    due_dates,
    field_visits,
    rounds,
    rules,
    visit_questions,
    visits,
)
from households.models import (
    Household,
    HouseholdStanding,
    Outcome,
    Purpose,
    Visit,
    VisitQuestion,
)
from station.models import Area, Post
from station.roles import Role

SHOWN = "620724108204"
RULES = (
    ("ordinary", 180, "", "", "县局社区警务工作规范"),
    ("new", 30, "", "", "县局社区警务工作规范"),
    ("tenure_rented", 90, "", "", "出租房屋管理要求"),
    ("residence_migrant", 90, "", "", "流动人口服务管理要求"),
    ("care_elderly_alone", 30, "", "", "关爱服务清单"),
    ("care_left_behind_child", 30, "", "", "关爱服务清单"),
    ("care_low_income", 60, "", "", "关爱服务清单"),
    ("care_elderly_alone", 14, "11-15", "03-15", "冬季取暖防一氧化碳中毒"),
)
SEASONS = (
    (
        "春灌（制种玉米、小麦）",
        "03-20",
        "04-30",
        ["farming", "water"],
        "按轮灌次序放水，遇抢水先找村组长和警务室，不动手。\n渠边看好孩子，夜间浇水结伴带灯。",
        (
            "Water in turn; call the group leader and the officer before a quarrel. "
            "Keep children away from the channels."
        ),
    ),
    (
        "夏管夏收（小麦）",
        "06-20",
        "08-10",
        ["farming", "fire", "traffic"],
        "收割机作业前查看线路和人员，老人孩子不进作业区。\n晒场防火，公路不打场晒粮。",
        (
            "Look for wires and people before the harvester starts. "
            "No drying of grain on the road."
        ),
    ),
    (
        "秋收（制种玉米、番茄）",
        "08-20",
        "10-31",
        ["farming", "theft", "fraud", "fire"],
        "收下的玉米看护好，陌生车辆收粮记下车牌。\n收购先看资质再签合同，不收“预付保证金”。\n秸秆不焚烧，农机上路贴反光标识。",
        (
            "Watch the harvested maize, note the plates of unknown buyers. "
            "Do not burn straw; reflectors on farm machines."
        ),
    ),
    (
        "冬灌与备耕（农资购买）",
        "11-01",
        "12-10",
        ["farming", "fraud", "heating"],
        "冬灌按次序，水口有争议先报村组。\n种子化肥到正规门店买，留好票据，低价上门推销要警惕。\n用煤炉取暖留通风口。",
        (
            "Winter watering in turn. Buy seed and fertiliser from known shops and keep "
            "the receipt. Keep the stove's vent open."
        ),
    ),
)
PLACES = ("二社渠东制种玉米地", "三社枸杞园地头", "村西机井旁", "一社晒场")
MET = ("张有财、李桂花", "王生福等三户", "赵玉兰", "机井管水员老周")
LEARNED = (
    "冬灌轮次已排好，两户因先后有口角，已当面说开。",
    "有外地车辆上门推销化肥，价格明显偏低，已提醒留意并记下车牌。",
    "机井电线外皮老化，已请村电工更换。",
)
SAME = "家中一切正常，已宣传防诈骗和冬季取暖安全知识，无其他情况反映。"


class PlanMaker:
    """What a chief sets up and an officer then walks."""

    def __init__(self, *, chance: Random, at: datetime) -> None:
        self.chance, self.at = chance, at
        self.today = timezone.localdate(at)

    def make(self) -> str:
        self._age_the_register()
        earlier = sum(self._earlier_visits(post) for post in self._officers())
        self._stand_as_visited()
        stations = Post.objects.valid(on=self.today).for_role(Role.STATION_CHIEF)
        posts = stations.select_related("user", "area").order_by("-pk")
        chiefs = {post.area_id: post for post in posts}  # one of each station
        for post in chiefs.values():
            self._set_up(post)
        due_dates.recompute_all(on=self.today)
        shown = self._officers().filter(area__code=SHOWN)
        posts = {post.user_id: post for post in [*self._officers()[:8], *shown]}
        walked = [self._walk(post) for post in posts.values()]
        asked = self._odd_visits()
        return (
            f"{earlier} earlier visits, {len(RULES) * len(chiefs)} visit rules, "
            f"{len(walked)} rounds, {asked} questions about visits"
        )

    def _age_the_register(self) -> None:
        """The register was taken up three quarters of a year ago."""
        Household.objects.update(created_at=self.at - timedelta(days=270))

    def _earlier_visits(self, post: Post) -> int:
        """What was taken over from the office's paper: some villages did better."""
        share = self.chance.uniform(0.35, 0.98)
        rows = Household.objects.present().filter(
            area__path__startswith=post.area.path,
            standing__last_visited_at__isnull=True,
        )
        visits_made = [
            Visit(
                household_id=pk,
                area_id=area_id,
                visited_by=post.user,
                visited_at=moment,
                confirmed_by=post.user,
                confirmed_at=moment,
                purpose=Purpose.ROUTINE,
                outcome=Outcome.MET,
                others_met="户主",
            )
            for pk, area_id in rows.order_by("pk").values_list("pk", "area_id")
            if self.chance.random() < share
            for moment in [self._moment()]
        ]
        Visit.objects.bulk_create(visits_made, batch_size=2000)
        return len(visits_made)

    def _moment(self) -> datetime:
        day = self.today - timedelta(days=self.chance.randint(6, 130))
        clock = time(self.chance.randint(9, 17), self.chance.randint(0, 59))
        return timezone.make_aware(datetime.combine(day, clock))

    def _stand_as_visited(self) -> None:
        latest = Visit.objects.filter(household=OuterRef("household"))
        latest = latest.order_by("-visited_at").values("visited_at")[:1]
        HouseholdStanding.objects.filter(last_visited_at__isnull=True).update(
            last_visited_at=Subquery(latest)
        )

    def _set_up(self, post: Post) -> None:
        asked = {"area": post.area, "by": post.user, "at": self.at}
        began = self.today - timedelta(days=120)
        for kind, days, first, last, source in RULES:
            terms = rules.Terms(
                kind=kind,
                every_days=days,
                from_on=began,
                season_from=first,
                season_until=last,
                source=source,
            )
            rules.create(terms=terms, **asked)
        for brief in self._briefs():
            campaigns.create(brief=brief, **asked)
        for crop, first, last, advice, zh, en in SEASONS:
            season = campaigns.Season(crop, first, last, zh, en, advice)
            campaigns.create_season(season=season, **asked)

    def _briefs(self):
        yield campaigns.Brief(
            name="百万警进千万家",
            theme="million",
            from_on=self.today - timedelta(days=60),
            until_on=self.today + timedelta(days=30),
            goal_percent=80,
            topics="听一听群众对治安的意见\n查一查家里的取暖、用电\n"
            "讲一讲最近的电信诈骗手法\n留一张警民联系卡",
            advice=["fraud", "heating", "fire"],
        )
        yield campaigns.Brief(
            name="元旦节前走访困难群众",
            theme="holiday",
            from_on=self.today - timedelta(days=10),
            until_on=self.today + timedelta(days=20),
            kinds=["care_elderly_alone", "care_left_behind_child", "care_low_income"],
            goal_percent=100,
            topics="看望独居老人，检查煤炉烟道\n了解留守儿童在校和在家情况",
            advice=["heating", "minors"],
        )
        yield campaigns.Brief(
            name="走百家门 办百家事",
            theme="hundred",
            from_on=self.today - timedelta(days=200),
            until_on=self.today - timedelta(days=110),
            goal_percent=60,
            topics="每到一户，问一件难事，办一件实事",
        )

    def _officers(self):
        return (
            Post.objects.valid(on=self.today)
            .for_role(Role.COMMUNITY_OFFICER)
            .filter(area__kind=Area.Kind.COMMUNITY)
            .select_related("user", "area")
            .order_by("pk")
        )

    def _walk(self, post: Post):
        """Yesterday's round half done, today's proposed, and an hour in the fields."""
        asked = {"officer": post.user, "area": post.area, "by": post.user}
        before = self.at - timedelta(days=1)
        tour = rounds.plan(on=timezone.localdate(before), size=8, at=before, **asked)
        tour = rounds.start(tour=tour, by=post.user, at=before)
        stops = list(tour.stops.in_order().select_related("household__area"))
        for stop in stops[:5]:
            self._call(stop.household, by=post.user, at=before)
        if len(stops) > 6:
            tour = rounds.skip(
                tour=tour,
                stop=stops[6],
                reason="外出务工，春节前回来",
                by=post.user,
                at=before,
            )
        rounds.finish(tour=tour, by=post.user, at=before)
        self._in_the_fields(post)
        return rounds.plan(on=self.today, at=self.at, **asked)

    def _call(self, household, *, by, at, **more) -> Visit:
        people = list(household.residents.present()[:1])
        report = visits.Report(
            purpose=Purpose.ROUTINE,
            outcome=Outcome.MET,
            visited_at=at,
            people_met=people,
            others_met="" if people else "邻居",
            advice=["fraud", "heating"],
            **more,
        )
        return visits.record(household=household, report=report, by=by, at=at)

    def _in_the_fields(self, post: Post) -> None:
        chance = self.chance
        moment = self.at - timedelta(days=chance.randint(1, 12), hours=1)
        report = visits.Report(
            purpose=Purpose.FIELD,
            outcome=Outcome.MET,
            visited_at=moment,
            others_met=chance.choice(MET),
            learned=chance.choice(LEARNED),
            advice=["farming", "fraud"],
            place=chance.choice(PLACES),
        )
        field_visits.record(area=post.area, report=report, by=post.user, at=moment)

    def _odd_visits(self) -> int:
        """One officer's strange evening, asked about; one question is answered."""
        post = self._officers().filter(area__code=SHOWN).first()
        if post is None:
            return 0
        households = list(
            Household.objects.present()
            .filter(area__path__startswith=post.area.path)
            .select_related("area", "address")
            .order_by("-number")[:12]
        )
        day = self.today - timedelta(days=2)
        late = timezone.make_aware(datetime.combine(day, time(22, 5)))
        for order, household in enumerate(households):
            self._call(
                household,
                by=post.user,
                at=late + timedelta(minutes=4 * order),
                learned=SAME,
            )
        visit_questions.look(at=self.at)
        for question in VisitQuestion.objects.filter(kind="night", officer=post.user):
            visit_questions.answer(
                question=question,
                text="当天白天停电，晚上回所集中补录，走访时间填错了。",
                by=post.user,
                at=self.at,
            )
        return VisitQuestion.objects.count()


def make(*, chance: Random, at: datetime, scale: float) -> str:
    """The plans of the demo."""
    return PlanMaker(chance=chance, at=at).make()

"""Audiences and the alliance over REST."""

from rest_framework.decorators import action
from rest_framework.response import Response

from antifraud import overlaps
from antifraud.actions import allies, audience_members, audiences
from antifraud.api import inputs_audiences as sent
from antifraud.api import shapes_audiences as shapes
from antifraud.filters.audiences import AllyFilterSet, AudienceFilterSet
from antifraud.lists import audience_bulk  # noqa: F401
from antifraud.models import Audience
from households.api.facts import facts
from households.api.reveal import LookInput, RevealOutput, revealed
from station.actions.access import record_access
from station.api.bulk import BulkMixin
from station.api.serializers import VersionedInput
from station.api.viewsets import ShapeViewSet
from station.feed import Followed
from station.models import AccessRecord

AUDIENCE_FIELDS = list(sent.AudienceInput().fields)
ALLY_FIELDS = list(sent.AllyInput().fields)


class AudienceViewSet(BulkMixin, ShapeViewSet):
    """Whom an alert can be sent to."""

    shape = shapes.AUDIENCES
    list_key = "antifraud.audience"
    filterset_class = AudienceFilterSet
    required_permissions = {
        "list": "audience.view",
        "retrieve": "audience.view",
        "people": "audience.view",
        "members": "audience.view",
        "create": "audience.create",
        "partial_update": "audience.edit",
        "retire": "audience.edit",
        "bring_back": "audience.edit",
        "hand_on": "audience.edit",
        "estimate": "audience.edit",
        "add_member": "audience.edit",
        "remove_member": "audience.edit",
        "add_residents": "audience.edit",
        "clear_members": "audience.edit",
        "reveal": "audience.reveal",
    }
    inputs = {
        "create": sent.AudienceInput,
        "partial_update": sent.AudienceEditInput,
        "retire": VersionedInput,
        "bring_back": VersionedInput,
        "hand_on": sent.AudienceHandInput,
        "estimate": sent.OverlapInput,
        "add_member": sent.AudienceMemberInput,
        "remove_member": sent.AudienceMemberInput,
        "add_residents": sent.MembersOfAreaInput,
        "clear_members": VersionedInput,
        "reveal": LookInput,
    }
    query = {"people": sent.PeopleQuery, "members": sent.MembersQuery}
    answers = {
        "people": {200: sent.PeopleOutput},
        "members": {200: sent.KnownMembersOutput},
        "reveal": {200: RevealOutput},
    }

    def create(self, request):
        """Enter a group."""
        data = {"owner": request.user, **self.asked()}
        found = facts(audiences.AudienceFacts, AUDIENCE_FIELDS, data)
        return self.make(audiences.create, facts=found)

    def partial_update(self, request, pk=None):
        """Set right; send the whole group."""
        audience = self.target()
        kept = {"owner": audience.owner, "address": audience.address}
        data = {**kept, **self.asked()}
        found = facts(audiences.AudienceFacts, AUDIENCE_FIELDS, data)
        version = data["version"]
        self.do(audiences.edit, audience=audience, facts=found, version=version)
        return self.show(audience)

    @action(detail=False, methods=["get"])
    def people(self, request):
        """How many people several groups have, each counted once at least."""
        asked = {int(key) for key in self.asked_query()["ids"].split(",")}
        seen = Audience.objects.visible_to(request.user).filter(pk__in=asked)
        sizes = dict(seen.values_list("pk", "size"))
        once = overlaps.people_once(sizes)
        found = {"people": sum(sizes.values()), "people_once": once}
        return Response(sent.PeopleOutput({"audiences": len(sizes), **found}).data)

    @action(detail=True, methods=["get"])
    def members(self, request, pk=None):
        """Residents known to be in it, in the reader's charge, by id."""
        audience, after = self.target(), self.asked_query()["after"]
        self.do(
            record_access,
            act=AccessRecord.Act.VIEW,
            subject=audience,
            fields="members",
        )
        rows = audience.members.seen_by(request.user).filter(pk__gt=after)
        found = list(rows.for_list().order_by("pk")[: sent.PAGE + 1])
        more, found = len(found) > sent.PAGE, found[: sent.PAGE]
        answer = {
            "known": audience.members.count(),
            "results": found,
            "next": found[-1].pk if more else None,
        }
        return Response(sent.KnownMembersOutput(answer).data)

    @action(detail=True, methods=["post"])
    def retire(self, request, pk=None):
        """Nothing is sent to it any more."""
        return self.act(audiences.retire, on="audience")

    @action(detail=True, methods=["post"], url_path="bring-back")
    def bring_back(self, request, pk=None):
        """In use again."""
        return self.act(audiences.bring_back, on="audience")

    @action(detail=True, methods=["post"], url_path="hand-on")
    def hand_on(self, request, pk=None):
        """Another officer keeps it from now on."""
        return self.act(audiences.hand_to, on="audience")

    @action(detail=True, methods=["post"])
    def estimate(self, request, pk=None):
        """How many people are in this group and in another."""
        return self.act(audiences.estimate, on="audience")

    @action(detail=True, methods=["post"], url_path="add-member")
    def add_member(self, request, pk=None):
        """A resident is known to be in it."""
        return self.act(audience_members.add, on="audience")

    @action(detail=True, methods=["post"], url_path="remove-member")
    def remove_member(self, request, pk=None):
        """A resident is not in it."""
        return self.act(audience_members.remove, on="audience")

    @action(detail=True, methods=["post"], url_path="add-residents")
    def add_residents(self, request, pk=None):
        """All residents of a place, of an age, living there as what."""
        audience = self.target()
        choice = audience_members.Choice(**self.asked())
        self.do(audience_members.add_all, audience=audience, choice=choice)
        return self.show(audience)

    @action(detail=True, methods=["post"], url_path="clear-members")
    def clear_members(self, request, pk=None):
        """Nobody is known by name any more."""
        return self.act(audience_members.clear, on="audience")

    @action(detail=True, methods=["post"])
    def reveal(self, request, pk=None):
        """The address of the channel, for a purpose."""
        audience, look = self.target(), self.asked()
        return revealed(audience, by=request.user, field="address", **look)


class AllyViewSet(ShapeViewSet):
    """Who carries alerts into the groups."""

    shape = shapes.ALLIES
    list_key = "antifraud.ally"
    filterset_class = AllyFilterSet
    access_fields = "name, phone_masked"
    required_permissions = {
        "list": "ally.view",
        "retrieve": "ally.view",
        "create": "ally.create",
        "partial_update": "ally.edit",
        "leave": "ally.edit",
        "rejoin": "ally.edit",
        "reveal": "ally.reveal",
    }
    inputs = {
        "create": sent.AllyInput,
        "partial_update": sent.AllyEditInput,
        "leave": VersionedInput,
        "rejoin": VersionedInput,
        "reveal": LookInput,
    }
    answers = {"reveal": {200: RevealOutput}}

    def create(self, request):
        """Take somebody in."""
        found = facts(allies.AllyFacts, ALLY_FIELDS, self.asked())
        return self.make(allies.take_in, facts=found)

    def partial_update(self, request, pk=None):
        """Set right; send the whole member."""
        ally = self.target()
        mine = ally.audiences.visible_to(request.user)
        kept = {"phone": ally.phone, "audiences": list(mine.defer("address"))}
        data = {**kept, "resident": ally.resident, **self.asked()}
        found = facts(allies.AllyFacts, ALLY_FIELDS, data)
        self.do(allies.edit, ally=ally, facts=found, version=data["version"])
        return self.show(ally)

    @action(detail=True, methods=["post"])
    def leave(self, request, pk=None):
        """No member any more."""
        return self.act(allies.leave, on="ally")

    @action(detail=True, methods=["post"])
    def rejoin(self, request, pk=None):
        """A member again."""
        return self.act(allies.rejoin, on="ally")

    @action(detail=True, methods=["post"])
    def reveal(self, request, pk=None):
        """The whole phone number, for a purpose."""
        ally, look = self.target(), self.asked()
        return revealed(ally, by=request.user, field="phone", **look)


RESOURCES = {"audiences": AudienceViewSet, "allies": AllyViewSet}
FOLLOWED = (
    Followed("audiences", shapes.AUDIENCES),
    Followed("allies", shapes.ALLIES),
)

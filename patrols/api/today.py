"""What a phone takes along, as the schema tells it."""

from rest_framework import serializers


class TodayCheckInOutput(serializers.Serializer):
    point = serializers.IntegerField()
    at = serializers.DateTimeField()


class TodayPatrolOutput(serializers.Serializer):
    id = serializers.IntegerField()
    kind = serializers.CharField()
    started_at = serializers.DateTimeField()
    is_tracked = serializers.BooleanField()
    check_ins = TodayCheckInOutput(many=True)


class TodayShiftOutput(serializers.Serializer):
    place = serializers.CharField()
    kind = serializers.CharField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()


class TodayKindOutput(serializers.Serializer):
    id = serializers.IntegerField()
    title = serializers.CharField()


class TodayPointOutput(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()
    latitude = serializers.DecimalField(9, 6, allow_null=True)
    longitude = serializers.DecimalField(9, 6, allow_null=True)
    radius_m = serializers.IntegerField()


class PatrolTodayOutput(serializers.Serializer):
    """One's own standing, and the points one may check in at."""

    volunteer = serializers.IntegerField()
    may_be_tracked = serializers.BooleanField()
    patrol = TodayPatrolOutput(allow_null=True)
    shift = TodayShiftOutput(allow_null=True)
    kinds = TodayKindOutput(many=True)
    points = TodayPointOutput(many=True)

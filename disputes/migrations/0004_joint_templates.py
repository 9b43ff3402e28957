"""The kinds of joint mediation every station begins with; a chief adapts them."""

from django.db import migrations

TEMPLATES = [
    (
        "four_party",
        "四方对接",
        "Four parties",
        "法院、司法所、派出所、村（社区）四方一起调",
        "Court, justice office, station and village together",
        ["court", "justice", "village"],
    ),
    (
        "departments",
        "多部门联调",
        "Several departments",
        "涉及多个职能部门的重大、复杂纠纷",
        "Major or complex quarrels that several departments answer for",
        ["department", "justice", "village"],
    ),
    (
        "court",
        "庭所衔接",
        "Court and station",
        "法官到所指导，讲清诉讼风险，衔接司法确认",
        "A judge explains what a lawsuit would bring; leads to judicial confirmation",
        ["court"],
    ),
    (
        "mediators",
        "民调入所",
        "People's mediators in the station",
        "人民调解员驻所，公安与人民调解联手",
        "People's mediators work in the station together with the police",
        ["mediator", "justice"],
    ),
    (
        "lawyers",
        "律师进所",
        "Lawyers in the station",
        "律师到所以案释法，为双方解答法律问题",
        "A lawyer explains the law to both sides",
        ["lawyer"],
    ),
    (
        "committee",
        "驻所调解委员会",
        "The station's own committee",
        "民警、律师、社区调解员和居民代表组成的调委会",
        "Officers, lawyers, community mediators and residents' representatives",
        ["committee", "mediator", "lawyer"],
    ),
]


def add(apps, _schema_editor):
    templates = apps.get_model("disputes", "JointTemplate")
    for position, (kind, zh, en, what_zh, what_en, invites) in enumerate(TEMPLATES):
        templates.objects.get_or_create(
            kind=kind,
            station=None,
            defaults={
                "title_zh": zh,
                "title_en": en,
                "purpose_zh": what_zh,
                "purpose_en": what_en,
                "invites": invites,
                "position": 10 * (position + 1),
            },
        )


class Migration(migrations.Migration):
    dependencies = [("disputes", "0003_kinds")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]

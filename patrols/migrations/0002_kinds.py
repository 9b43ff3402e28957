"""The kinds of patrol every office begins with, and what is looked at on the way."""

from django.db import migrations

# code, Chinese, English, icon, risky, from, until, skills, checks
KINDS = (
    ("street", "街面巡防", "Street patrol", "walk", False, "", "", [],
     (("沿街商铺门前有无聚集滋事", "Trouble in front of shops"),
      ("消防通道是否畅通", "Fire lanes are clear"),
      ("有无可疑人员、车辆", "Suspicious people or vehicles"))),
    ("market", "商圈夜市巡防", "Night market patrol", "building-store", False, "", "",
     [],
     (("小吃摊用火用气是否规范", "Stalls use fire and gas safely"),
      ("人流是否拥挤", "Crowding"),
      ("有无扒窃、纠纷苗头", "Pickpockets, quarrels about to start"))),
    ("estate", "小区院落巡防", "Housing estate patrol", "building-community", False,
     "", "", [],
     (("单元门、门禁是否完好", "Doors and locks are whole"),
      ("电动自行车有无进楼充电", "E-bikes charged indoors"),
      ("楼道有无堆物", "Stairs are free"))),
    ("school", "护学岗", "School-run guard", "school", False, "", "", ["children"],
     (("校门口车辆是否有序", "Traffic at the gate"),
      ("有无滞留、尾随学生人员", "People loitering or following pupils"),
      ("斑马线护送学生", "Pupils led across"))),
    ("forest", "护林防火巡护", "Forest patrol", "trees", True, "10-01", "05-31", [],
     (("有无野外用火、烧荒", "Open fires"),
      ("防火带、警示牌是否完好", "Firebreaks and signs are whole"),
      ("有无盗伐、盗猎", "Illegal felling or hunting"))),
    ("water", "护河护水巡护", "Water patrol", "ripple", True, "05-01", "10-15",
     ["water_rescue"],
     (("有无未成年人下水", "Minors in the water"),
      ("救生圈、救生绳是否在位", "Life rings and ropes are in place"),
      ("有无非法排污、采砂、电鱼", "Illegal discharge, dredging or fishing"))),
    ("field", "田间巡护", "Field patrol", "plant-2", False, "03-15", "10-31", [],
     (("农机、滴灌设备有无被盗隐患", "Machines and pipes are safe from theft"),
      ("有无争水、地界矛盾", "Quarrels about water or boundaries"),
      ("提醒务工人员防诈骗", "Seasonal workers warned of fraud"))),
)  # fmt: skip


def seed(apps, schema_editor):
    kinds = apps.get_model("patrols", "PatrolKind")
    checks = apps.get_model("patrols", "KindCheck")
    for place, row in enumerate(KINDS, start=1):
        code, zh, en, icon, risky, from_day, until_day, skills, lines = row
        kind, made = kinds.objects.get_or_create(
            code=code,
            defaults={
                "title_zh": zh,
                "title_en": en,
                "icon": icon,
                "is_risky": risky,
                "from_day": from_day,
                "until_day": until_day,
                "skills": skills,
                "position": place * 10,
            },
        )
        if not made:
            continue
        for order, (line_zh, line_en) in enumerate(lines, start=1):
            checks.objects.create(
                kind=kind, title_zh=line_zh, title_en=line_en, position=order * 10
            )


class Migration(migrations.Migration):
    dependencies = [("patrols", "0001_volunteers_patrols")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]

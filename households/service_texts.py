"""Guides to begin with: what a station is asked for most, to be checked by its chief.

Fees, papers and limits differ between provinces, so they come as drafts or as the
demonstration's own; no station is bound by them.
"""

from households.workflow.services import ServiceKind

K = ServiceKind
EVERY_WAY = (K.APPOINTMENT, K.PROXY, K.HOME_VISIT, K.OFF_HOURS)
COUNTER = "派出所户籍窗口；行动不便的老人可预约上门办理"
COUNTER_EN = "Counter of the police station; at home for who can hardly walk"

STARTERS = (
    {
        "slug": "hukou-transfer",
        "offers": EVERY_WAY,
        "working_days": 5,
        "texts": {
            "title": "户口迁移（投靠亲属）",
            "title_en": "Moving a hukou to join relatives",
            "papers": (
                "申请人居民身份证\n申请人户口簿\n被投靠人居民身份证\n被投靠人户口簿\n"
                "亲属关系证明（出生医学证明、结婚证等其中之一）\n"
                "迁入地房屋产权证明或村（居）委会居住证明\n"
                "未成年人迁移的，监护人身份证和同意书"
            ),
            "papers_en": (
                "ID card of who moves\nHukou book of who moves\n"
                "ID card of the relative\nHukou book of the relative\n"
                "Proof of kinship (birth or marriage certificate)\n"
                "Title of the house, or a letter of the village committee\n"
                "For a minor: the guardian's ID card and consent"
            ),
            "fee": "免费",
            "fee_en": "Free of charge",
            "duration": "材料齐全当场受理，5个工作日内办结",
            "duration_en": "Taken in at once; done within 5 working days",
            "place": COUNTER,
            "place_en": COUNTER_EN,
            "steps": (
                "对照清单备齐材料，不清楚的先打社区民警电话\n预约时间到窗口，或由社区民警代办\n"
                "窗口受理并发给回执\n核准后在迁入地换发户口簿"
            ),
            "steps_en": (
                "Check the papers against the list; call the officer when in doubt\n"
                "Come at the time booked, or let the officer do it on your behalf\n"
                "The counter takes it in and gives a receipt\n"
                "Once approved the new hukou book is issued"
            ),
            "legal_basis": "《中华人民共和国户口登记条例》第十条、第十三条",
            "legal_basis_en": "Regulations on Household Registration, Art. 10 and 13",
            "remarks": "省内及已开通的跨省迁移可在迁入地一次办理，不必再回迁出地。",
            "remarks_en": "Most moves need one trip only, to the new place.",
        },
    },
    {
        "slug": "id-card",
        "offers": EVERY_WAY,
        "working_days": 20,
        "texts": {
            "title": "居民身份证换领、补领",
            "title_en": "Renewing or replacing an ID card",
            "papers": "居民户口簿\n到期换领的，原居民身份证\n未满16周岁的，监护人身份证并陪同到场",
            "papers_en": (
                "Hukou book\nThe old ID card when it expires\n"
                "Under 16: a guardian with an ID card comes along"
            ),
            "fee": "换领20元，补领40元；首次申领免费",
            "fee_en": "Renewal 20 yuan, replacement 40 yuan; the first one is free",
            "duration": "20个工作日内，办好后可送证上门",
            "duration_en": "Within 20 working days; can be brought home",
            "place": COUNTER,
            "place_en": COUNTER_EN,
            "steps": "预约时间到窗口\n现场照相、采集指纹\n领取回执\n凭回执领证，或选择送证上门",
            "steps_en": (
                "Come at the time booked\nPhoto and fingerprints are taken\n"
                "You get a receipt\nFetch the card, or have it brought home"
            ),
            "legal_basis": "《中华人民共和国居民身份证法》第十条、第十一条、第二十条",
            "legal_basis_en": "Law on Resident Identity Cards, Art. 10, 11 and 20",
        },
    },
    {
        "slug": "residence-permit",
        "offers": EVERY_WAY,
        "working_days": 15,
        "texts": {
            "title": "居住证申领",
            "title_en": "Residence permit",
            "papers": (
                "居民身份证\n近期免冠照片\n居住地住址证明（租房合同、房产证或单位出具的住宿证明）\n"
                "或就业证明、就读证明其中之一"
            ),
            "papers_en": (
                "ID card\nA recent photo\n"
                "Proof of where you live (lease, title, letter of the employer)\n"
                "or proof of work or school"
            ),
            "fee": "首次申领免费",
            "fee_en": "The first one is free",
            "duration": "15日内制发",
            "duration_en": "Issued within 15 days",
            "place": COUNTER,
            "place_en": COUNTER_EN,
            "steps": "登记居住满半年\n备齐材料到窗口申请\n领证或送证上门",
            "steps_en": (
                "Be registered here for half a year\nApply at the counter\n"
                "Fetch the permit, or have it brought home"
            ),
            "legal_basis": "《居住证暂行条例》第二条、第九条、第十条",
            "legal_basis_en": "Interim Regulations on Residence Permits, Art. 2, 9, 10",
        },
    },
    {
        "slug": "dog-licence",
        "offers": (K.APPOINTMENT, K.HOME_VISIT, K.OFF_HOURS),
        "working_days": 10,
        "texts": {
            "title": "养犬登记",
            "title_en": "Dog licence",
            "papers": "犬主居民身份证\n居住证明\n狂犬病免疫证明\n犬只正面、侧面照片各一张",
            "papers_en": (
                "ID card of the owner\nProof of residence\n"
                "Proof of vaccination against rabies\nTwo photos of the dog"
            ),
            "fee": "以当地物价部门公布为准",
            "fee_en": "As published by the local price office",
            "duration": "10个工作日",
            "duration_en": "10 working days",
            "place": "派出所窗口，或社区集中登记点",
            "place_en": "Police station, or the stall in the community",
            "steps": "先为犬只注射狂犬疫苗\n备齐材料预约登记\n领取养犬登记证和犬牌，每年年检",
            "steps_en": (
                "Have the dog vaccinated\nBook a time and bring the papers\n"
                "Get the licence and the tag; renew every year"
            ),
            "legal_basis": "《中华人民共和国动物防疫法》第三十条及当地养犬管理条例",
            "legal_basis_en": "Animal Epidemic Prevention Law, Art. 30; local rules",
        },
    },
    {
        "slug": "birth-registration",
        "offers": EVERY_WAY,
        "working_days": 1,
        "texts": {
            "title": "出生登记",
            "title_en": "Registering a birth",
            "papers": "出生医学证明\n父母双方居民身份证\n父母双方户口簿\n结婚证",
            "papers_en": (
                "Medical certificate of birth\nID cards of both parents\n"
                "Hukou books of both parents\nMarriage certificate"
            ),
            "fee": "免费",
            "fee_en": "Free of charge",
            "duration": "当场办结",
            "duration_en": "Done at once",
            "place": COUNTER,
            "place_en": COUNTER_EN,
            "steps": "出生后一个月内申报\n窗口核对材料并登记",
            "steps_en": "Within a month of the birth\nThe counter checks and registers",
            "legal_basis": "《中华人民共和国户口登记条例》第七条",
            "legal_basis_en": "Regulations on Household Registration, Art. 7",
        },
    },
    {
        "slug": "no-criminal-record",
        "offers": (K.APPOINTMENT, K.PROXY),
        "working_days": 3,
        "texts": {
            "title": "无犯罪记录证明",
            "title_en": "Certificate of no criminal record",
            "papers": "居民身份证\n委托他人办理的，委托书和受托人身份证",
            "papers_en": "ID card\nBy somebody else: a letter and that person's ID card",
            "fee": "免费",
            "fee_en": "Free of charge",
            "duration": "3个工作日",
            "duration_en": "3 working days",
            "place": "派出所户籍窗口",
            "place_en": "Counter of the police station",
            "steps": "提出申请\n核查后出具证明",
            "steps_en": "Apply\nThe certificate is issued after the check",
            "legal_basis": "《公安机关办理犯罪记录查询工作规定》",
            "legal_basis_en": "Rules on Queries of Criminal Records",
        },
    },
)

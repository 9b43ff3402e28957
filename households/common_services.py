"""The list most stations begin with: the seventeen matters of a board in Xining.

Of dog licence, residence permit, moving in, moving out and cancelling registration the
board is known to speak; the others are what public-security offices usually offer
online. An office adopts the list with one tap and then makes it its own.
"""

PLATFORM = "https://zwfw.mps.gov.cn/"
PLATFORM_HINT = "公安部“互联网+政务服务”平台"
TRAFFIC = "https://gab.122.gov.cn/"
TRAFFIC_HINT = "“交管12123”App"
BORDER = "https://s.nia.gov.cn/"
BORDER_HINT = "“移民局”小程序"

# title, English title, what for, the same in English, address, where else
COMMON = (
    ("犬证办理", "Dog licence", "养犬登记、年审、变更", "Register a dog, renew, change", "", "本地公安政务小程序“养犬登记”"),
    ("居住证办理", "Residence permit", "居住登记、申领和签注居住证", "Register your stay, get or renew the permit", PLATFORM, PLATFORM_HINT),
    ("户口迁入", "Moving in", "购房、投靠、工作等落户申请", "Move your registration here", PLATFORM, PLATFORM_HINT),
    ("户口迁出", "Moving out", "户口迁往外地，跨省通办", "Move your registration elsewhere", PLATFORM, PLATFORM_HINT),
    ("户口注销", "Cancelling registration", "死亡、入伍、出国定居等注销", "After a death, enlistment, settling abroad", PLATFORM, PLATFORM_HINT),
    ("出生登记", "Registering a birth", "新生儿落户，出生一件事联办", "Register a newborn child", PLATFORM, PLATFORM_HINT),
    ("户口簿补换领", "Household register booklet", "遗失、损坏补领和换领", "Replace a lost or worn booklet", PLATFORM, PLATFORM_HINT),
    ("身份证办理", "Identity card", "换领、补领预约和进度查询", "Renew or replace it, see how far it is", PLATFORM, PLATFORM_HINT),
    ("临时身份证明", "Temporary proof of identity", "乘车、住宿、考试时证件未带", "For trains, hotels, exams without the card", PLATFORM, PLATFORM_HINT),
    ("无犯罪记录证明", "Proof of no criminal record", "就业、出国等开具证明", "For work or going abroad", PLATFORM, PLATFORM_HINT),
    ("户籍证明", "Proof of registration", "户籍信息、亲属关系证明", "Registration and kinship", PLATFORM, PLATFORM_HINT),
    ("姓名民族变更", "Changing registered data", "姓名、民族、文化程度等变更", "Name, ethnicity, education and so on", PLATFORM, PLATFORM_HINT),
    ("租房登记", "Registering a tenancy", "房东、租客自主申报", "Landlords and tenants report themselves", "", "本地公安政务小程序“租房登记”"),
    ("出入境办证", "Passports and permits", "护照、港澳台通行证预约和换发", "Passports, permits for Hong Kong, Macao, Taiwan", BORDER, BORDER_HINT),
    ("驾驶证业务", "Driving licence", "换证、补证、审验、考试预约", "Renew, replace, book a test", TRAFFIC, TRAFFIC_HINT),
    ("机动车业务", "Vehicles", "年检预约、补换牌证、违法处理", "Inspection, plates, fines", TRAFFIC, TRAFFIC_HINT),
    ("电动自行车登记", "Registering an e-bike", "电动自行车上牌预约", "Book the number plate", "", "“交管12123”App或本地公安政务小程序"),
)  # fmt: skip

"""The pages of reports, and one report of each kind of place."""

from datetime import date, timedelta

from station.models import Area, Report
from tests import factories as make
from tests.access.rows import Row, posted

LAST_WEEK = date(2026, 11, 9)
WEEK = timedelta(days=7)

PAGES = {
    "station:report_list": Row("report.view"),
    "station:report_export": Row("report.export"),
    "station:report_ask": Row("report.make"),
    "station:report_detail": Row("report.view", "report"),
    "station:report_pdf": Row("report.view", "report"),
    "station:report_xlsx": Row("report.view", "report"),
    "station:report_texts": Row("report.edit", "draft report"),
    "station:report_sign": Row("report.sign", "draft report"),
    "station:report_sign_county": Row("report.sign_county", "county report"),
    "station:report_count": posted("report.make", "draft report"),
    "station:report_correct": Row("report.make", "report"),
    "station:report_drop": Row("report.make", "draft report"),
}


def report(area: Area, **facts) -> Report:
    """Of the last week nobody has reported of there yet."""
    weeks = Report.objects.filter(area=area).count()
    return make.ReportFactory(area=area, starts_on=LAST_WEEK - weeks * WEEK, **facts)


def _county(village: Area) -> Report:
    return report(Area.objects.above(village).get(kind=Area.Kind.COUNTY))


MAKERS = {
    "report": lambda village: report(village, is_signed=True),
    "draft report": report,
    "county report": _county,
}

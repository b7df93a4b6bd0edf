// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retirements.h"

#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;

namespace {

TimePoint on(int year, unsigned month, unsigned day)
{
    return std::chrono::sys_days(std::chrono::year(year) / int(month) / int(day));
}

} // namespace

class TestRetirements : public QObject
{
    Q_OBJECT

private slots:
    void warnings_data()
    {
        QTest::addColumn<QStringList>("models");
        QTest::addColumn<TimePoint>("now");
        QTest::addColumn<QString>("warning");
        const QString sonnet = u"claude-sonnet-4-5"_s;
        QTest::newRow("long before") << QStringList {sonnet} << on(2026, 10, 1) << QString();
        QTest::newRow("soon, said once")
            << QStringList {sonnet, u"claude-opus-4-7"_s, sonnet} << on(2026, 11, 21)
            << u"claude-sonnet-4-5 retires on 2026-11-30, in 9 days; probe claude-sonnet-5-5 instead."_s;
        QTest::newRow("past")
            << QStringList {sonnet} << on(2027, 1, 1)
            << u"claude-sonnet-4-5 retired on 2026-11-30; probe claude-sonnet-5-5 instead."_s;
        QTest::newRow("an unknown model")
            << QStringList {u"claude-next"_s} << on(2027, 1, 1) << QString();
        QTest::newRow("no model") << QStringList {QString()} << on(2027, 1, 1) << QString();
    }
    void warnings()
    {
        QFETCH(QStringList, models);
        QFETCH(TimePoint, now);
        Settings settings;
        for (const QString& model : models) {
            Target target;
            target.id.model = model;
            settings.targets.push_back(target);
        }
        QTEST(retirementWarnings(settings, now), "warning");
    }
};

QTEST_GUILESS_MAIN(TestRetirements)
#include "tst_retirements.moc"

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/settings.h"

#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestWatchSettings : public QObject
{
    Q_OBJECT

private slots:
    void defaultsAreFine() { QCOMPARE(WatchSettings().validate(), QStringList()); }

    void mistakes_data()
    {
        QTest::addColumn<QUrl>("url");
        QTest::addColumn<bool>("good");
        QTest::newRow("https") << QUrl(u"https://status.example"_s) << true;
        QTest::newRow("http to this machine") << QUrl(u"http://127.0.0.1:80"_s) << true;
        QTest::newRow("http elsewhere") << QUrl(u"http://status.example"_s) << false;
        QTest::newRow("a file") << QUrl(u"file:///etc/passwd"_s) << false;
        QTest::newRow("nothing") << QUrl() << false;
        QTest::newRow("a password") << QUrl(u"https://u:p@status.example"_s) << false;
    }
    void mistakes()
    {
        QFETCH(QUrl, url);
        QFETCH(bool, good);
        for (const WatchSettings& settings :
             {WatchSettings {.statusUrls = std::vector {url}, .documents = {}},
              WatchSettings {.statusUrls = {}, .documents = std::vector {url}}}) {
            QCOMPARE(settings.validate().isEmpty(), good);
            QVERIFY(!settings.validate().join(u' ').contains(u"u:p"_s));
        }
    }

    void notOftenerThanEveryQuarterOfAnHour()
    {
        WatchSettings settings;
        settings.every = 14min;
        QVERIFY(!settings.validate().isEmpty());
        settings.every = 25h;
        QVERIFY(!settings.validate().isEmpty());
        settings.every = 15min;
        QVERIFY(settings.validate().isEmpty());
    }

    void publicPagesOnlyWithTheRealApi()
    {
        ProbeSettings probes;
        probes.api.key = "sk-ant-api03-x";
        const WatchPlan real = watchPlan({}, probes);
        QCOMPARE(real.statusUrls, publicStatusUrls());
        QCOMPARE(real.documents, publicDocuments());
        QCOMPARE(real.modelLists.size(), std::size_t(1));
        QVERIFY(real.admins.empty());

        probes.api.baseUrl = QUrl(u"http://127.0.0.1:8080"_s);
        const WatchPlan local = watchPlan({}, probes);
        QVERIFY(local.statusUrls.empty());
        QVERIFY(local.documents.empty());
        QCOMPARE(local.modelLists.size(), std::size_t(1));

        const std::vector named {QUrl(u"http://127.0.0.1:8081"_s)};
        QCOMPARE(watchPlan({.statusUrls = named, .documents = {}}, probes).statusUrls, named);
    }

    void eachPartCanBeSwitchedOff()
    {
        ProbeSettings probes;
        probes.api.key = "sk-ant-api03-x";
        probes.api.adminKey = "sk-ant-admin01-x";
        const auto isEmpty = [](const WatchPlan& plan) {
            return plan.statusUrls.empty() && plan.documents.empty() && plan.modelLists.empty();
        };
        const WatchPlan off =
            watchPlan({.enabled = false, .statusUrls = {}, .documents = {}}, probes);
        QVERIFY(isEmpty(off) && off.admins.empty());
        const WatchPlan adminAlone = watchPlan(
            {.statusUrls = std::vector<QUrl>(), .documents = std::vector<QUrl>(), .models = false},
            probes);
        QVERIFY(isEmpty(adminAlone));
        QCOMPARE(adminAlone.admins.size(), std::size_t(1));
    }

    void everyOrganizationWithAKeyIsAsked()
    {
        ProbeSettings probes;
        probes.api.key = "sk-ant-api03-x";
        probes.organizations[u"acme"_s].key = "sk-ant-api03-y";
        probes.organizations[u"none"_s] = {};
        const WatchPlan plan = watchPlan({}, probes);
        QCOMPARE(plan.modelLists.size(), std::size_t(2));
        QCOMPARE(plan.modelLists[1].organization, u"acme"_s);
    }
};

QTEST_GUILESS_MAIN(TestWatchSettings)
#include "tst_watchsettings.moc"

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/consent.h"
#include "app/gui/session.h"
#include "tests/support/program.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;

namespace {

constexpr TimePoint now = fromEpochMs(1'795'262'400'000);

MainWindow* shownWindow()
{
    for (QWidget* widget : QApplication::topLevelWidgets()) {
        if (auto* window = qobject_cast<MainWindow*>(widget)) {
            return window;
        }
    }
    return nullptr;
}

QString textsOf(const QWidget& window)
{
    QStringList texts;
    for (const QLabel* label : window.findChildren<QLabel*>()) {
        if (label->isVisible()) {
            texts += label->text();
        }
    }
    return texts.join(u'\n');
}

} // namespace

class TestDesktop : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        setApplicationNames();
        m_home = std::make_unique<QTemporaryDir>();
        qputenv("XDG_CONFIG_HOME", m_home->filePath(u"config"_s).toUtf8());
        qputenv("XDG_DATA_HOME", m_home->filePath(u"data"_s).toUtf8());
        for (const char* name :
             {"ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL", "PLIMSOLL_CONFIG", "PLIMSOLL_DB"}) {
            qunsetenv(name);
        }
        QApplication::setQuitOnLastWindowClosed(false);
    }

    void consentIsRememberedUntilItCostsMore()
    {
        const QString state = m_home->filePath(u"state.ini"_s);
        Settings settings = defaultSettings({});
        QVERIFY(needsConsent(settings));
        QVERIFY(!costAccepted(settings, state, now));
        rememberCostAccepted(settings, state, now);
        QVERIFY(costAccepted(settings, state, now));
        settings.targets[0].every /= 2;
        QVERIFY(!costAccepted(settings, state, now));
        settings.api.baseUrl = QUrl(u"http://127.0.0.1:8080"_s);
        QVERIFY(!needsConsent(settings));
    }

    // [api] may be a simulator while an organization is billed.
    void anOrganizationElsewhereNeedsConsentToo()
    {
        const QString state = m_home->filePath(u"state.ini"_s);
        Settings settings = defaultSettings({});
        settings.api.baseUrl = QUrl(u"http://127.0.0.1:8080"_s);
        settings.organizations[u"acme"_s].api.baseUrl = QUrl(u"https://gateway.example"_s);
        QVERIFY(!needsConsent(settings)); // nothing is sent there
        rememberCostAccepted(settings, state, now);
        settings.targets[0].id.organization = u"acme"_s;
        QVERIFY(needsConsent(settings));
        QVERIFY(!costAccepted(settings, state, now)); // elsewhere is another bill
        const auto content = costNoticeContent(settings, now);
        QCOMPARE(content.lines[0].name, u"Opus 4.7 (acme), admission"_s);
        QCOMPARE(content.baseUrl, u"http://127.0.0.1:8080, https://gateway.example"_s);
    }

    void noticeNamesEveryPaidTargetAndTheBudget()
    {
        const auto content = costNoticeContent(defaultSettings({}), now);
        QCOMPARE(content.lines.size(), std::size_t(5));
        QCOMPARE(content.lines[0].name, u"Opus 4.7, admission"_s);
        QVERIFY(content.lines[0].nanoUsdPerDay.value_or(0) > 0);
        QCOMPARE(content.budgetNanoUsd, std::optional<qint64>(500'000'000));
        QCOMPARE(content.monthBudgetNanoUsd, std::optional<qint64>(15'000'000'000));
        QVERIFY(content.warnings.isEmpty());
        QCOMPARE(content.baseUrl, u"https://api.anthropic.com"_s);
    }

    void withoutAKeyTheWindowSaysWhatToDo()
    {
        Session session({});
        session.start();
        MainWindow* window = shownWindow();
        QVERIFY(window);
        QTRY_VERIFY2(textsOf(*window).contains(u"ANTHROPIC_API_KEY"), qPrintable(textsOf(*window)));
        QVERIFY(textsOf(*window).contains(u"plimsoll --demo"));
        QTRY_VERIFY(textsOf(*window).contains(u"Nothing measured yet."));
        const QSignalSpy ended(&session, &Session::ended);
        session.stop();
        QCOMPARE(ended.size(), 1);
    }

    void brokenConfigurationIsShown()
    {
        GuiOptions options;
        options.config = QStringLiteral(PLIMSOLL_TEST_DATA "/config/invalid-unknown-key.toml");
        Session session(options);
        session.start();
        QTRY_VERIFY(textsOf(*shownWindow()).contains(u"Did you mean \"every\"?"));
    }

    void paidProbesWaitForConsent()
    {
        qputenv("ANTHROPIC_API_KEY", "sk-ant-test");
        Session session({});
        session.start();
        auto* notice = shownWindow()->findChild<CostNotice*>();
        QVERIFY(notice);
        QVERIFY(textsOf(*notice).contains(u"https://api.anthropic.com"));
        notice->reject();
        QTRY_VERIFY(textsOf(*shownWindow()).contains(u"has not been accepted"));
        QVERIFY(!QFileInfo::exists(m_home->filePath(u"data/plimsoll/plimsoll.sqlite"_s)));
    }

    void theScheduleIsWrittenAndAsksForConsentToItsCost()
    {
        qputenv("ANTHROPIC_API_KEY", "sk-ant-test");
        const QString file = m_home->filePath(u"config/plimsoll/plimsoll.toml"_s);
        Session session({});
        session.start();
        shownWindow()->findChild<CostNotice*>()->reject();
        auto* dialog = openSchedule();
        QVERIFY(dialog);
        QCOMPARE(dialog->edited().targets, defaultTargets());
        QVERIFY(textsOf(*dialog).contains(u"Save makes "_s + file));
        typeInterval(*dialog, u"2"_s); // s instead of min
        QVERIFY2(textsOf(*dialog).contains(u"The schedule exceeds the daily ceiling"_s),
                 qPrintable(textsOf(*dialog)));
        typeInterval(*dialog, u"75"_s);
        QTest::mouseClick(dialog->findChild<QPushButton*>(u"save"_s), Qt::LeftButton);
        const auto loaded = loadConfig({.configFile = file, .configFileNamed = true}, {});
        QVERIFY(loaded);
        std::vector<Target> expected = defaultTargets();
        expected[0].every = std::chrono::minutes(75);
        QCOMPARE(loaded->settings.targets, expected);
        QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
        QVERIFY(textsOf(*shownWindow()).contains(u"Wrote "_s + file));
        QTRY_VERIFY(shownWindow()->findChild<CostNotice*>()); // it has not been accepted yet
    }

    void theScheduleReplacesTheFileAndTheRunningProbes()
    {
        SimulatorServer
    }

    void aBrokenConfigurationIsNotOverwritten()
    {
        GuiOptions options;
        options.config = QStringLiteral(PLIMSOLL_TEST_DATA "/config/invalid-unknown-key.toml");
        Session session(options);
        session.start();
        QVERIFY(!openSchedule());
        QTRY_VERIFY(textsOf(*shownWindow()).contains(u"before the configuration is mended"));
    }

    void demoCollectsAndSaysThatItIsOne()
    {
        GuiOptions options;
        options.demo = true;
        Session session(options);
        session.start();
        QTRY_VERIFY(textsOf(*shownWindow()).contains(u"Filling the demo store"));
        QTRY_VERIFY_WITH_TIMEOUT(textsOf(*shownWindow()).contains(u"DEMO DATA"), 40'000);
        QTRY_VERIFY_WITH_TIMEOUT(textsOf(*shownWindow()).contains(u"4 models, every"), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(textsOf(*shownWindow()).contains(u"Opus 4.7"), 20'000);
        QSignalSpy ended(&session, &Session::ended);
        session.stop();
        QVERIFY(!ended.isEmpty() || ended.wait(5000));
    }

private:
    std::unique_ptr<QTemporaryDir> m_home;
};

QTEST_MAIN(TestDesktop)
#include "tst_desktop.moc"

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/consent.h"
#include "app/gui/session.h"
#include "probes/simulator/simulator.h"
#include "storage/sqlite/sqlitestore.h"
#include "tests/support/paths.h"
#include "tests/support/program.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QPushButton>
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

// By the button of the window, as a person does; null when it did not open.
ScheduleDialog* openSchedule()
{
    QTest::mouseClick(shownWindow()->findChild<QPushButton*>(u"schedule"_s), Qt::LeftButton);
    return shownWindow()->findChild<ScheduleDialog*>();
}

// Of the first target, in the unit that stands there.
void typeInterval(const ScheduleDialog& dialog, const QString& digits)
{
    auto* field = dialog.findChild<TargetRow*>()->findChild<QSpinBox*>();
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, digits);
}

void choose(const ScheduleDialog& dialog, const QString& accessibleName, const QString& data)
{
    for (auto* box : dialog.findChildren<QComboBox*>()) {
        if (box->accessibleName() == accessibleName) {
            box->setCurrentIndex(box->findData(data));
        }
    }
}

void click(const ScheduleDialog& dialog, const char* button)
{
    QTest::mouseClick(dialog.findChild<QPushButton*>(QLatin1String(button)), Qt::LeftButton);
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
        options.config = dataFile(u"config/invalid-unknown-key.toml"_s);
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
        QVERIFY(!textsOf(*shownWindow()).contains(u"What probing costs"_s));
        auto* dialog = openSchedule();
        QVERIFY(dialog);
        QCOMPARE(dialog->edited().targets, defaultTargets());
        QVERIFY(textsOf(*dialog).contains(u"Save makes "_s + file));
        typeInterval(*dialog, u"75"_s);
        click(*dialog, "save");
        const auto loaded = loadConfig(findPaths(file, {}, {}), {});
        QVERIFY(loaded);
        std::vector<Target> expected = defaultTargets();
        expected[0].every = std::chrono::minutes(75);
        QCOMPARE(loaded->settings.targets, expected);
        QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
        QVERIFY(textsOf(*shownWindow()).contains(u"Wrote "_s + file));
        QTRY_VERIFY(textsOf(*shownWindow()).contains(u"What probing costs"_s)); // not accepted yet
    }

    void theScheduleTellsWhatTheCeilingsDo()
    {
        Session session({});
        session.start();
        auto* dialog = openSchedule();
        QVERIFY(dialog);
        auto* ceiling = dialog->findChild<QDoubleSpinBox*>();
        ceiling->setFocus();
        ceiling->selectAll();
        QTest::keyClicks(ceiling, u"0.01"_s);
        QVERIFY2(
            textsOf(*dialog).contains(u"The schedule exceeds the daily ceiling of 0.0100 USD"_s),
            qPrintable(textsOf(*dialog)));
        click(*dialog, "cancel");
        QVERIFY(!QFileInfo::exists(m_home->filePath(u"config/plimsoll/plimsoll.toml"_s)));
    }

    void theScheduleReplacesTheFileAndTheRunningProbes()
    {
        const auto scenario = simulator::loadScenario(u"calm"_s);
        QVERIFY(scenario);
        simulator::SimulatorSettings world;
        world.scenario = *scenario;
        simulator::Simulator server(world, Catalogue::shipped());
        const auto url = server.listen();
        QVERIFY(url);
        qputenv("ANTHROPIC_API_KEY", "sk-ant-test");
        const QByteArray old = "# mine\n[api]\nbase_url = \"" + url->toEncoded()
            + "\"\n[watch]\nenabled = false\n[[target]]\nmodel = \"claude-opus-4-7\"\n"
              "kind = \"admission\"\nevery = \"1s\"\nsampling = \"fixed\"\n";
        GuiOptions options;
        options.config = m_home->filePath(u"plimsoll.toml"_s);
        writeFile(options.config, old);
        Session session(options);
        session.start();
        QTRY_VERIFY(server.served().contains(u"claude-opus-4-7"_s));
        auto* dialog = openSchedule();
        QVERIFY(dialog);
        choose(*dialog, u"Model of target 1"_s, u"claude-haiku-5-5"_s);
        click(*dialog, "save");
        QCOMPARE(readFile(options.config + u".bak"), old);
        QVERIFY(readFile(options.config).contains("claude-haiku-5-5"));
        QVERIFY(textsOf(*shownWindow()).contains(u"plimsoll.toml.bak"_s));
        QTRY_VERIFY(server.served().contains(u"claude-haiku-5-5"_s));
        QSignalSpy ended(&session, &Session::ended);
        session.stop();
        QVERIFY(!ended.isEmpty() || ended.wait(5000));
    }

    void whereAnotherCollectsTheScheduleWaitsForIt()
    {
        qputenv("ANTHROPIC_API_KEY", "sk-ant-test");
        GuiOptions options;
        options.config = m_home->filePath(u"plimsoll.toml"_s);
        options.database = m_home->filePath(u"plimsoll.sqlite"_s);
        writeFile(options.config,
                  "[api]\nbase_url = \"http://127.0.0.1:9\"\n[watch]\nenabled = "
                  "false\n[[target]]\nkind = \"line\"\nevery = \"1h\"\n");
        const auto other = openSqliteWriter(options.database);
        QVERIFY(other);
        Session session(options);
        session.start();
        QTRY_VERIFY(textsOf(*shownWindow()).contains(u"Not collecting here"_s));
        auto* dialog = openSchedule();
        QVERIFY(dialog);
        click(*dialog, "save");
        QTRY_VERIFY(textsOf(*shownWindow()).contains(u"A collector that runs elsewhere"_s));
        QSignalSpy ended(&session, &Session::ended);
        session.stop();
        QVERIFY(!ended.isEmpty() || ended.wait(5000));
    }

    // Whoever writes another address into the file meanwhile has not seen what it costs there.
    void anotherAddressIsNotPaidWithoutConsent()
    {
        const auto scenario = simulator::loadScenario(u"calm"_s);
        QVERIFY(scenario);
        simulator::SimulatorSettings world;
        world.scenario = *scenario;
        simulator::Simulator server(world, Catalogue::shipped());
        const auto url = server.listen();
        QVERIFY(url);
        qputenv("ANTHROPIC_API_KEY", "sk-ant-test");
        const QByteArray rest = "[watch]\nenabled = false\n[[target]]\nmodel = "
                                "\"claude-opus-4-7\"\nkind = \"admission\"\nevery = \"1s\"\n"
                                "sampling = \"fixed\"\n";
        GuiOptions options;
        options.config = m_home->filePath(u"plimsoll.toml"_s);
        writeFile(options.config, "[api]\nbase_url = \"" + url->toEncoded() + "\"\n" + rest);
        Session session(options);
        session.start();
        QTRY_VERIFY(server.served().contains(u"claude-opus-4-7"_s));
        writeFile(options.config, "[api]\nbase_url = \"https://192.0.2.1\"\n" + rest);
        auto* dialog = openSchedule();
        QVERIFY(dialog);
        click(*dialog, "save");
        QTRY_VERIFY2(textsOf(*shownWindow()).contains(u"is not in force; the old one goes on."_s),
                     qPrintable(textsOf(*shownWindow())));
        QVERIFY(textsOf(*shownWindow()).contains(u"another address"_s));
        QSignalSpy ended(&session, &Session::ended);
        session.stop();
        QVERIFY(!ended.isEmpty() || ended.wait(5000));
    }

    void theDemosScheduleCannotBeSaved()
    {
        GuiOptions options;
        options.demo = true;
        Session session(options);
        session.start();
        QVERIFY(QTest::qWaitForWindowActive(shownWindow()));
        QTest::keyClick(shownWindow(), Qt::Key_Comma, Qt::ControlModifier);
        QTRY_VERIFY(shownWindow()->findChild<ScheduleDialog*>());
        auto* dialog = shownWindow()->findChild<ScheduleDialog*>();
        QVERIFY(textsOf(*dialog).contains(u"The demo has no configuration"_s));
        QVERIFY(!dialog->findChild<QPushButton*>(u"save"_s)->isEnabled());
        session.stop();
    }

    void aBrokenConfigurationIsNotOverwritten()
    {
        GuiOptions options;
        options.config = dataFile(u"config/invalid-unknown-key.toml"_s);
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

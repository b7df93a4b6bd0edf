// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/openschedule.h"

#include <QSignalSpy>

#include <algorithm>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestScheduleDialog final : public QObject, OpenSchedule
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        prepareApplication();
    }
    void init() { open(scheduleContent()); }
    void nothingEditedIsNothingChanged();
    void oddValuesAreKeptToTheLastDigit();
    void theCostFollowsTheInterval();
    void aCeilingThatStopsItIsTold();
    void aMistakeStandsBesideItsTarget();
    void aTargetThatStandsThereTwiceIsAMistake();
    void rowsComeAndGo();
    void withoutATargetNothingCanBeSaved();
    void ceilingsCanBeLifted();
    void organizationsHaveAFieldOnlyWhenThereAreAny();
    void theDemoCanBeTriedOutButNotSaved();
    void anErrorOfTheFileStaysInTheDialog();
};

void TestScheduleDialog::nothingEditedIsNothingChanged()
{
    QCOMPARE(m_dialog->edited().targets, scheduleContent().settings.targets);
    QSignalSpy saved(m_dialog.get(), &ScheduleDialog::saved);
    QTest::mouseClick(&button("save"), Qt::LeftButton);
    QCOMPARE(saved.count(), 1);
    QCOMPARE(saved[0][0].value<std::vector<Target>>(), scheduleContent().settings.targets);
    QCOMPARE(saved[0][1].value<BudgetSettings>().usdPerDay, std::optional(0.5));
    QCOMPARE(saved[0][1].value<BudgetSettings>().usdPerMonth, std::optional(15.0));
    QVERIFY(m_dialog->isVisible()); // until it is written
    QVERIFY(text("note").contains(u"plimsoll.toml.bak"_s));
}

void TestScheduleDialog::oddValuesAreKeptToTheLastDigit()
{
    ScheduleDialog::Content odd = scheduleContent();
    odd.settings.budget.usdPerDay = 0.12345;
    odd.settings.budget.requestsPerMinute = 7;
    odd.settings.targets[0].every = 1500ms;
    odd.settings.targets[1].id.model = u"claude-of-tomorrow"_s;
    open(odd);
    QCOMPARE(m_dialog->edited().targets, odd.settings.targets);
    QCOMPARE(m_dialog->edited().budget.usdPerDay, std::optional(0.12345));
    QCOMPARE(m_dialog->edited().budget.requestsPerMinute, 7);
    QVERIFY(text("total").contains(u"claude-of-tomorrow"_s));
    type(named<QDoubleSpinBox>(u"Daily ceiling (UTC)"_s), u"3.5"_s);
    QCOMPARE(m_dialog->edited().budget.usdPerDay, std::optional(3.5));
}

void TestScheduleDialog::theCostFollowsTheInterval()
{
    const QString day = named<QLabel>(u"Cost of target 1"_s).text();
    const QString before = text("total");
    type(named<QSpinBox>(u"Interval of target 1"_s), u"45"_s);
    QCOMPARE(m_dialog->edited().targets[0].every, std::chrono::milliseconds(45s));
    const Projection projection = judge(m_dialog->edited()).projection;
    const auto usd = [](double dollars) { return Numbers(QLocale()).usd(qint64(dollars * 1e9)); };
    QVERIFY(text("total") != before);
    QVERIFY2(text("total").contains(usd(projection.cost.usdPerDay) + u" a day"),
             qPrintable(text("total")));
    QVERIFY2(text("total").contains(usd(projection.usdPerMonth) + u" in 30 days"),
             qPrintable(text("total")));
    QVERIFY(named<QLabel>(u"Cost of target 1"_s).text() != day);
}

void TestScheduleDialog::aCeilingThatStopsItIsTold()
{
    QVERIFY(text("ceilings").startsWith(u"Neither ceiling stops it. Follow-up probes"_s));
    type(named<QDoubleSpinBox>(u"Daily ceiling (UTC)"_s), u"0.01"_s);
    QVERIFY(text("ceilings").startsWith(u"The daily ceiling stops it. Follow-up probes"_s));
    QVERIFY(button("save").isEnabled()); // a ceiling is there to stop
}

void TestScheduleDialog::aMistakeStandsBesideItsTarget()
{
    auto& model = named<QComboBox>(u"Model of target 2"_s);
    model.setFocus();
    QTest::keyClick(&model, Qt::Key_Home);
    QVERIFY(!button("save").isEnabled());
    const auto rows = m_dialog->findChildren<TargetRow*>();
    const auto says = [&](TargetRow* row) {
        const auto labels = row->findChildren<QLabel*>();
        return std::ranges::any_of(labels, [](const QLabel* label) {
            return label->isVisible() && label->text().contains(u"A model is needed."_s);
        });
    };
    QVERIFY(!says(rows[0]) && says(rows[1]));
    QCOMPARE(text("mistakes"), u"Target 2 has a mistake."_s);
    QVERIFY(model.accessibleDescription().contains(u"A model is needed."_s));
}

void TestScheduleDialog::aTargetThatStandsThereTwiceIsAMistake()
{
    auto& kind = named<QComboBox>(u"Kind of target 2"_s);
    kind.setFocus();
    QTest::keyClick(&kind, Qt::Key_Home);
    QVERIFY(!button("save").isEnabled());
    QCOMPARE(named<QComboBox>(u"Model of target 2"_s).accessibleDescription(),
             u"This target is there twice."_s);
    QCOMPARE(text("mistakes"), u"Target 2 has a mistake."_s);
    QTest::keyClick(&kind, Qt::Key_Down);
    QVERIFY(button("save").isEnabled());
    QVERIFY(text("mistakes").isEmpty());
}

void TestScheduleDialog::rowsComeAndGo()
{
    QTest::mouseClick(&button("add"), Qt::LeftButton);
    QCOMPARE(m_dialog->edited().targets.size(), std::size_t(3));
    QVERIFY(named<QComboBox>(u"Model of target 3"_s).hasFocus());
    auto& remove = named<QToolButton>(u"Remove target 1"_s);
    remove.setFocus();
    QTest::keyClick(&remove, Qt::Key_Space);
    QCOMPARE(m_dialog->edited().targets.size(), std::size_t(2));
    QCOMPARE(m_dialog->edited().targets[0].id.kind, ProbeKind::Generation);
    QVERIFY(named<QComboBox>(u"Model of target 1"_s).hasFocus());
}

// A file without targets would mean the usual schedule, which costs money.
void TestScheduleDialog::withoutATargetNothingCanBeSaved()
{
    for (int i = 0; i < 2; ++i) {
        QTest::mouseClick(&named<QToolButton>(u"Remove target 1"_s), Qt::LeftButton);
    }
    QVERIFY(m_dialog->edited().targets.empty());
    QVERIFY(!button("save").isEnabled());
    QVERIFY(text("mistakes").contains(u"add one"_s));
    QVERIFY(button("add").hasFocus());
}

void TestScheduleDialog::ceilingsCanBeLifted()
{
    for (auto* box : m_dialog->findChildren<QCheckBox*>()) {
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Space);
    }
    QVERIFY(!m_dialog->edited().budget.usdPerDay);
    QVERIFY(!m_dialog->edited().budget.usdPerMonth);
    QVERIFY(text("ceilings").startsWith(u"No ceiling is set"_s));
}

void TestScheduleDialog::organizationsHaveAFieldOnlyWhenThereAreAny()
{
    const auto fields = [this] {
        const auto boxes = m_dialog->findChildren<QComboBox*>();
        return std::ranges::count_if(boxes, [](const QComboBox* box) {
            return box->isVisible() && box->accessibleName().startsWith(u"Organization"_s);
        });
    };
    QCOMPARE(fields(), 0);
    ScheduleDialog::Content two = scheduleContent();
    two.settings.organizations[u"acme"_s].key = "unknown";
    open(two);
    QCOMPARE(fields(), 2);
    auto& organization = named<QComboBox>(u"Organization of target 2"_s);
    organization.setFocus();
    QTest::keyClick(&organization, Qt::Key_End);
    QCOMPARE(m_dialog->edited().targets[1].id.organization, u"acme"_s);
    QVERIFY(button("save").isEnabled());
}

void TestScheduleDialog::theDemoCanBeTriedOutButNotSaved()
{
    ScheduleDialog::Content demo = scheduleContent();
    demo.whyNotSaved = u"The demo has no configuration."_s;
    open(demo);
    QVERIFY(!button("save").isEnabled());
    QCOMPARE(text("note"), demo.whyNotSaved);
    const QString before = text("total");
    type(named<QSpinBox>(u"Interval of target 1"_s), u"45"_s);
    QVERIFY(text("total") != before);
    QVERIFY(!button("save").isEnabled());
}

void TestScheduleDialog::anErrorOfTheFileStaysInTheDialog()
{
    m_dialog->showError(u"The disk is full."_s);
    QCOMPARE(text("mistakes"), u"The disk is full."_s);
    QVERIFY(m_dialog->isVisible() && button("save").isEnabled());
}

QTEST_MAIN(TestScheduleDialog)
#include "tst_scheduledialog.moc"

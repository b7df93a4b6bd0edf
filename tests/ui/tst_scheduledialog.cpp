// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/projection.h"
#include "ui/dialogs/scheduledialog.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>

using namespace plimsoll;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const TimePoint now = fromEpochMs(1'795'000'000'000);

ScheduleJudgement judge(const ProbeSettings& settings)
{
    const Projection projection =
        project(settings.targets, settings.budget, Catalogue::shipped(), now);
    QStringList warnings;
    if (projection.dayStopsAfter) {
        warnings << u"the daily ceiling stops it"_s;
    }
    if (projection.monthStopsAfter) {
        warnings << u"the monthly ceiling stops it"_s;
    }
    return {.projection = projection, .mistakes = settings.validate(), .warnings = warnings};
}

ScheduleDialog::Content content()
{
    ScheduleDialog::Content content;
    content.settings.api.key = "unknown";
    content.settings.targets = {{.id = {u"claude-opus-4-7"_s, ProbeKind::Admission}, .every = 90s},
                                {.id = {u"claude-opus-4-7"_s, ProbeKind::Generation},
                                 .every = 15min,
                                 .sampling = Sampling::Fixed,
                                 .jitter = 0.5,
                                 .timeout = 30s}};
    content.catalogue = Catalogue::shipped();
    content.judge = judge;
    content.file = u"/home/me/plimsoll.toml"_s;
    return content;
}

} // namespace

class TestScheduleDialog final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void nothingEditedIsNothingChanged();
    void oddValuesAreKeptToTheLastDigit();
    void theCostFollowsTheInterval();
    void aCeilingThatStopsItIsTold();
    void aMistakeStandsBesideItsTarget();
    void aTargetThatStandsThereTwiceIsAMistake();
    void rowsComeAndGo();
    void withoutATargetNothingCanBeSaved();
    void ceilingsCanBeLifted();
    void strayEnterNeitherSavesNorCloses();
    void enterPressesTheButtonThatHasTheFocus();
    void aWheelOverTheListChangesNoField();
    void organizationsHaveAFieldOnlyWhenThereAreAny();
    void theDemoCanBeTriedOutButNotSaved();
    void anErrorOfTheFileStaysInTheDialog();
    void theTabKeyGoesThroughTheFieldsInTheirOrder();
    void everyFieldHasANameAndTheKeyboard();
    void nothingIsCutAt150Percent();

private:
    template<typename Widget>
    Widget& named(const QString& accessibleName)
    {
        for (auto* widget : m_dialog->findChildren<Widget*>()) {
            if (widget->accessibleName() == accessibleName && widget->isVisible()) {
                return *widget;
            }
        }
        qFatal("no %s", qPrintable(accessibleName));
    }
    QPushButton& button(const char* name)
    {
        return *m_dialog->findChild<QPushButton*>(QLatin1String(name));
    }
    QString text(const char* name) const
    {
        return m_dialog->findChild<QLabel*>(QLatin1String(name))->text();
    }
    void choose(const QString& accessibleName, int index)
    {
        named<QComboBox>(accessibleName).setCurrentIndex(index);
    }
    void type(QAbstractSpinBox& field, const QString& digits)
    {
        field.setFocus();
        field.selectAll();
        QTest::keyClicks(&field, digits);
    }
    void open(const ScheduleDialog::Content& shown);

    std::unique_ptr<ThemeState> m_themes;
    std::unique_ptr<ScheduleDialog> m_dialog;
};

void TestScheduleDialog::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    prepareApplication();
}

void TestScheduleDialog::init()
{
    open(content());
}

void TestScheduleDialog::open(const ScheduleDialog::Content& shown)
{
    m_dialog.reset();
    m_themes = std::make_unique<ThemeState>(Appearance::Light);
    const Format format {.numbers = Numbers(QLocale()),
                         .times = Times(QTimeZone::utc(), QLocale())};
    m_dialog = std::make_unique<ScheduleDialog>(shown, *m_themes, format);
    m_dialog->show();
    m_dialog->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
}

void TestScheduleDialog::nothingEditedIsNothingChanged()
{
    QCOMPARE(m_dialog->edited().targets, content().settings.targets);
    QSignalSpy saved(m_dialog.get(), &ScheduleDialog::saved);
    QTest::mouseClick(&button("save"), Qt::LeftButton);
    QCOMPARE(saved.count(), 1);
    QCOMPARE(saved[0][0].value<std::vector<Target>>(), content().settings.targets);
    QCOMPARE(saved[0][1].value<BudgetSettings>().usdPerDay, std::optional(0.5));
    QCOMPARE(saved[0][1].value<BudgetSettings>().usdPerMonth, std::optional(15.0));
    QVERIFY(m_dialog->isVisible()); // until it is written
    QVERIFY(text("note").contains(u"plimsoll.toml.bak"_s));
}

void TestScheduleDialog::oddValuesAreKeptToTheLastDigit()
{
    ScheduleDialog::Content odd = content();
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

void TestScheduleDialog::strayEnterNeitherSavesNorCloses()
{
    QSignalSpy saved(m_dialog.get(), &ScheduleDialog::saved);
    auto& every = named<QSpinBox>(u"Interval of target 1"_s);
    type(every, u"45"_s);
    QTest::keyClick(&every, Qt::Key_Return);
    QCOMPARE(saved.count(), 0);
    QVERIFY(m_dialog->isVisible());
    QTest::keyClick(&every, Qt::Key_Escape);
    QVERIFY(!m_dialog->isVisible());
}

void TestScheduleDialog::enterPressesTheButtonThatHasTheFocus()
{
    QSignalSpy saved(m_dialog.get(), &ScheduleDialog::saved);
    button("save").setFocus();
    QTest::keyClick(&button("save"), Qt::Key_Return);
    QCOMPARE(saved.count(), 1);
}

void TestScheduleDialog::aWheelOverTheListChangesNoField()
{
    auto& every = named<QSpinBox>(u"Interval of target 1"_s);
    button("add").setFocus();
    const QPointF at = every.rect().center();
    QWheelEvent turn(at, every.mapToGlobal(at), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                     Qt::NoScrollPhase, false);
    QApplication::sendEvent(&every, &turn);
    QCOMPARE(m_dialog->edited().targets, content().settings.targets);
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
    ScheduleDialog::Content two = content();
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
    ScheduleDialog::Content demo = content();
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

void TestScheduleDialog::theTabKeyGoesThroughTheFieldsInTheirOrder()
{
    QVERIFY(named<QComboBox>(u"Model of target 1"_s).hasFocus());
    QTest::mouseClick(&button("add"), Qt::LeftButton);
    choose(u"Model of target 3"_s, 4); // as it is added it has a mistake, and Save no focus
    named<QComboBox>(u"Model of target 2"_s).setFocus();
    const QStringList expected {
        u"Kind of target 2"_s,     u"Interval of target 2"_s, u"Unit of the interval of target 2"_s,
        u"Sampling of target 2"_s, u"Remove target 2"_s,      u"Model of target 3"_s};
    for (const QString& name : expected) {
        QTest::keyClick(m_dialog->focusWidget(), Qt::Key_Tab);
        QCOMPARE(m_dialog->focusWidget()->accessibleName(), name);
    }
    for (int i = 0; i < 6; ++i) {
        QTest::keyClick(m_dialog->focusWidget(), Qt::Key_Tab);
    }
    QVERIFY(button("add").hasFocus());
    for (int i = 0; i < 7; ++i) { // two ceilings of two fields, Save, Cancel, and round again
        QTest::keyClick(m_dialog->focusWidget(), Qt::Key_Tab);
        if (i == 0) {
            QVERIFY(qobject_cast<QCheckBox*>(m_dialog->focusWidget()));
        }
    }
    QCOMPARE(m_dialog->focusWidget()->accessibleName(), u"Model of target 1"_s);
}

void TestScheduleDialog::everyFieldHasANameAndTheKeyboard()
{
    int controls = 0;
    for (const auto* field : m_dialog->findChildren<QWidget*>()) {
        const bool control = qobject_cast<const QComboBox*>(field)
            || qobject_cast<const QAbstractSpinBox*>(field)
            || qobject_cast<const QToolButton*>(field);
        if (control) {
            ++controls;
            QVERIFY2(!field->accessibleName().isEmpty(), field->metaObject()->className());
            QVERIFY((field->focusPolicy() & Qt::TabFocus) != 0);
        }
    }
    QCOMPARE(controls, 2 * 7 + 2);
}

void TestScheduleDialog::nothingIsCutAt150Percent()
{
    const QFont before = QApplication::font();
    QFont large = before;
    large.setPixelSize(before.pixelSize() * 3 / 2);
    QApplication::setFont(large);
    ScheduleDialog::Content mistaken = content();
    mistaken.settings.targets[1].id.model.clear();
    open(mistaken);
    QApplication::setFont(before);
    m_dialog->resize(m_themes->px(880), m_themes->px(620)); // as on a screen that has the room
    const auto* list = m_dialog->findChild<QScrollArea*>();
    QTRY_COMPARE(list->horizontalScrollBar()->maximum(), 0);
    for (const auto* row : m_dialog->findChildren<TargetRow*>()) {
        for (const QWidget* field :
             row->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) {
            if (field->isVisible() && !qobject_cast<const QLabel*>(field)) {
                QVERIFY2(field->width() >= field->minimumSizeHint().width()
                             && field->height() >= field->minimumSizeHint().height(),
                         qPrintable(field->accessibleName()));
            }
        }
    }
    for (const auto* label : m_dialog->findChildren<QLabel*>()) {
        if (label->isVisible()) {
            const int needed = label->wordWrap() ? label->heightForWidth(label->width())
                                                 : label->sizeHint().height();
            QVERIFY2(label->height() >= needed, qPrintable(label->text()));
            QVERIFY2(label->wordWrap() || label->width() >= label->sizeHint().width(),
                     qPrintable(label->text()));
        }
    }
}

QTEST_MAIN(TestScheduleDialog)
#include "tst_scheduledialog.moc"

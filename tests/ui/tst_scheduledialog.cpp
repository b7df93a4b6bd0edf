// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/scheduledialog.h"

#include <QSignalSpy>
#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

ScheduleDialog::Content content()
{
    ScheduleDialog::Content content;
    content.settings.targets = {
        {.id = {u"claude-opus-4-7"_s, ProbeKind::Admission}, .every = 90s},
        {.id = {u"claude-opus-4-7"_s, ProbeKind::Generation}, .every = 15min}};
    content.catalogue = Catalogue::shipped();
    content.now = fromEpochMs(1'795'000'000'000);
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
    void theCostFollowsTheInterval();
    void aMistakeStandsBesideItsTarget();
    void rowsComeAndGo();
    void ceilingsCanBeLifted();
    void strayEnterSavesNothing();
    void everyFieldHasANameAndTheKeyboard();

private:
    template<typename Widget>
    Widget& named(const QString& accessibleName)
    {
        for (auto* widget : m_dialog->findChildren<Widget*>()) {
            if (widget->accessibleName() == accessibleName && !widget->isHidden()) {
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
    m_dialog.reset();
    m_themes = std::make_unique<ThemeState>(Appearance::Light);
    const Format format {.numbers = Numbers(QLocale()),
                         .times = Times(QTimeZone::utc(), QLocale())};
    m_dialog = std::make_unique<ScheduleDialog>(content(), *m_themes, format);
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
}

void TestScheduleDialog::nothingEditedIsNothingChanged()
{
    QCOMPARE(m_dialog->edited().targets, content().settings.targets);
    QCOMPARE(m_dialog->edited().budget.usdPerDay, content().settings.budget.usdPerDay);
    QSignalSpy saved(m_dialog.get(), &ScheduleDialog::saved);
    QTest::mouseClick(&button("save"), Qt::LeftButton);
    QCOMPARE(saved.count(), 1);
}

void TestScheduleDialog::theCostFollowsTheInterval()
{
    const QString before = text("total");
    auto& every = named<QSpinBox>(u"Interval of target 1"_s);
    every.setFocus();
    every.selectAll();
    QTest::keyClicks(&every, u"2"_s);
    QCOMPARE(m_dialog->edited().targets[0].every, std::chrono::milliseconds(2s));
    QVERIFY(text("total") != before);
    QVERIFY(text("ceilings").contains(u"daily ceiling"_s));
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
            return label->isVisible() && label->text().contains(u"a model is needed"_s);
        });
    };
    QVERIFY(!says(rows[0]) && says(rows[1]));
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
}

void TestScheduleDialog::ceilingsCanBeLifted()
{
    for (auto* box : m_dialog->findChildren<QCheckBox*>()) {
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Space);
    }
    QVERIFY(!m_dialog->edited().budget.usdPerDay);
    QVERIFY(!m_dialog->edited().budget.usdPerMonth);
}

void TestScheduleDialog::strayEnterSavesNothing()
{
    QSignalSpy saved(m_dialog.get(), &ScheduleDialog::saved);
    QTest::keyClick(m_dialog.get(), Qt::Key_Return);
    QCOMPARE(saved.count(), 0);
    QVERIFY(!m_dialog->isVisible());
}

void TestScheduleDialog::everyFieldHasANameAndTheKeyboard()
{
    for (const auto* field : m_dialog->findChildren<QWidget*>()) {
        const bool control = qobject_cast<const QComboBox*>(field)
            || qobject_cast<const QAbstractSpinBox*>(field)
            || qobject_cast<const QToolButton*>(field);
        if (control) {
            QVERIFY2(!field->accessibleName().isEmpty(), field->metaObject()->className());
            QVERIFY(field->focusPolicy() & Qt::TabFocus);
        }
    }
}

QTEST_MAIN(TestScheduleDialog)
#include "tst_scheduledialog.moc"

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/openschedule.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QWheelEvent>

#include <algorithm>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestScheduleKeys final : public QObject, OpenSchedule
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        prepareApplication();
    }
    void init() { open(scheduleContent()); }
    void strayEnterNeitherSavesNorCloses();
    void enterPressesTheButtonThatHasTheFocus();
    void aWheelOverTheListChangesNoField();
    void theTabKeyGoesThroughTheFieldsInTheirOrder();
    void aTargetThatIsAddedIsInSight();
    void everyFieldHasANameAndTheKeyboard();
    void nothingIsCutAt150Percent();
};

void TestScheduleKeys::strayEnterNeitherSavesNorCloses()
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

void TestScheduleKeys::enterPressesTheButtonThatHasTheFocus()
{
    QSignalSpy saved(m_dialog.get(), &ScheduleDialog::saved);
    button("save").setFocus();
    QTest::keyClick(&button("save"), Qt::Key_Return);
    QCOMPARE(saved.count(), 1);
}

void TestScheduleKeys::aWheelOverTheListChangesNoField()
{
    auto& every = named<QSpinBox>(u"Interval of target 1"_s);
    button("add").setFocus();
    const QPointF at = every.rect().center();
    QWheelEvent turn(at, every.mapToGlobal(at), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                     Qt::NoScrollPhase, false);
    QApplication::sendEvent(&every, &turn);
    QCOMPARE(m_dialog->edited().targets, scheduleContent().settings.targets);
}

void TestScheduleKeys::theTabKeyGoesThroughTheFieldsInTheirOrder()
{
    QVERIFY(named<QComboBox>(u"Model of target 1"_s).hasFocus());
    QTest::mouseClick(&button("add"), Qt::LeftButton);
    named<QComboBox>(u"Model of target 3"_s)
        .setCurrentIndex(4); // as it is added it has a mistake, and Save no focus
    named<QComboBox>(u"Model of target 2"_s).setFocus();
    const QStringList expected {
        u"Kind of target 2"_s,     u"Interval of target 2"_s, u"Unit of the interval of target 2"_s,
        u"Sampling of target 2"_s, u"Remove target 2"_s,      u"Model of target 3"_s};
    for (const QString& name : expected) {
        QCOMPARE(tab()->accessibleName(), name);
    }
    for (int i = 0; i < 6; ++i) {
        tab();
    }
    QVERIFY(button("add").hasFocus());
    for (int ceiling = 0; ceiling < 2; ++ceiling) {
        QVERIFY(qobject_cast<QCheckBox*>(tab()));
        QVERIFY(qobject_cast<QDoubleSpinBox*>(tab()));
    }
    QCOMPARE(tab(), &button("save"));
    QCOMPARE(tab(), &button("cancel"));
    QCOMPARE(tab()->accessibleName(), u"Model of target 1"_s);
}

void TestScheduleKeys::aTargetThatIsAddedIsInSight()
{
    for (int i = 0; i < 20; ++i) {
        QTest::mouseClick(&button("add"), Qt::LeftButton);
    }
    QTest::keyClick(m_dialog.get(), Qt::Key_A, Qt::AltModifier);
    QTRY_COMPARE(m_dialog->edited().targets.size(), std::size_t(23));
    const auto& model = named<QComboBox>(u"Model of target 23"_s);
    QVERIFY(model.hasFocus());
    QTRY_COMPARE(model.visibleRegion().boundingRect().height(), model.height());
}

void TestScheduleKeys::everyFieldHasANameAndTheKeyboard()
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

void TestScheduleKeys::nothingIsCutAt150Percent()
{
    const QFont before = QApplication::font();
    QFont large = before;
    large.setPixelSize(before.pixelSize() * 3 / 2);
    QApplication::setFont(large);
    ScheduleDialog::Content mistaken = scheduleContent();
    mistaken.settings.targets[1].id.model.clear();
    mistaken.settings.organizations[u"a-very-long-name-of-a-department"_s].key = "unknown";
    open(mistaken);
    QApplication::setFont(before);
    m_dialog->resize(m_themes->px(940), m_themes->px(620)); // as on a screen that has the room
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

QTEST_MAIN(TestScheduleKeys)
#include "tst_schedulekeys.moc"

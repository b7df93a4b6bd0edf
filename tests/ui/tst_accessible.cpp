// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/openwindow.h"
#include "ui/charts/plotview.h"
#include "ui/pages/pageids.h"
#include "ui/widgets/lanetimeline.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QButtonGroup>
#include <QComboBox>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// Every page with all that it can show.
class TestAccessible final : public QObject, OpenWindow
{
    Q_OBJECT

private slots:
    void initTestCase() { prepare(); }
    void init();
    void cleanup() { close(); }
    void everyChartSaysInASentenceWhatItShows_data() { pages(); }
    void everyChartSaysInASentenceWhatItShows();
    void everyControlHasAName_data() { pages(); }
    void everyControlHasAName();
    void theTabKeyReachesEveryControl_data() { pages(); }
    void theTabKeyReachesEveryControl();

private:
    void pages();
    void showPage(const QString& id);
    std::vector<QWidget*> controls() const; // of the window, that are seen
};

void TestAccessible::pages()
{
    QTest::addColumn<QString>("id");
    for (const char* id : pageIds) {
        QTest::newRow(id) << QString::fromLatin1(id);
    }
}

void TestAccessible::init()
{
    open();
    m_window->resize(1440, 900);
}

void TestAccessible::showPage(const QString& id)
{
    QVERIFY(m_window->showPage(id));
    m_window->setDashboard(cannedDashboard(14 * 24h));
    if (const FindingKinds wanted = m_window->wants()) {
        m_window->setFindings(std::make_shared<const Findings>(cannedFindings(
            {.kinds = wanted,
             .selection = {.range = {cannedNow() - 14 * 24h, cannedNow()}, .models = {}},
             .asOf = cannedNow(),
             .zone = QTimeZone::utc()})));
    }
    QVERIFY(m_window->page(id)->isReady());
    QCoreApplication::processEvents();
}

void TestAccessible::everyChartSaysInASentenceWhatItShows()
{
    QFETCH(QString, id);
    showPage(id);
    std::vector<QWidget*> charts;
    for (auto* chart : m_window->page(id)->findChildren<PlotView*>()) {
        charts.push_back(chart);
    }
    for (auto* timeline : m_window->page(id)->findChildren<LaneTimeline*>()) {
        charts.push_back(timeline);
    }
    for (const QWidget* chart : charts) {
        QVERIFY2(!chart->accessibleName().isEmpty(), chart->metaObject()->className());
        QVERIFY2(!chart->accessibleDescription().isEmpty(), qPrintable(chart->accessibleName()));
    }
    const QStringList without {u"claims"_s, u"observations"_s};
    QCOMPARE(charts.empty(), without.contains(id));
}

std::vector<QWidget*> TestAccessible::controls() const
{
    std::vector<QWidget*> found;
    for (QWidget* widget : m_window->findChildren<QWidget*>()) {
        const bool isControl = qobject_cast<QAbstractButton*>(widget)
            || qobject_cast<QComboBox*>(widget) || qobject_cast<QAbstractSpinBox*>(widget)
            || qobject_cast<QAbstractItemView*>(widget) || qobject_cast<PlotView*>(widget);
        if (isControl && widget->isVisible() && widget->isEnabled()
            && widget->focusPolicy() & Qt::TabFocus && !widget->focusProxy()) {
            found.push_back(widget);
        }
    }
    return found;
}

void TestAccessible::everyControlHasAName()
{
    QFETCH(QString, id);
    showPage(id);
    for (const QWidget* control : controls()) {
        const auto* button = qobject_cast<const QAbstractButton*>(control);
        QVERIFY2(!control->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                 control->metaObject()->className());
    }
}

void TestAccessible::theTabKeyReachesEveryControl()
{
    QFETCH(QString, id);
    showPage(id);
    const std::vector<QWidget*> wanted = controls();
    std::vector<QWidget*> missing = wanted;
    QVERIFY(!wanted.empty());
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    for (std::size_t step = 0; step < 4 * wanted.size() + 20 && !missing.empty(); ++step) {
        QTest::keyClick(m_window.get(), Qt::Key_Tab);
        std::erase(missing, QApplication::focusWidget());
        // Of radio-like buttons the Tab key visits the one that is chosen; arrows reach the others.
        std::erase_if(missing, [](QWidget* widget) {
            const auto* button = qobject_cast<QAbstractButton*>(widget);
            const auto* now = qobject_cast<QAbstractButton*>(QApplication::focusWidget());
            return button && now && button->group() && button->group() == now->group();
        });
    }
    QStringList names;
    for (const QWidget* widget : missing) {
        names << QString::fromLatin1(widget->metaObject()->className()) + u' '
                + widget->accessibleName();
    }
    QVERIFY2(missing.empty(), qPrintable(names.join(u", "_s)));
}

QTEST_MAIN(TestAccessible)
#include "tst_accessible.moc"

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/subject.h"
#include "tests/ui/openwindow.h"
#include "ui/mainwindow/topbar.h"
#include "ui/pages/limitspage.h"
#include "ui/pages/observationspage.h"
#include "ui/pages/overloadpage.h"
#include "ui/pages/overviewpage.h"
#include "ui/viewmodels/sentences.h"
#include "ui/wall/wallcontent.h"
#include "ui/widgets/fieldlist.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/noticelabel.h"
#include "ui/widgets/sidebyside.h"
#include "ui/widgets/verdictline.h"

#include <QComboBox>
#include <QHeaderView>
#include <QScrollArea>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// That what the window has to say can be read: at every size, of every length.
class TestLegible final : public QObject, OpenWindow
{
    Q_OBJECT

private slots:
    void initTestCase() { prepare(); }
    void init() { open(); }
    void cleanup() { close(); }
    void ownTrafficIsShownBesideEachLimit_data();
    void ownTrafficIsShownBesideEachLimit();
    void manyModelsAreChosenFromAList();
    void theClockIsNeverCut();
    void aTileSaysWhatIsNotSentAndWhy();
    void onlyAnOverloadMakesTheRateBad();
    void aLimitThatWasLowIsNotCalledLowForEver();
    void theWallSaysWhyNothingIsSent();
    void oneObservationCanBeReadInTheDark();
    void everythingFitsTheWidth_data();
    void everythingFitsTheWidth();
    void wideColumnsGoBelowEachOtherAgain();
    void aLongVerdictIsNeverCut();
    void manyTilesNeedNoSidewaysScrolling();
};

void TestLegible::ownTrafficIsShownBesideEachLimit_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("on a small screen") << QSize(1000, 700);
    QTest::newRow("where the columns begin to stand side by side") << QSize(1340, 800);
    QTest::newRow("on a usual screen") << QSize(1440, 900);
    QTest::newRow("on a large screen") << QSize(1920, 1080);
}

void TestLegible::ownTrafficIsShownBesideEachLimit()
{
    QFETCH(QSize, size);
    m_window->resize(size);
    m_window->showPage(u"limits"_s);
    m_window->setDashboard(cannedDashboard(24h));
    const HeadroomList& headroom = page<LimitsPage>("limits").headroom();
    QTRY_VERIFY(headroom.isVisible() && headroom.width() > 0);
    for (const HeadroomList::Pool& pool : headroom.pools()) {
        for (const HeadroomRow& row : pool.rows) {
            QVERIFY2(row.own.endsWith(u'%'), qPrintable(pool.name + u' ' + row.kind));
        }
    }
    QVERIFY(headroom.accessibleDescription().contains(u", own probes 0."_s));
    const auto fits = [&headroom, this] {
        const QWidget* shown = m_window->page(u"limits"_s)->parentWidget(); // what is seen of it
        const int right = headroom.mapTo(m_window.get(), QPoint(headroom.width(), 0)).x();
        return headroom.width() >= headroom.sizeHint().width()
            && right <= shown->mapTo(m_window.get(), QPoint(shown->width(), 0)).x();
    };
    QTRY_VERIFY2(fits(), qPrintable(QString::number(headroom.width())));
}

void TestLegible::manyModelsAreChosenFromAList()
{
    Dashboard dashboard = cannedDashboard(24h);
    m_window->showPage(u"overload"_s);
    m_window->setDashboard(dashboard);
    auto* list = page<OverloadPage>("overload").findChild<QComboBox*>(u"manyModels"_s);
    QVERIFY(!list->isVisible());
    for (int i = 0; i < 20; ++i) {
        dashboard.models.push_back(dashboard.models.back());
        dashboard.models.back().model = u"claude-model-%1"_s.arg(i);
    }
    m_window->resize(1200, 900);
    m_window->setDashboard(dashboard);
    QVERIFY(list->isVisible());
    QCOMPARE(list->count(), 24);
    QCOMPARE(list->currentData().toString(), opus47);
    list->setCurrentIndex(1);
    QCOMPARE(m_selection->focus(), opus55);
    QTRY_VERIFY(page<OverloadPage>("overload").width() <= 1200);
}

void TestLegible::theClockIsNeverCut()
{
    m_window->setDashboard(cannedDashboard(24h)); // with DEMO DATA beside it
    const auto clockFits = [this] {
        for (const ElidedLabel* label :
             m_window->findChild<TopBar*>()->findChildren<ElidedLabel*>()) {
            if (label->width() < label->sizeHint().width()) {
                return false;
            }
        }
        return true;
    };
    for (const QSize size : {QSize(1000, 700), QSize(1440, 900)}) {
        m_window->resize(size);
        QTRY_COMPARE(m_window->size(), size);
        m_selection->setPreset(RangePreset::Day);
        QTRY_VERIFY(clockFits());
        m_selection->setCustom({.from = cannedNow() - 100h, .to = cannedNow() - 30h});
        QTRY_VERIFY(clockFits());
    }
}

void TestLegible::aTileSaysWhatIsNotSentAndWhy()
{
    Dashboard dashboard = cannedDashboard(24h);
    const QString reason = u"claude-opus-4-7 is retired, unknown or not enabled for this key; "
                           "probe claude-opus-5-5 instead"_s;
    dashboard.models.front().resting = {{.target = {.model = opus47, .kind = ProbeKind::Admission},
                                         .how = Resting::How::Stopped,
                                         .at = cannedNow() - 4min,
                                         .reason = reason}};
    m_window->resize(1440, 900);
    m_window->setDashboard(dashboard);
    const auto& tiles = page<OverviewPage>("overview").tiles();
    const auto* notice = tiles.front()->findChild<NoticeLabel*>(u"notice"_s);
    QCOMPARE(notice->text(), u"Stopped 4 min ago: admission: %1"_s.arg(reason));
    QTRY_VERIFY(notice->isVisible() && notice->height() >= notice->sizeHint().height());
    QTRY_COMPARE(notice->lines().join(u' '), notice->text()); // all of it, without a tool tip
    QVERIFY(!tiles.back()->findChild<NoticeLabel*>(u"notice"_s)->isVisible());
}

void TestLegible::onlyAnOverloadMakesTheRateBad()
{
    ModelOverview model = cannedDashboard(24h).models.front();
    QCOMPARE(model.verdict.condition, Condition::Bad);
    const Freshness freshness {.now = cannedNow()};
    QVERIFY(modelTile(model, freshness, Format()).badRate);
    model.overloadedSince.reset(); // a refused key, for example
    QVERIFY(!modelTile(model, freshness, Format()).badRate);
}

void TestLegible::aLimitThatWasLowIsNotCalledLowForEver()
{
    Dashboard dashboard = cannedDashboard(24h);
    LimitNow& limit = dashboard.limits.pools.front().now.front();
    limit.remaining = 10;
    limit.reset = cannedNow() + 30s;
    const Headline low = limitsHeadline(dashboard, cannedNow(), Format());
    QCOMPARE(low.condition, Condition::Warning);
    QVERIFY(low.sentence.contains(u" has 1 %"_s));
    const Headline later = limitsHeadline(dashboard, cannedNow() + 60s, Format());
    QCOMPARE(later.condition, Condition::Unknown);
    QVERIFY2(later.sentence.endsWith(u"left when last read; it was to be full by now."_s),
             qPrintable(later.sentence));
}

void TestLegible::theWallSaysWhyNothingIsSent()
{
    Dashboard dashboard = cannedDashboard(24h);
    const Freshness late {.now = cannedNow() + 1h};
    QVERIFY(wallContent(dashboard, late, Format()).detail.startsWith(u"Nobody is measuring"_s));
    dashboard.models.front().resting = {{.target = {.model = opus47, .kind = ProbeKind::Admission},
                                         .how = Resting::How::LeftOut,
                                         .at = cannedNow() + 59min,
                                         .reason = u"the budget is spent"_s}};
    QCOMPARE(wallContent(dashboard, late, Format()).detail,
             u"Not sent 1 min ago: Opus 4.7 admission: the budget is spent"_s);
}

void TestLegible::oneObservationCanBeReadInTheDark()
{
    m_themes->setAppearance(Appearance::Dark);
    m_window->resize(1440, 900);
    m_window->showPage(u"observations"_s);
    m_window->setDashboard(cannedDashboard(24h));
    auto& observations = page<ObservationsPage>("observations");
    QTRY_VERIFY(observations.model().rowCount() > 4);
    const QModelIndex index = observations.model().index(3, 1);
    DataTable& table = observations.table();
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(index).center());
    QTRY_VERIFY(observations.headers().rowCount() > 0);
    for (FieldList* list : observations.findChildren<FieldList*>()) {
        QWidget* shown = list->viewport();
        const QImage image = shown->grab().toImage();
        QCOMPARE(image.pixelColor(image.width() - 2, 1), m_themes->theme()[Token::Surface]);
    }
}

void TestLegible::everythingFitsTheWidth_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QSize>("size");
    for (const char* id : {"overview", "overload", "limits", "trends", "advisor", "claims"}) {
        for (const QSize size : {QSize(1000, 700), QSize(1440, 900)}) {
            QTest::addRow("%s at %d", id, size.width()) << QString::fromLatin1(id) << size;
        }
    }
}

void TestLegible::everythingFitsTheWidth()
{
    QFETCH(QString, id);
    QFETCH(QSize, size);
    Dashboard dashboard = cannedDashboard(14 * 24h);
    for (const std::size_t i : {1U, 3U}) { // as two organizations have them
        dashboard.models[i].displayName += u" (acme)"_s;
        dashboard.series[i].displayName += u" (acme)"_s;
    }
    m_window->resize(1440, 900); // from where columns stand side by side
    m_window->showPage(id);
    m_window->setDashboard(dashboard);
    if (const FindingKinds wanted = m_window->wants()) {
        m_window->setFindings(
            std::make_shared<const Findings>(cannedFindings({.kinds = wanted,
                                                             .selection = dashboard.selection,
                                                             .asOf = cannedNow(),
                                                             .zone = QTimeZone::utc()})));
    }
    QVERIFY(m_window->page(id)->isReady());
    QTRY_COMPARE(m_window->width(), 1440);
    m_window->resize(size);
    QTRY_COMPARE(m_window->size(), size);
    const Page* shown = m_window->page(id);
    QTRY_VERIFY2(shown->width() <= shown->parentWidget()->width(),
                 qPrintable(QString::number(shown->width())));
    for (const DataTable* table : shown->findChildren<DataTable*>()) {
        const auto fits = [table] {
            return table->horizontalHeader()->length() <= table->viewport()->width();
        };
        QTRY_VERIFY2(fits(),
                     qPrintable(u"%1: %2 of %3"_s.arg(table->accessibleName())
                                    .arg(table->horizontalHeader()->length())
                                    .arg(table->viewport()->width())));
    }
}

void TestLegible::wideColumnsGoBelowEachOtherAgain()
{
    QScrollArea scroll;
    scroll.setWidgetResizable(true);
    auto* columns = new SideBySide(7, 2); // taken by the area
    auto* main = new QWidget(columns);
    auto* side = new QWidget(columns);
    main->setMinimumSize(700, 100);
    side->setMinimumSize(400, 100);
    columns->main()->addWidget(main);
    columns->side()->addWidget(side);
    scroll.setWidget(columns);
    scroll.resize(1300, 400);
    scroll.show();
    QTRY_VERIFY(side->x() >= 700);
    scroll.resize(1050, 400); // above the breakpoint, and too narrow for both
    QTRY_VERIFY(side->y() >= 100);
    QTRY_VERIFY2(columns->width() <= scroll.viewport()->width(),
                 qPrintable(QString::number(columns->width())));
    scroll.resize(1300, 400);
    QTRY_VERIFY(side->x() >= 700);
}

void TestLegible::aLongVerdictIsNeverCut()
{
    Dashboard dashboard = cannedDashboard(24h);
    dashboard.verdict.sentence =
        u"You must act: Opus 4.7, Opus 5.5, Sonnet 5.5 and Haiku 5.5 (acme) cannot be found. It is "
        "you: a limit of Opus 4.7 (acme) is reached. It may be them: a probe of another failed."_s;
    m_window->resize(1000, 700); // so small that the page scrolls
    m_window->setDashboard(dashboard);
    const auto* line = m_window->page(u"overview"_s)->findChild<VerdictLine*>();
    QTRY_VERIFY(line->width() > 0 && line->width() < 1000);
    QTRY_VERIFY2(line->height() >= line->heightForWidth(line->width()),
                 qPrintable(QString::number(line->height())));
}

void TestLegible::manyTilesNeedNoSidewaysScrolling()
{
    Dashboard dashboard = cannedDashboard(24h);
    for (ModelOverview& model : dashboard.models) {
        model.organization = u"research-and-development"_s;
        model.displayName = subjectLabel(model.displayName, model.organization);
        if (model.tightest) {
            model.tightest->organization = model.organization;
        }
    }
    for (const QSize size : {QSize(1000, 700), QSize(1440, 900)}) {
        m_window->resize(size);
        m_window->setDashboard(dashboard);
        const QWidget* overview = m_window->page(u"overview"_s);
        QTRY_VERIFY2(overview->width() <= overview->parentWidget()->width(),
                     qPrintable(QString::number(overview->width())));
    }
}

QTEST_MAIN(TestLegible)
#include "tst_legible.moc"

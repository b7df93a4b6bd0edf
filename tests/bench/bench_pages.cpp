// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The dashboard over a year of twenty models that ends now: for each page, how long it takes from
// the click to the page painted with its final figures, first and again after another range was
// chosen, and for how long the thread of the window was not ready for the next event meanwhile.
// bench_pages [ROWS] [DIRECTORY], or bench_pages FILE for a store that is there; it is only read.
#include "app/gui/view.h"
#include "tests/bench/busywatch.h"
#include "tests/bench/figures.h"
#include "tests/bench/yearstore.h"

#include <QApplication>
#include <QDateTime>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>

#include <cstdio>

using namespace plimsoll;
using namespace plimsoll::bench;

namespace {

constexpr double blockedGoalMs = 16;
constexpr double paintedGoalMs = 100;
constexpr int longestWaitMs = 60'000;

MainWindow* shownWindow()
{
    for (QWidget* widget : QApplication::topLevelWidgets()) {
        if (auto* window = qobject_cast<MainWindow*>(widget)) {
            return window;
        }
    }
    return nullptr;
}

// Tells when the page was painted while it showed what is wanted.
class PaintWatch final : public QObject
{
public:
    PaintWatch(Page& page, std::function<bool()> isFinal)
        : m_page(page)
        , m_isFinal(std::move(isFinal))
    {
        m_page.installEventFilter(this);
    }

    // Nullopt: not in time.
    std::optional<double> waitMs(const QElapsedTimer& clock)
    {
        while (!m_painted && clock.elapsed() < longestWaitMs) {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
        return m_painted ? std::optional(*m_painted) : std::nullopt;
    }
    void begin(const QElapsedTimer& clock) { m_clock = &clock; }

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        // Paint events of children come with that of the window: what counts is that the next
        // painting after the answer is over.
        if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Paint
            || event->type() == QEvent::UpdateRequest) {
            QMetaObject::invokeMethod(
                this, [this] { note(); }, Qt::QueuedConnection);
        }
        return QObject::eventFilter(watched, event);
    }

private:
    void note()
    {
        if (!m_painted && m_clock && m_isFinal()) {
            m_painted = double(m_clock->nsecsElapsed()) / 1e6;
        }
    }

    Page& m_page;
    std::function<bool()> m_isFinal;
    const QElapsedTimer* m_clock = nullptr;
    std::optional<double> m_painted;
};

struct PageRun
{
    double painted = 0;
    double most = 0;
    double p99 = 0;
};

std::optional<PageRun> timed(MainWindow& window, const QString& id, BusyWatch& busy,
                             const std::function<void()>& act)
{
    Page& page = *window.page(id);
    const Dashboard* before = page.isReady() ? &page.shown() : nullptr;
    PaintWatch watch(page, [&] { return page.isReady() && &page.shown() != before; });
    QElapsedTimer clock;
    busy.forget();
    clock.start();
    watch.begin(clock);
    act();
    const auto painted = watch.waitMs(clock);
    if (!painted) {
        return std::nullopt;
    }
    return PageRun {.painted = *painted, .most = busy.most(), .p99 = busy.quantile(0.99)};
}

void add(std::vector<Figure>& figures, const QString& what, const PageRun& run)
{
    figures.push_back({.what = QStringLiteral("%1, painted with its figures").arg(what),
                       .ours = milliseconds(run.painted),
                       .goal = QStringLiteral("<= 100 ms"),
                       .met = run.painted <= paintedGoalMs});
    figures.push_back(
        {.what = QStringLiteral("%1, window not ready, max / p99").arg(what),
         .ours = milliseconds(run.most) + QStringLiteral(" / ") + milliseconds(run.p99),
         .goal = QStringLiteral("<= 16 ms"),
         .met = run.most <= blockedGoalMs});
}

int measure(const QString& store)
{
    GuiOptions options;
    options.utc = true;
    View view({.database = store,
               .cacheBytes = usualCacheBytes,
               .catalogue = Catalogue::shipped(),
               .claims = std::make_shared<const ClaimBook>(),
               .isThere = true,
               .stateFile = {},
               .clock = std::make_shared<SystemClock>()},
              options);
    view.show();
    MainWindow& window = *shownWindow();
    BusyWatch busy;
    std::vector<Figure> figures;
    SelectionState& selection = view.selection();
    for (const QString& id : window.pageIds()) {
        selection.setPreset(RangePreset::Day);
        const auto first = timed(window, id, busy, [&] { window.showPage(id); });
        if (!first) {
            std::fprintf(stderr, "%s was not painted\n", qPrintable(id));
            return 1;
        }
        add(figures, id, *first);
        for (const RangePreset preset : {RangePreset::FourWeeks, RangePreset::All}) {
            const auto run = timed(window, id, busy, [&] { selection.setPreset(preset); });
            if (!run) {
                std::fprintf(stderr, "%s was not painted anew\n", qPrintable(id));
                return 1;
            }
            add(figures, id + QStringLiteral(", ") + label(preset), *run);
        }
    }
    print(figures);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const QApplication application(argc, argv);
    prepareApplication();
    const QStringList arguments = QCoreApplication::arguments();
    const QString first = arguments.value(1, QStringLiteral("1000000"));
    if (QFile::exists(first)) {
        return measure(first);
    }
    const QTemporaryDir directory(arguments.value(2, QDir::tempPath())
                                  + QStringLiteral("/plimsoll-pages-XXXXXX"));
    if (first.toLongLong() <= 0 || !directory.isValid()) {
        std::fputs("usage: bench_pages [ROWS] [DIRECTORY] or FILE; they must exist\n", stderr);
        return 64;
    }
    const QString store = directory.filePath(QStringLiteral("store.db"));
    const Year year(YearPlan::ofRows(first.toLongLong()));
    const TimePoint now = fromEpochMs(QDateTime::currentMSecsSinceEpoch());
    const auto filled = fillStore(year, store, now - std::chrono::minutes(1) - year.end());
    if (!filled) {
        std::fprintf(stderr, "%s\n", qPrintable(filled.error().message));
        return 1;
    }
    return measure(store);
}

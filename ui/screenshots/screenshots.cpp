// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screenshots/screenshots.h"

#include "ui/mainwindow/mainwindow.h"
#include "ui/pages/pageids.h"
#include "ui/wall/wallwindow.h"

#include <QCoreApplication>
#include <QDir>
#include <QPixmap>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

using namespace std::chrono_literals;

// The picture is of one moment: that of the data.
class FrozenClock final : public Clock
{
public:
    explicit FrozenClock(TimePoint now)
        : m_now(now)
    {
    }
    TimePoint now() const override { return m_now; }
    std::chrono::nanoseconds monotonic() const override { return 0ns; }

private:
    TimePoint m_now;
};

struct PageShot
{
    const char* page;
    RangePreset preset;
};

// With the range that suits it.
constexpr std::array shots {
    PageShot {"overview", RangePreset::Day},       PageShot {"overload", RangePreset::TwoWeeks},
    PageShot {"limits", RangePreset::All},         PageShot {"latency", RangePreset::Week},
    PageShot {"trends", RangePreset::TwoWeeks},    PageShot {"capacity", RangePreset::FourWeeks},
    PageShot {"advisor", RangePreset::FourWeeks},  PageShot {"claims", RangePreset::All},
    PageShot {"incidents", RangePreset::TwoWeeks}, PageShot {"observations", RangePreset::Day}};
static_assert(shots.size() == pageIds.size());

Result<void> save(QWidget& widget, const QString& directory, const QString& name)
{
    const QString path = QDir(directory).filePath(name + u".png"_s);
    if (!widget.grab().save(path, "PNG")) {
        return Error {.code = Error::Code::CannotCreate,
                      .message = QString(u"Cannot write the picture "_s + path)};
    }
    return {};
}

// Lays the window out. Widths decide about columns, and those about heights, hence several rounds.
void settle(QWidget& widget)
{
    widget.setAttribute(Qt::WA_DontShowOnScreen);
    widget.show();
    for (int round = 0; round < 3; ++round) {
        widget.grab();
        QCoreApplication::sendPostedEvents(); // layouts, and answers that are in
    }
}

Result<void> renderPages(const QString& directory, const ScreenshotSource& source,
                         Appearance appearance)
{
    ThemeState themes(appearance);
    SelectionState selection;
    selection.setZoneChoice(source.zone);
    MainWindow window({.selection = selection,
                       .themes = themes,
                       .clock = std::make_shared<FrozenClock>(source.now),
                       .observations = {.fetch = source.rows, .exportRows = {}},
                       .settingsFile = {}});
    window.resize(1440, 900);
    window.setCollector(source.collector);
    for (const PageShot& shot : shots) {
        selection.setPreset(shot.preset);
        const Result<Dashboard> dashboard =
            source.dashboard(selection.selection(source.now, source.oldest));
        if (!dashboard) {
            return dashboard.error();
        }
        const QString page = QString::fromLatin1(shot.page);
        window.showPage(page);
        window.setDashboard(*dashboard);
        if (const FindingKinds wanted = window.wants()) {
            const Result<Findings> found =
                source.findings({.kinds = wanted,
                                 .selection = selection.selection(source.now, source.oldest),
                                 .asOf = source.now,
                                 .zone = selection.zone(),
                                 .silence = source.collector.silence});
            if (!found) {
                return found.error();
            }
            window.setFindings(std::make_shared<const Findings>(*found));
        }
        settle(window);
        if (auto* rows = qobject_cast<ObservationsPage*>(window.page(page))) {
            rows->table().selectRow(0);
            settle(window);
        }
        const QString name = page + (appearance == Appearance::Dark ? u"-dark"_s : u"-light"_s);
        if (const Result<void> saved = save(window, directory, name); !saved) {
            return saved;
        }
    }
    return {};
}

Result<void> renderWall(const QString& directory, const ScreenshotSource& source,
                        std::chrono::milliseconds since)
{
    ThemeState themes(Appearance::Dark);
    SelectionState selection;
    selection.setZoneChoice(source.zone);
    WallWindow wall({.selection = selection,
                     .themes = themes,
                     .clock = std::make_shared<FrozenClock>(source.now + since),
                     .silence = source.collector.silence});
    const Result<Dashboard> dashboard =
        source.dashboard(selection.selection(source.now, source.oldest));
    if (!dashboard) {
        return dashboard.error();
    }
    wall.setDashboard(*dashboard);
    wall.resize(1920, 1080);
    settle(wall);
    return save(wall, directory, since == 0ms ? u"wall"_s : u"wall-stale"_s);
}

} // namespace

Result<void> renderScreenshots(const QString& directory, const ScreenshotSource& source)
{
    for (const Appearance appearance : {Appearance::Light, Appearance::Dark}) {
        if (const Result<void> done = renderPages(directory, source, appearance); !done) {
            return done;
        }
    }
    if (const Result<void> done = renderWall(directory, source, 0ms); !done) {
        return done;
    }
    return renderWall(directory, source, source.collector.silence + 5min);
}

} // namespace plimsoll

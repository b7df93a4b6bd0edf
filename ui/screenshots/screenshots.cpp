// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screenshots/screenshots.h"

#include "ui/mainwindow/mainwindow.h"
#include "ui/pages/pageids.h"
#include "ui/wall/wallwindow.h"

#include <QApplication>
#include <QDir>
#include <QFontInfo>
#include <QHash>
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

// What a page is seen in.
struct Look
{
    enum class State { Figures, Stale, Empty, Failed };
    const char* name; // after that of the page
    Appearance appearance = Appearance::Light;
    State state = State::Figures;
    int percent = 100; // of the desktop's font
};

constexpr std::array looks {Look {.name = "light"},
                            Look {.name = "dark", .appearance = Appearance::Dark},
                            Look {.name = "stale", .state = Look::State::Stale},
                            Look {.name = "empty", .state = Look::State::Empty},
                            Look {.name = "error", .state = Look::State::Failed},
                            Look {.name = "200", .percent = 200}};

// For as long as it lives the desktop's font is larger.
class LargerFont
{
public:
    explicit LargerFont(int percent)
        : m_font(QApplication::font())
    {
        QFont font = m_font;
        font.setPixelSize(QFontInfo(font).pixelSize() * percent / 100);
        QApplication::setFont(font);
    }
    ~LargerFont() { QApplication::setFont(m_font); }
    Q_DISABLE_COPY_MOVE(LargerFont)

private:
    QFont m_font;
};

// What the pages show, asked once for all looks.
class PageAnswers
{
public:
    explicit PageAnswers(const ScreenshotSource& source)
        : m_source(source)
    {
    }

    Result<void> give(MainWindow& window, SelectionState& selection, RangePreset preset)
    {
        const QString page = window.currentPage();
        selection.setPreset(preset);
        const Selection chosen = selection.selection(m_source.now, m_source.oldest);
        if (!m_dashboards.contains(page)) {
            Result<Dashboard> dashboard = m_source.dashboard(chosen);
            if (!dashboard) {
                return dashboard.error();
            }
            m_dashboards[page] = std::make_shared<const Dashboard>(std::move(*dashboard));
        }
        window.setDashboard(m_dashboards[page]);
        const FindingKinds wanted = window.wants();
        if (!wanted) {
            return {};
        }
        if (!m_findings.contains(page)) {
            Result<Findings> found = m_source.findings({.kinds = wanted,
                                                        .selection = chosen,
                                                        .asOf = m_source.now,
                                                        .zone = selection.zone(),
                                                        .silence = m_source.collector.silence});
            if (!found) {
                return found.error();
            }
            m_findings[page] = std::make_shared<const Findings>(std::move(*found));
        }
        window.setFindings(m_findings[page]);
        return {};
    }

private:
    const ScreenshotSource& m_source;
    QHash<QString, SharedDashboard> m_dashboards;
    QHash<QString, SharedFindings> m_findings;
};

Result<void> renderPages(const QString& directory, const ScreenshotSource& source, const Look& look,
                         PageAnswers& answers)
{
    const LargerFont font(look.percent);
    ThemeState themes(look.appearance);
    SelectionState selection;
    selection.setZoneChoice(source.zone);
    const bool isStale = look.state == Look::State::Stale;
    const auto later = isStale ? source.collector.silence + 25min : 0ms;
    MainWindow window({.selection = selection,
                       .themes = themes,
                       .clock = std::make_shared<FrozenClock>(source.now + later),
                       .observations = {.fetch = source.rows, .exportRows = {}},
                       .settingsFile = {}});
    window.resize(look.percent > 100 ? QSize(1920, 1200) : QSize(1440, 900));
    window.setCollector(source.collector);
    if (look.state == Look::State::Empty) {
        window.setWaiting(waitingHeadline(Waiting::NothingMeasured));
    }
    for (const PageShot& shot : shots) {
        const QString page = QString::fromLatin1(shot.page);
        window.showPage(page);
        if (look.state != Look::State::Empty) {
            if (const auto given = answers.give(window, selection, shot.preset); !given) {
                return given;
            }
        }
        if (look.state == Look::State::Failed) {
            window.showError({.code = Error::Code::Io,
                              .message = MainWindow::tr("The database cannot be read: disk I/O "
                                                        "error. Plimsoll goes on trying.")});
        }
        settle(window);
        if (auto* rows = qobject_cast<ObservationsPage*>(window.page(page))) {
            rows->table().selectRow(0);
            settle(window);
        }
        const QString name = page + u'-' + QLatin1String(look.name);
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
    PageAnswers answers(source);
    for (const Look& look : looks) {
        if (const Result<void> done = renderPages(directory, source, look, answers); !done) {
            return done;
        }
    }
    if (const Result<void> done = renderWall(directory, source, 0ms); !done) {
        return done;
    }
    return renderWall(directory, source, source.collector.silence + 5min);
}

} // namespace plimsoll

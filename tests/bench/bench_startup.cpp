// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later

// From the start of the dashboard to its first painted overview, over a year of twenty models that
// ends now: how long it takes with the pages of the store dropped from the system's cache and with
// them in it, and how much memory is resident then; beside it what a window with one label takes in
// the same run, which is what Qt and the machine ask for. bench_startup [ROWS] [DIRECTORY], or
// bench_startup FILE for a store that is there; it is only read.
#include "app/gui/firstpaintwords.h"
#include "tests/bench/figures.h"
#include "tests/bench/storesizes.h"
#include "tests/bench/yearstore.h"
#include "tests/support/paths.h"

#include <QApplication>
#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QProcess>
#include <QTemporaryDir>

#include <cstdio>
#include <functional>
#include <string_view>

using namespace plimsoll;
using namespace plimsoll::bench;

namespace {

constexpr const char* bareOption = "--bare";
constexpr int runs = 9;
constexpr int longestWait = 30'000;

struct Start
{
    double ms = 0;
    double megabytes = 0; // resident when the overview was painted
};

double residentMegabytes(qint64 process)
{
    QFile status(QStringLiteral("/proc/%1/status").arg(process));
    if (!status.open(QIODevice::ReadOnly)) {
        return 0; // not told here
    }
    const QByteArray text = status.readAll();
    const qsizetype at = text.indexOf("VmRSS:");
    const QByteArray line = text.mid(at + 6, text.indexOf("kB", at) - at - 6);
    return at < 0 ? 0 : line.trimmed().toDouble() / 1000;
}

// A program with the arguments of it that says the words when it is painted.
struct Started
{
    QString program;
    QStringList arguments;
};

std::optional<Start> start(const Started& started, const QString& home)
{
    QProcess dashboard;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QStringLiteral("ANTHROPIC_API_KEY"));
    environment.remove(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"));
    environment.insert(QStringLiteral("HOME"), home);
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), home);
    environment.insert(QStringLiteral("QT_LOGGING_RULES"),
                       QStringLiteral("plimsoll.app.info=true"));
    dashboard.setProcessEnvironment(environment);
    QElapsedTimer clock;
    clock.start();
    dashboard.start(started.program, started.arguments);
    QByteArray said;
    dashboard.setReadChannel(QProcess::StandardError);
    while (!said.contains(firstPaintWords) && clock.elapsed() < longestWait
           && dashboard.waitForReadyRead(longestWait)) {
        said += dashboard.readAllStandardError();
    }
    const Start found {.ms = double(clock.nsecsElapsed()) / 1e6,
                       .megabytes = residentMegabytes(dashboard.processId())};
    const bool painted = said.contains(firstPaintWords);
    dashboard.terminate();
    if (!dashboard.waitForFinished(longestWait)) {
        dashboard.kill();
        dashboard.waitForFinished();
    }
    if (!painted) {
        std::fputs(said.constData(), stderr);
        return std::nullopt;
    }
    return found;
}

// The median of some.
std::optional<Start> starts(
    const Started& started, const QString& home, const std::function<void()>& before = [] {})
{
    std::vector<double> ms;
    std::vector<double> megabytes;
    for (int run = 0; run < runs; ++run) {
        before();
        const auto one = start(started, home);
        if (!one) {
            return std::nullopt;
        }
        ms.push_back(one->ms);
        megabytes.push_back(one->megabytes);
    }
    std::ranges::sort(ms);
    std::ranges::sort(megabytes);
    return Start {.ms = ms[runs / 2], .megabytes = megabytes[runs / 2]};
}

QString told(const Start& start)
{
    return QStringLiteral("%1, %2 MB resident")
        .arg(milliseconds(start.ms))
        .arg(start.megabytes, 0, 'f', 1);
}

Figure figureOf(const char* what, const Start& start, const Start& bare)
{
    return {.what = QString::fromLatin1(what),
            .ours = told(start),
            .limit = told(bare),
            .ratio = QStringLiteral("%1 a bare window").arg(times(start.ms / bare.ms)),
            .goal = QStringLiteral("< 150 ms, < 80 MB"),
            .met = start.ms < 150 && start.megabytes < 80};
}

// Says the words when it was painted.
class BareWindow final : public QLabel
{
public:
    using QLabel::QLabel;

protected:
    void paintEvent(QPaintEvent* event) override
    {
        QLabel::paintEvent(event);
        QMetaObject::invokeMethod(
            this, [] { std::fprintf(stderr, "%s\n", firstPaintWords); }, Qt::QueuedConnection);
    }
};

int paintBareWindow(int argc, char** argv)
{
    const QApplication application(argc, argv);
    BareWindow window(QStringLiteral("Overview"));
    window.resize(1440, 900);
    window.show();
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    if (argc == 2 && std::string_view(argv[1]) == bareOption) {
        return paintBareWindow(argc, argv);
    }
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QString first = arguments.value(1, QStringLiteral("1000000"));
    const bool isThere = QFile::exists(first);
    const qint64 rows = isThere ? 1 : first.toLongLong();
    const QTemporaryDir directory(arguments.value(2, QDir::tempPath())
                                  + QStringLiteral("/plimsoll-startup-XXXXXX"));
    if (rows <= 0 || !directory.isValid()) {
        std::fputs("usage: bench_startup [ROWS] [DIRECTORY] or FILE; they must exist\n", stderr);
        return 64;
    }
    const QString store = isThere ? first : directory.filePath(QStringLiteral("store.db"));
    if (!isThere) {
        // The year ends a minute ago.
        const Year year(YearPlan::ofRows(rows));
        const TimePoint now = fromEpochMs(QDateTime::currentMSecsSinceEpoch());
        const auto filled = fillStore(year, store, now - std::chrono::minutes(1) - year.end());
        if (!filled) {
            std::fprintf(stderr, "%s\n", qPrintable(filled.error().message));
            return 1;
        }
    }
    std::printf("%lld bytes\n", QFile(store).size());
    const Started dashboard {.program = test::builtProgram(QStringLiteral("plimsoll")),
                             .arguments = {QStringLiteral("--db"), store}};
    const Started window {.program = QCoreApplication::applicationFilePath(),
                          .arguments = {QString::fromLatin1(bareOption)}};
    const auto bare = starts(window, directory.path());
    const auto cold = starts(dashboard, directory.path(), [&store] { evict(store); });
    const auto warm = starts(dashboard, directory.path());
    if (!bare || !cold || !warm) {
        return 1;
    }
    print({figureOf("start, the store's pages dropped from the cache", *cold, *bare),
           figureOf("start, the store's pages in the cache", *warm, *bare)});
    return 0;
}

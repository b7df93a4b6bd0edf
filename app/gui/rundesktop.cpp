// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/rundesktop.h"

#include "app/commands/exitcode.h"
#include "app/gui/session.h"
#include "app/gui/shots.h"
#include "app/largepages.h"
#include "app/lastwords.h"
#include "app/logging.h"

#include <QApplication>

namespace plimsoll {

namespace {

int report(const Result<void>& done)
{
    if (!done) {
        qCCritical(appLog).noquote() << done.error().message;
        return int(exitCode(done.error().code));
    }
    return 0;
}

int shootStored(const GuiOptions& options)
{
    const auto environment = QProcessEnvironment::systemEnvironment();
    const Paths paths = findPaths(options.config, options.database, environment);
    const auto loaded = loadConfig(paths, environment);
    if (!loaded) {
        return report(loaded.error());
    }
    return report(writeScreenshots(options, databasePath(paths, loaded->settings.storage.path),
                                   loaded->settings));
}

int shootDemo(const GuiOptions& options)
{
    DemoWorld world(std::make_shared<SystemClock>());
    int code = 0;
    QObject::connect(&world, &DemoWorld::ready, &world, [&] {
        code = report(writeScreenshots(options, world.database(), defaultSettings({})));
        QCoreApplication::exit(code);
    });
    QObject::connect(&world, &DemoWorld::failed, &world,
                     [](const Error& error) { QCoreApplication::exit(report(error)); });
    QMetaObject::invokeMethod(&world, &DemoWorld::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

int runSession(const GuiOptions& options)
{
    Session session(options);
    // The last window does not end the program before everything is written.
    QApplication::setQuitOnLastWindowClosed(false);
    QObject::connect(qApp, &QApplication::lastWindowClosed, &session, &Session::stop);
    QObject::connect(&session, &Session::ended, qApp, &QCoreApplication::quit,
                     Qt::QueuedConnection);
    QMetaObject::invokeMethod(&session, &Session::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace

int runDesktop(int argc, char** argv)
{
    preferLargePages();
    guardLastWords();
    const auto read = readGuiOptions(argc, argv);
    if (const int* code = std::get_if<int>(&read)) {
        return *code;
    }
    const auto& options = std::get<GuiOptions>(read);
    if (!options.screenshots.isEmpty() && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen"); // pictures need no display server
    }
    const QApplication application(argc, argv);
    setApplicationNames();
    startLogging(LogLevel::Warning);
    prepareApplication();
    if (options.screenshots.isEmpty()) {
        return runSession(options);
    }
    return options.demo ? shootDemo(options) : shootStored(options);
}

} // namespace plimsoll

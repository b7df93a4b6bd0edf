// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/configcheck.h"

#include "app/commands/console.h"
#include "app/costnotice.h"
#include "app/retirements.h"
#include "app/systemsignals.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QJsonArray>
#include <QTimer>

namespace plimsoll {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QJsonValue orNull(const std::optional<double>& value)
{
    return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

QJsonValue seconds(const std::optional<Elapsed>& span)
{
    return span ? QJsonValue(double(span->count()) / 1000) : QJsonValue(QJsonValue::Null);
}

ExitCode print(const GlobalOptions& options, const LoadedConfig& loaded, TimePoint at)
{
    const Settings& settings = loaded.settings;
    const Projection projection = projectionOf(settings, at);
    const QStringList warnings = ceilingWarnings(projection, settings.budget);
    for (const QString& warning : warnings) {
        say(warning + u'.');
    }
    if (options.json) {
        return printJson({{u"ok"_s, true},
                          {u"file"_s, loaded.origin},
                          {u"cost"_s, projectionJson(settings, at)},
                          {u"warnings"_s, QJsonArray::fromStringList(warnings)}});
    }
    QString text = loaded.origin.isEmpty() ? u"No configuration file; the defaults hold.\n"_s
                                           : u"%1 is correct.\n"_s.arg(loaded.origin);
    if (hasPaidTargets(settings)) {
        text += u"At list prices and if every probe is answered:\n"_s
            + projectionText(projection, settings.budget);
    } else {
        text += u"No probe of this schedule costs anything.\n"_s;
    }
    return printData(text.toUtf8());
}

// Editors replace a file rather than write into it, so its directory is watched as well; and they
// write more than once, so a short silence is waited for.
class ConfigWatch
{
public:
    explicit ConfigWatch(const GlobalOptions& options)
        : m_options(options)
        , m_file(options.paths().configFile)
    {
        m_settled.setSingleShot(true);
        m_settled.setInterval(200ms);
        QObject::connect(&m_settled, &QTimer::timeout, &m_settled, [this] { check(); });
        QObject::connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_settled,
                         qOverload<>(&QTimer::start));
        QObject::connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_settled,
                         qOverload<>(&QTimer::start));
        QObject::connect(&m_signals, &SystemSignals::stopRequested, QCoreApplication::instance(),
                         &QCoreApplication::quit);
        check();
    }

private:
    void check()
    {
        for (const QString& path : {m_file, QFileInfo(m_file).absolutePath()}) {
            if (QFileInfo::exists(path)) {
                m_watcher.addPath(path);
            }
        }
        const QDateTime modified = QFileInfo(m_file).lastModified();
        if (m_checked && modified == m_modified) {
            return; // something else in the directory
        }
        m_checked = true;
        m_modified = modified;
        checkConfig(m_options);
    }

    const GlobalOptions& m_options;
    QString m_file;
    QFileSystemWatcher m_watcher;
    QTimer m_settled;
    SystemSignals m_signals;
    QDateTime m_modified;
    bool m_checked = false;
};

} // namespace

ExitCode checkConfig(const GlobalOptions& options)
{
    const auto loaded = options.load();
    if (!loaded) {
        return fail(loaded.error());
    }
    const TimePoint now = SystemClock().now();
    say(retirementWarnings(loaded->settings, now));
    return print(options, *loaded, now);
}

ExitCode watchConfig(const GlobalOptions& options)
{
    const ConfigWatch watch(options);
    QCoreApplication::exec();
    return ExitCode::Ok;
}

QJsonObject projectionJson(const Settings& settings, TimePoint at)
{
    const Projection projection = projectionOf(settings, at);
    QJsonArray targets;
    for (const TargetCost& target : projection.cost.targets) {
        const std::optional<double> perMonth =
            target.usdPerDay ? std::optional(*target.usdPerDay * daysOfMonth) : std::nullopt;
        targets += QJsonObject {{u"model"_s, target.target.id.model},
                                {u"kind"_s, QString(name(target.target.id.kind))},
                                {u"organization"_s, target.target.id.organization},
                                {u"every_s"_s, double(target.target.every.count()) / 1000},
                                {u"usd_per_day"_s, orNull(target.usdPerDay)},
                                {u"usd_per_month"_s, orNull(perMonth)}};
    }
    return {{u"targets"_s, targets},
            {u"usd_per_day"_s, projection.cost.usdPerDay},
            {u"usd_per_month"_s, projection.usdPerMonth},
            {u"unknown_prices"_s, QJsonArray::fromStringList(projection.cost.unknownPrices)},
            {u"ceiling_usd_per_day"_s, orNull(settings.budget.usdPerDay)},
            {u"ceiling_usd_per_month"_s, orNull(settings.budget.usdPerMonth)},
            {u"day_stops_after_s"_s, seconds(projection.dayStopsAfter)},
            {u"month_stops_after_s"_s, seconds(projection.monthStopsAfter)}};
}

} // namespace plimsoll

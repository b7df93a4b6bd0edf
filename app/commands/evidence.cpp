// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/evidence.h"

#include "app/commands/timeargument.h"

namespace plimsoll {

namespace {

constexpr std::chrono::days usual {28};

// QTimeZone takes any word for a POSIX rule without an offset, which is UTC. Not every zone that
// there is stands in its list.
bool isMereWord(const QTimeZone& zone)
{
    const QDateTime any = QDateTime::fromMSecsSinceEpoch(0, Qt::UTC);
    return !QTimeZone::isTimeZoneIdAvailable(zone.id()) && !zone.hasDaylightTime()
        && zone.offsetFromUtc(any) == 0 && zone.abbreviation(any).toLatin1() == zone.id()
        && zone.id() != "GMT";
}

Result<QTimeZone> zoneNamed(const std::string& name)
{
    if (name.empty()) {
        return QTimeZone::systemTimeZone();
    }
    const QTimeZone zone(QByteArray::fromStdString(name));
    if (!zone.isValid() || isMereWord(zone)) {
        return Error {.code = Error::Code::Usage,
                      .message = QStringLiteral("There is no time zone \"%1\". Name one as in "
                                                "Europe/Berlin, or UTC.")
                                     .arg(QString::fromStdString(name))};
    }
    return zone;
}

} // namespace

void addSinceOption(CLI::App& command, EvidenceOptions& options)
{
    command.add_option("--since", options.since, "Of the evidence; default 28d")->type_name("TIME");
}

void addModelOption(CLI::App& command, EvidenceOptions& options)
{
    command.add_option("--model", options.models, "Only this one; may be given again")
        ->type_name("MODEL");
}

void addZoneOption(CLI::App& command, EvidenceOptions& options)
{
    command
        .add_option("--timezone", options.zone, "Of hours and days; default that of the machine")
        ->type_name("ZONE");
}

Result<Evidence> evidenceFor(const GlobalOptions& global, const EvidenceOptions& options)
{
    const TimePoint now = SystemClock().now();
    const auto range =
        parseRange(QString::fromStdString(options.since), QString::fromStdString(options.until),
                   {.from = now - usual, .to = now}, now);
    const auto zone = zoneNamed(options.zone);
    if (!range || !zone) {
        return !range ? range.error() : zone.error();
    }
    auto store = openForReading(global);
    if (!store) {
        return store.error();
    }
    auto subjects = subjectsToAsk(*store, options.models);
    if (!subjects) {
        return subjects.error();
    }
    return Evidence {.now = now,
                     .range = *range,
                     .zone = *zone,
                     .store = std::move(*store),
                     .subjects = std::move(*subjects)};
}

} // namespace plimsoll

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/targetreader.h"

#include "app/config/duration.h"
#include "app/config/nearest.h"
#include "storage/subject.h"

#include <algorithm>

namespace plimsoll {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Followups are sent by the program inside a burst, never by a schedule, and the read of a cache
// pair follows its write. That pair is called "cache".
constexpr std::array schedulable {ProbeKind::Admission, ProbeKind::Prefill, ProbeKind::Generation,
                                  ProbeKind::Control,   ProbeKind::Line,    ProbeKind::CacheWrite};

QString writtenName(ProbeKind kind)
{
    return kind == ProbeKind::CacheWrite ? u"cache"_s : QString(name(kind));
}

ProbeKind readKind(TableReader& reader)
{
    const auto written = reader.text(u"kind"_s);
    if (!written) {
        return ProbeKind::Admission;
    }
    QStringList names;
    for (const ProbeKind kind : schedulable) {
        if (writtenName(kind) == *written || name(kind) == *written) {
            return kind;
        }
        names += writtenName(kind);
    }
    reader.problem(reader.line(u"kind"_s),
                   u"kind in [[target]] is \"%1\", but must be one of %2.%3"_s.arg(
                       *written, names.join(u", "_s), suggestion(*written, names)));
    return ProbeKind::Admission;
}

void readModel(TableReader& reader, Target& target, ParsedConfig& config)
{
    const auto model = reader.text(u"model"_s);
    target.id.model = model.value_or(QString()).trimmed();
    const bool optional = target.id.kind == ProbeKind::Control || target.id.kind == ProbeKind::Line;
    if (target.id.model.isEmpty() && !optional) {
        reader.problem(
            reader.line(),
            u"[[target]] of kind %1 needs a model."_s.arg(QString(name(target.id.kind))));
    }
    if (target.id.kind == ProbeKind::Line && !target.id.model.isEmpty()) {
        reader.problem(reader.line(u"model"_s),
                       u"[[target]] of kind line takes no model: it measures the line alone."_s);
    }
    if (!target.id.model.isEmpty() && !catalogueOf(config.settings).find(target.id.model)) {
        QStringList known;
        for (const ModelInfo& info : Catalogue::shipped().models()) {
            known += info.id;
        }
        config.warnings.push_back(
            {.line = reader.line(u"model"_s),
             .sentence = u"\"%1\" is not a model this version knows, so its cost is unknown; "
                         "[prices.\"%1\"] can tell it.%2"_s.arg(
                             target.id.model, suggestion(target.id.model, known))});
    }
}

void readTimes(TableReader& reader, Target& target)
{
    const auto within = [&reader](const QString& key, std::chrono::milliseconds value,
                                  std::chrono::milliseconds low, std::chrono::milliseconds high) {
        if (value < low || value > high) {
            reader.problem(reader.line(key),
                           u"%1 in [[target]] must lie between %2 and %3."_s.arg(
                               key, formatDuration(low), formatDuration(high)));
        }
        return value;
    };
    if (const auto every = reader.duration(u"every"_s)) {
        target.every = within(u"every"_s, *every, 1s, 7 * 24h);
    }
    if (const auto timeout = reader.duration(u"timeout"_s)) {
        target.timeout = within(u"timeout"_s, *timeout, 1s, 1h);
    }
}

// A jitter without a word on sampling is that of a fixed interval: nothing else has one.
void readSampling(TableReader& reader, Target& target, ParsedConfig& config)
{
    const auto written = reader.text(u"sampling"_s);
    const auto jitter = reader.number(u"jitter"_s);
    const QStringList names {u"poisson"_s, u"fixed"_s};
    if (written && !names.contains(*written)) {
        reader.problem(
            reader.line(u"sampling"_s),
            u"sampling in [[target]] is \"%1\", but must be \"poisson\" or \"fixed\".%2"_s.arg(
                *written, suggestion(*written, names)));
    }
    target.sampling =
        written == u"fixed"_s || (!written && jitter) ? Sampling::Fixed : Sampling::Poisson;
    if (!jitter) {
        return;
    }
    target.jitter = *jitter;
    if (*jitter < 0 || *jitter > 1) {
        reader.problem(
            reader.line(u"jitter"_s),
            u"jitter in [[target]] is a share of \"every\" and must lie between 0 and 1."_s);
    }
    if (written == u"poisson"_s) {
        reader.problem(
            reader.line(u"jitter"_s),
            u"jitter in [[target]] belongs to sampling = \"fixed\": with \"poisson\" the "
            "gaps are random already, and a jitter would bend them."_s);
    } else if (!written) {
        config.warnings.push_back(
            {.line = reader.line(u"jitter"_s),
             .sentence =
                 u"jitter makes this a fixed interval, between whose probes load that comes "
                 "in periods can hide. Leave jitter out for \"poisson\", or write sampling = "
                 "\"fixed\"."_s});
    }
}

void readOrganization(TableReader& reader, Target& target, const ParsedConfig& config)
{
    const auto written = reader.text(u"organization"_s);
    if (!written) {
        return;
    }
    target.id.organization = *written;
    if (config.settings.organizations.contains(*written)) {
        return;
    }
    QStringList known;
    for (const auto& organization : config.settings.organizations) {
        known += organization.first;
    }
    reader.problem(
        reader.line(u"organization"_s),
        u"there is no [organization.%1]; leave organization out for the key in [api].%2"_s.arg(
            *written, suggestion(*written, known)));
}

Target readTarget(const toml::table& table, ParsedConfig& config)
{
    TableReader reader(table, u"[[target]]"_s, config.problems);
    Target target;
    target.id.kind = readKind(reader);
    readModel(reader, target, config);
    readOrganization(reader, target, config);
    readTimes(reader, target);
    readSampling(reader, target, config);
    reader.finish();
    return target;
}

} // namespace

void readTargets(TableReader& root, ParsedConfig& config)
{
    const auto tables = root.tables(u"target"_s);
    if (tables.empty()) {
        return;
    }
    config.settings.targets.clear();
    for (const toml::table* table : tables) {
        const Target target = readTarget(*table, config);
        const auto same = std::ranges::find(config.settings.targets, target.id, &Target::id);
        if (same != config.settings.targets.end()) {
            root.problem(int(table->source().begin.line),
                         u"a [[target]] of this model and kind (%1 %2) stands above already."_s
                             .arg(subjectText(target.id.model, target.id.organization),
                                  QString(name(target.id.kind)))
                             .replace(u"( "_s, u"("_s));
            continue;
        }
        config.settings.targets.push_back(target);
    }
}

} // namespace plimsoll

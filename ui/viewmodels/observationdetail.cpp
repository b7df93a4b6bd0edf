// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/observationdetail.h"

#include "probes/domain/redact.h"
#include "storage/report/cells.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ObservationDetail)
};

class Facts
{
public:
    explicit Facts(const Format& format)
        : m_format(format)
    {
        m_content.columns = {{Text::tr("Name"), Qt::AlignLeft}, {Text::tr("Value"), Qt::AlignLeft}};
    }

    void add(const QString& name, const QString& value)
    {
        if (!value.isEmpty()) {
            m_content.rows.push_back(
                {.key = name, .cells = {{name, CellWeight::Quiet, {}, {}}, {value, {}, {}, {}}}});
        }
    }
    void add(const QString& name, std::optional<Micros> time)
    {
        if (time) {
            add(name, m_format.numbers.milliseconds(double(time->count()) / 1000));
        }
    }
    void add(const QString& name, std::optional<qint64> count)
    {
        if (count) {
            add(name, m_format.numbers.count(*count));
        }
    }
    TableContent take() { return std::move(m_content); }

private:
    const Format& m_format;
    TableContent m_content;
};

void addHappening(Facts& facts, const Observation& row, const Format& format)
{
    facts.add(Text::tr("Number"), QString(format.numbers.count(row.seq)));
    facts.add(Text::tr("Started"),
              QString(format.times.exact(row.at) + u' ' + format.times.zoneName(row.at)));
    facts.add(Text::tr("Organization"), row.target.organization);
    facts.add(Text::tr("Outcome"), QString(label(row.outcome)));
    facts.add(Text::tr("Detail"), redacted(row.detail));
    facts.add(Text::tr("Failed in"), QString(name(row.failedIn)));
    facts.add(Text::tr("HTTP status"),
              row.httpStatus == 0 ? QString() : QString::number(row.httpStatus));
    facts.add(Text::tr("Error type"), row.errorType);
    facts.add(Text::tr("Error code"), row.errorCode);
    facts.add(Text::tr("Request id"), row.requestId);
    facts.add(Text::tr("Edge"), row.edge);
    if (row.retryAfter) {
        facts.add(Text::tr("Retry after"), format.numbers.duration(*row.retryAfter));
    }
}

void addTimes(Facts& facts, const Observation& row)
{
    facts.add(Text::tr("Started late by"), std::optional(row.lateness));
    facts.add(Text::tr("Name resolved"), row.timing.resolve);
    facts.add(row.connection.reused ? Text::tr("Connect (reused)") : Text::tr("Connect"),
              row.timing.connect);
    facts.add(Text::tr("TLS"), row.timing.tls);
    facts.add(Text::tr("Send"), row.timing.send);
    facts.add(Text::tr("First byte"), row.timing.firstByte);
    facts.add(Text::tr("First token"), row.timing.firstToken);
    facts.add(Text::tr("Total"), row.timing.total);
    facts.add(Text::tr("Origin, by its own word"), row.timing.origin);
}

// Only what was seen.
void addConnection(Facts& facts, const Observation& row)
{
    const Connection& way = row.connection;
    facts.add(Text::tr("HTTP version"), cells::httpVersion(way.httpVersion));
    facts.add(Text::tr("Address family"),
              way.addressFamily == 0 ? QString() : Text::tr("IPv%1").arg(way.addressFamily));
    facts.add(Text::tr("Proxy"), way.proxied ? Text::tr("through a proxy") : QString());
}

void addUsage(Facts& facts, const Observation& row)
{
    facts.add(Text::tr("Tokens in"), row.usage.input);
    facts.add(Text::tr("Tokens out"), row.usage.output);
    facts.add(Text::tr("Cache written"), row.usage.cacheWrite);
    facts.add(Text::tr("Cache read"), row.usage.cacheRead);
    if (row.costNanoUsd) {
        facts.add(Text::tr("Cost, nano-USD"), row.costNanoUsd);
    }
}

} // namespace

TableContent observationFacts(const Observation& observation, const Format& format)
{
    Facts facts(format);
    addHappening(facts, observation, format);
    addTimes(facts, observation);
    addConnection(facts, observation);
    addUsage(facts, observation);
    facts.add(Text::tr("Body"), QString::fromUtf8(redacted(observation.bodyExcerpt)));
    return facts.take();
}

TableContent observationHeaders(const Observation& observation)
{
    TableContent content;
    content.columns = {{Text::tr("Header"), Qt::AlignLeft}, {Text::tr("Value"), Qt::AlignLeft}};
    for (const auto& [name, value] : observation.headers) {
        // Already redacted when stored; once more here because this is an edge.
        const QString shown =
            isSecretHeader(name) ? u"[redacted]"_s : QString::fromUtf8(redacted(value));
        content.rows.push_back(
            {.key = QString::fromUtf8(name),
             .cells = {{QString::fromUtf8(name), CellWeight::Quiet, {}, {}}, {shown, {}, {}, {}}}});
    }
    return content;
}

} // namespace plimsoll

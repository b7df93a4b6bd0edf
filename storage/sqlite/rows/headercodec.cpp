// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/rows/headercodec.h"

#include "probes/domain/redact.h"
#include "storage/sqlite/rows/blobcodec.h"
#include "storage/sqlite/sqliteerror.h"
#include "storage/sqlite/statement.h"
#include "storage/stats/varint.h"

#include <algorithm>
#include <array>

namespace plimsoll::sqlite {

namespace {

constexpr std::array<QByteArrayView, 18> varyingNames {
    "date",          "request-id",      "x-request-id", "cf-ray",
    "age",           "content-length",  "expires",      "retry-after",
    "server-timing", "traceresponse",   "traceparent",  "x-envoy-upstream-service-time",
    "etag",          "last-modified",   "report-to",    "x-cloud-trace-context",
    "x-trace-id",    "x-amzn-requestid"};
constexpr std::array<QByteArrayView, 4> varyingEndings {"-remaining", "-reset", "-utilization",
                                                        "-surpassed-threshold"};

bool endsWith(QByteArrayView name, QByteArrayView ending)
{
    return name.size() >= ending.size()
        && name.last(ending.size()).compare(ending, Qt::CaseInsensitive) == 0;
}

// A name that is missing here costs space (one set for each answer), never truth.
bool varies(QByteArrayView name)
{
    const auto isIt = [name](QByteArrayView other) {
        return name.size() == other.size() && name.compare(other, Qt::CaseInsensitive) == 0;
    };
    return std::ranges::any_of(varyingNames, isIt)
        || std::ranges::any_of(varyingEndings,
                               [name](QByteArrayView ending) { return endsWith(name, ending); });
}

void putText(std::string& to, QByteArrayView text)
{
    stats::putVarint(to, std::uint64_t(text.size()));
    to.append(view(text));
}

QByteArray takeText(std::string_view& from)
{
    const std::uint64_t size = takeNumber(from);
    if (size > from.size()) {
        throwDamaged("a header set ends too early");
    }
    const QByteArray text = bytes(from.substr(0, size));
    from.remove_prefix(size);
    return text;
}

constexpr char lasting = 1;
constexpr char varying = 2;

} // namespace

SplitHeaders split(const HeaderList& headers, const RowContext& row)
{
    SplitHeaders parts;
    parts.common.reserve(headers.size() * 48);
    for (const auto& [name, value] : headers) {
        const bool differs = varies(name);
        parts.common.push_back(differs ? varying : lasting);
        putText(parts.common, name);
        if (differs) {
            // Lasting values are looked at when a set is stored; these come anew with each answer.
            const bool leaks = value.contains("sk-ant-");
            packValue(parts.varying, leaks ? redacted(value) : value, row);
        } else {
            putText(parts.common, value);
        }
    }
    return parts;
}

HeaderList join(std::string_view common, std::string_view varyingValues, const RowContext& row)
{
    HeaderList headers;
    while (!common.empty()) {
        const char sort = common.front();
        common.remove_prefix(1);
        if (sort != lasting && sort != varying) {
            throwDamaged("a header set has an entry of no known sort");
        }
        QByteArray name = takeText(common);
        QByteArray value = sort == varying ? unpackValue(varyingValues, row) : takeText(common);
        headers.emplace_back(std::move(name), std::move(value));
    }
    return headers;
}

} // namespace plimsoll::sqlite

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/rows/observationrow.h"

#include "storage/sqlite/rows/blobcodec.h"
#include "storage/sqlite/sqliteerror.h"
#include "storage/sqlite/statement.h"

namespace plimsoll::sqlite {

namespace {

// The position in this list is the column number of readRow() and readRest(), and one less than the
// parameter number of insertRow().
constexpr const char* briefColumns =
    "seq, target, at_ms, lateness_us, outcome, failed_in, http_status, error_type, error_code, "
    "resolve_us, connect_us, tls_us, first_byte_us, first_token_us, total_us, origin_us, "
    "input_tokens, output_tokens, cache_write_tokens, cache_read_tokens, cost_nano_usd, "
    "retry_after_s, clock_skew_ms, request_id, edge, reused, limits, token_gaps, send_us, "
    "http_version, address_family, proxied";
constexpr const char* restColumns = ", headerset, header_values, detail, body";
constexpr int columnCount = 36;

template<typename Duration>
std::optional<qint64> ticks(const std::optional<Duration>& duration)
{
    return duration ? std::optional<qint64>(duration->count()) : std::nullopt;
}

// What is 0 where it was not seen is stored as NULL, as in rows of a version that did not look.
std::optional<qint64> seen(qint64 value)
{
    return value == 0 ? std::nullopt : std::optional(value);
}

// Binds one value after the other.
class Binder
{
public:
    explicit Binder(SQLite::Statement& statement)
        : m_statement(statement)
    {
    }
    Binder& number(qint64 value)
    {
        bindInt(m_statement, ++m_index, value);
        return *this;
    }
    Binder& number(std::optional<qint64> value)
    {
        bindInt(m_statement, ++m_index, value);
        return *this;
    }
    Binder& text(const QString& value)
    {
        bindText(m_statement, ++m_index, value);
        return *this;
    }
    Binder& blob(std::string_view value)
    {
        bindBlob(m_statement, ++m_index, value);
        return *this;
    }

private:
    SQLite::Statement& m_statement;
    int m_index = 0;
};

// Reads one value after the other.
class Cursor
{
public:
    Cursor(SQLite::Statement& row, int column)
        : m_row(row)
        , m_column(column)
    {
    }
    qint64 number() { return intAt(m_row, m_column++); }
    std::optional<qint64> optionalNumber() { return optionalIntAt(m_row, m_column++); }
    template<typename Duration>
    std::optional<Duration> duration()
    {
        const auto value = optionalNumber();
        return value ? std::optional<Duration>(*value) : std::nullopt;
    }
    QString text() { return textAt(m_row, m_column++); }
    std::string_view blob() { return blobAt(m_row, m_column++); }
    template<typename Enum>
    Enum enumerator(Enum last)
    {
        const qint64 value = number();
        if (value < 0 || value > qint64(last)) {
            throwDamaged("a row has an outcome or a phase that does not exist");
        }
        return Enum(value);
    }

private:
    SQLite::Statement& m_row;
    int m_column;
};

} // namespace

std::string insertSql()
{
    std::string sql("INSERT INTO observation(");
    sql += briefColumns;
    sql += restColumns;
    sql += ") VALUES(?";
    for (int i = 1; i < columnCount; ++i) {
        sql += ", ?";
    }
    sql += ')';
    return sql;
}

void insertRow(SQLite::Statement& insert, const StoredRow& row, qint64 target)
{
    const Observation& o = row.observation;
    const std::string limits = encodeLimits(o.limits, o.at);
    const std::string gaps = encodeGaps(o.timing.tokenGaps);
    const Reset reset(insert);
    Binder(insert)
        .number(o.seq)
        .number(target)
        .number(toEpochMs(o.at))
        .number(o.lateness.count())
        .number(qint64(o.outcome))
        .number(qint64(o.failedIn))
        .number(qint64(o.httpStatus))
        .text(o.errorType)
        .text(o.errorCode)
        .number(ticks(o.timing.resolve))
        .number(ticks(o.timing.connect))
        .number(ticks(o.timing.tls))
        .number(ticks(o.timing.firstByte))
        .number(ticks(o.timing.firstToken))
        .number(ticks(o.timing.total))
        .number(ticks(o.timing.origin))
        .number(o.usage.input)
        .number(o.usage.output)
        .number(o.usage.cacheWrite)
        .number(o.usage.cacheRead)
        .number(o.costNanoUsd)
        .number(ticks(o.retryAfter))
        .number(ticks(o.clockSkew))
        .text(o.requestId)
        .text(o.edge)
        .number(qint64(o.connection.reused))
        .blob(limits)
        .blob(gaps)
        .number(ticks(o.timing.send))
        .number(seen(o.connection.httpVersion))
        .number(seen(o.connection.addressFamily))
        .number(seen(o.connection.proxied ? 1 : 0))
        .number(row.headerSet)
        .blob(row.headerValues)
        .text(o.detail)
        .blob(view(o.bodyExcerpt));
    insert.exec();
}

std::string selectSql(Columns columns)
{
    std::string sql("SELECT ");
    sql += briefColumns;
    sql += columns == Columns::All ? restColumns : "";
    sql += " FROM observation ";
    return sql;
}

StoredRow readRow(SQLite::Statement& row, const TargetId& target, Columns columns)
{
    Cursor next(row, 0);
    StoredRow stored;
    Observation& o = stored.observation;
    o.seq = next.number();
    next.number(); // target
    o.target = target;
    o.at = fromEpochMs(next.number());
    o.lateness = Micros(next.number());
    o.outcome = next.enumerator(Outcome::Skipped);
    o.failedIn = next.enumerator(Phase::Stream);
    o.httpStatus = int(next.number());
    o.errorType = next.text();
    o.errorCode = next.text();
    o.timing.resolve = next.duration<Micros>();
    o.timing.connect = next.duration<Micros>();
    o.timing.tls = next.duration<Micros>();
    o.timing.firstByte = next.duration<Micros>();
    o.timing.firstToken = next.duration<Micros>();
    o.timing.total = next.duration<Micros>();
    o.timing.origin = next.duration<Micros>();
    o.usage.input = next.optionalNumber();
    o.usage.output = next.optionalNumber();
    o.usage.cacheWrite = next.optionalNumber();
    o.usage.cacheRead = next.optionalNumber();
    o.costNanoUsd = next.optionalNumber();
    o.retryAfter = next.duration<std::chrono::seconds>();
    o.clockSkew = next.duration<std::chrono::milliseconds>();
    o.requestId = next.text();
    o.edge = next.text();
    o.connection.reused = next.number() != 0;
    o.limits = decodeLimits(next.blob(), o.at);
    o.timing.tokenGaps = decodeGaps(next.blob());
    o.timing.send = next.duration<Micros>();
    o.connection.httpVersion = quint8(next.optionalNumber().value_or(0));
    o.connection.addressFamily = quint8(next.optionalNumber().value_or(0));
    o.connection.proxied = next.optionalNumber().value_or(0) != 0;
    if (columns == Columns::All) {
        stored.headerSet = next.optionalNumber();
        stored.headerValues = next.blob();
        o.detail = next.text();
        o.bodyExcerpt = bytes(next.blob());
    }
    return stored;
}

} // namespace plimsoll::sqlite

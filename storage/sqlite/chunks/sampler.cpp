// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/chunks/sampler.h"

#include "storage/sqlite/rows/blobcodec.h"
#include "storage/sqlite/sqliteerror.h"
#include "storage/sqlite/statement.h"

#include <algorithm>
#include <numeric>

namespace plimsoll::sqlite {

namespace {

constexpr qint64 absent = SampleBlock::absent;

// The gaps are one blob for two fields.
constexpr const char* liveSql =
    "SELECT at_ms, outcome, first_byte_us, first_token_us, total_us, token_gaps, cost_nano_usd, "
    "seq FROM observation WHERE target = ? AND at_ms >= ? AND at_ms < ? ORDER BY seq";

// What the index holds is read without a look at the rows.
constexpr const char* liveOutcomesSql =
    "SELECT at_ms, outcome, seq FROM observation WHERE target = ? AND at_ms >= ? AND at_ms < ? "
    "ORDER BY seq";

// Whether all values are from the first to before the second; false as well where those are half of
// all numbers apart or more. One look at the upper bit of all differences in the end, for a loop
// with a comparison takes several times as long.
bool areWithin(std::span<const qint64> values, qint64 from, qint64 to)
{
    const quint64 most = quint64(to) - quint64(from) - 1;
    quint64 negative = most;
    for (const qint64 value : values) {
        const quint64 after = quint64(value) - quint64(from);
        negative |= after | (most - after);
    }
    return negative >> 63 == 0;
}

// Who counts outcomes trusts that they are ones.
void checkOutcomes(const std::vector<qint64>& outcomes)
{
    if (!areWithin(outcomes, 0, qint64(outcomeCount))) {
        throwDamaged("a row has an outcome that does not exist");
    }
}

template<typename Windows>
bool isIn(const Windows& windows, qint64 ms)
{
    return std::ranges::any_of(windows, [ms](const auto& window) { return window.contains(ms); });
}

bool asksFor(const SampleQuestion& question, SampleField field)
{
    return std::ranges::find(question.fields, field) != question.fields.end();
}

bool asksForOutcomesAlone(const SampleQuestion& question)
{
    return std::ranges::all_of(question.fields,
                               [](SampleField field) { return field == SampleField::Seq; });
}

} // namespace

// Moments in ms, from the first to before the second.
struct Sampler::Window
{
    qint64 from = 0;
    qint64 to = 0;

    bool contains(qint64 ms) const { return from <= ms && ms < to; }
};

// Where in a chunk the rows of some windows lie.
struct Sampler::Part
{
    std::size_t first = 0;
    std::size_t count = 0;
    bool isWhole = true; // every row of it is in a window

    // The stretches that may have rows in the windows, as one part; all rows where there are none.
    static Part of(const std::vector<HotColumns::Stretch>& stretches, std::size_t rows,
                   std::span<const Window> windows)
    {
        const auto mayHave = [windows](const HotColumns::Stretch& stretch) {
            return std::ranges::any_of(windows, [&stretch](const Window& window) {
                return stretch.leastMs < window.to && window.from <= stretch.greatestMs;
            });
        };
        if (stretches.empty()) {
            return {.count = rows};
        }
        const auto first = std::ranges::find_if(stretches, mayHave);
        const auto last =
            std::find_if(stretches.rbegin(), std::reverse_iterator(first), mayHave).base();
        const std::size_t begin =
            std::size_t(first - stretches.begin()) * HotColumns::rowsOfStretch;
        const std::size_t end = std::size_t(last - stretches.begin()) * HotColumns::rowsOfStretch;
        return {.first = std::min(begin, rows),
                .count = std::min(end, rows) - std::min(begin, rows)};
    }

    // From the first row within the windows to the last.
    static Part of(const std::vector<qint64>& atMs, std::span<const Window> windows)
    {
        const auto isWanted = [windows](qint64 ms) { return isIn(windows, ms); };
        const auto first = std::ranges::find_if(atMs, isWanted);
        const auto last =
            std::find_if(atMs.rbegin(), std::reverse_iterator(first), isWanted).base();
        const auto between = std::span(first, last);
        return {.first = std::size_t(first - atMs.begin()),
                .count = between.size(),
                .isWhole = windows.size() == 1
                    ? areWithin(between, windows.front().from, windows.front().to)
                    : std::ranges::all_of(between, isWanted)};
    }
};

struct Sampler::Columns
{
    std::vector<qint64> nearMs; // those that are wanted are among these
    std::vector<qint64> atMs;
    std::span<const qint64> at; // the wanted ones, in one of these
    std::vector<qint64> outcome;
    std::array<std::vector<qint64>, sampleFieldCount> fields;

    std::vector<qint64>& operator[](SampleField field) { return fields[std::size_t(field)]; }

    void clear()
    {
        atMs.clear();
        outcome.clear();
        std::ranges::for_each(fields, [](auto& field) { field.clear(); });
    }

    // Leaves only the rows within the windows.
    void cut(std::span<const Window> windows)
    {
        std::vector<std::size_t> kept;
        for (std::size_t i = 0; i < atMs.size(); ++i) {
            if (isIn(windows, atMs[i])) {
                kept.push_back(i);
            }
        }
        const auto keep = [&kept](std::vector<qint64>& column) {
            if (!column.empty()) {
                std::ranges::transform(kept, column.begin(),
                                       [&](std::size_t i) { return column[i]; });
                column.resize(kept.size());
            }
        };
        keep(atMs);
        at = atMs;
        keep(outcome);
        std::ranges::for_each(fields, keep);
    }

    SampleBlock block(const TargetId& target) const
    {
        SampleBlock block {.target = target, .atMs = at, .outcome = outcome, .fields = {}};
        std::ranges::copy(fields, block.fields.begin());
        return block;
    }
};

Sampler::Sampler(SQLite::Database& db, const ChunkTable& chunks)
    : m_chunks(chunks)
    , m_live(db, liveSql)
    , m_liveOutcomes(db, liveOutcomesSql)
    , m_columns(std::make_unique<Columns>())
{
}

Sampler::~Sampler() = default;

bool Sampler::visit(const StoredTarget& target, const SampleQuestion& question,
                    const Visit& visit) const
{
    m_columns->clear(); // of fields that somebody asked for before
    std::vector<Window> windows;
    for (const TimeRange& part : question.wanted()) {
        windows.push_back({toEpochMs(part.from), toEpochMs(part.to)});
    }
    for (const ChunkEntry& entry : m_chunks.entries(target.number, question.range)) {
        if (!visitChunk(entry, target, {question, windows}, visit)) {
            return false;
        }
    }
    return visitLive(target, {question, windows}, visit);
}

bool Sampler::visitChunk(const ChunkEntry& entry, const StoredTarget& target, const Asked& asked,
                         const Visit& visit) const
{
    const qint64 firstMs = toEpochMs(entry.first);
    const qint64 lastMs = toEpochMs(entry.last);
    const auto begin = std::ranges::partition_point(
        asked.windows, [firstMs](const Window& window) { return window.to <= firstMs; });
    const auto end =
        std::partition_point(begin, asked.windows.end(),
                             [lastMs](const Window& window) { return window.from <= lastMs; });
    if (begin == end) {
        return true;
    }
    const std::span<const Window> windows(begin, end);
    ChunkBeginning chunk = m_chunks.beginning(entry);
    const HotColumns hot([&chunk](std::size_t size) { return chunk.first(size); }, entry.rows);
    Columns& columns = *m_columns;
    const bool takesAll = windows.front().contains(firstMs) && windows.front().contains(lastMs);
    Part part {.count = entry.rows};
    if (takesAll) {
        hot.read(hotAt, columns.atMs);
        columns.at = columns.atMs;
    } else {
        const Part near = Part::of(hot.stretches(), entry.rows, windows);
        hot.read(hotAt, near.first, near.count, columns.nearMs);
        part = Part::of(columns.nearMs, windows);
        columns.at = std::span(columns.nearMs).subspan(part.first, part.count);
        part.first += near.first;
    }
    if (part.count == 0) {
        return true;
    }
    hot.read(hotOutcome, part.first, part.count, columns.outcome);
    for (const SampleField field : asked.question.fields) {
        hot.read(hotColumnOf(field), part.first, part.count, columns[field]);
    }
    if (!part.isWhole) {
        columns.atMs.assign(columns.at.begin(), columns.at.end());
        columns.cut(windows);
    }
    checkOutcomes(columns.outcome);
    return visit(columns.block(target.id));
}

bool Sampler::visitLive(const StoredTarget& target, const Asked& asked, const Visit& visit) const
{
    const SampleQuestion& question = asked.question;
    const bool wantsGaps =
        asksFor(question, SampleField::TokenGapSum) || asksFor(question, SampleField::TokenGaps);
    Columns& columns = *m_columns;
    columns.clear();
    if (asksForOutcomesAlone(question)) {
        readLiveOutcomes(target, question);
        return visitRead(target, asked, visit);
    }
    const Reset reset(m_live);
    bindInt(m_live, 1, target.number);
    bindInt(m_live, 2, toEpochMs(question.range.from));
    bindInt(m_live, 3, toEpochMs(question.range.to));
    while (m_live.executeStep()) {
        columns.atMs.push_back(intAt(m_live, 0));
        columns.outcome.push_back(intAt(m_live, 1));
        const auto put = [&](SampleField field, int column) {
            if (asksFor(question, field)) {
                columns[field].push_back(optionalIntAt(m_live, column).value_or(absent));
            }
        };
        put(SampleField::FirstByte, 2);
        put(SampleField::FirstToken, 3);
        put(SampleField::Total, 4);
        put(SampleField::Cost, 6);
        put(SampleField::Seq, 7);
        if (wantsGaps) {
            const auto gaps = decodeGaps(blobAt(m_live, 5));
            const Micros sum = std::accumulate(gaps.begin(), gaps.end(), Micros {0});
            columns[SampleField::TokenGapSum].push_back(sum.count());
            columns[SampleField::TokenGaps].push_back(qint64(gaps.size()));
        }
    }
    return visitRead(target, asked, visit);
}

void Sampler::readLiveOutcomes(const StoredTarget& target, const SampleQuestion& question) const
{
    const Reset reset(m_liveOutcomes);
    bindInt(m_liveOutcomes, 1, target.number);
    bindInt(m_liveOutcomes, 2, toEpochMs(question.range.from));
    bindInt(m_liveOutcomes, 3, toEpochMs(question.range.to));
    const bool wantsSeq = asksFor(question, SampleField::Seq);
    while (m_liveOutcomes.executeStep()) {
        m_columns->atMs.push_back(intAt(m_liveOutcomes, 0));
        m_columns->outcome.push_back(intAt(m_liveOutcomes, 1));
        if (wantsSeq) {
            (*m_columns)[SampleField::Seq].push_back(intAt(m_liveOutcomes, 2));
        }
    }
}

bool Sampler::visitRead(const StoredTarget& target, const Asked& asked, const Visit& visit) const
{
    Columns& columns = *m_columns;
    columns.cut(asked.windows);
    checkOutcomes(columns.outcome);
    return columns.atMs.empty() || visit(columns.block(target.id));
}

} // namespace plimsoll::sqlite

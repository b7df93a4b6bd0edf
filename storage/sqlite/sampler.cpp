// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/sampler.h"

#include "storage/sqlite/blobcodec.h"
#include "storage/sqlite/sqliteerror.h"
#include "storage/sqlite/statement.h"

#include <algorithm>
#include <numeric>

namespace plimsoll::sqlite {

namespace {

constexpr qint64 absent = SampleBlock::absent;

// In the order of SampleField; the gaps are one blob for two fields.
constexpr const char* liveSql =
    "SELECT at_ms, outcome, first_byte_us, first_token_us, total_us, token_gaps, cost_nano_usd, "
    "seq FROM observation WHERE target = ? AND at_ms >= ? AND at_ms < ? ORDER BY seq";

// Who counts outcomes trusts that they are ones.
void checkOutcomes(const std::vector<qint64>& outcomes)
{
    const auto isNone = [](qint64 value) { return value < 0 || value >= qint64(outcomeCount); };
    if (std::ranges::any_of(outcomes, isNone)) {
        throwDamaged("a row has an outcome that does not exist");
    }
}

bool asksFor(const SampleQuestion& question, SampleField field)
{
    return std::ranges::find(question.fields, field) != question.fields.end();
}

} // namespace

struct Sampler::Columns
{
    std::vector<qint64> atMs;
    std::vector<qint64> outcome;
    std::array<std::vector<qint64>, sampleFieldCount> fields;

    std::vector<qint64>& operator[](SampleField field) { return fields[std::size_t(field)]; }

    void clear()
    {
        atMs.clear();
        outcome.clear();
        std::ranges::for_each(fields, [](auto& field) { field.clear(); });
    }

    // Leaves only the rows within the range.
    void cut(TimeRange range)
    {
        const qint64 from = toEpochMs(range.from);
        const qint64 to = toEpochMs(range.to);
        const auto isIn = [&](qint64 ms) { return from <= ms && ms < to; };
        const auto keep = [&](std::vector<qint64>& column) {
            std::size_t kept = 0;
            for (std::size_t i = 0; i < column.size(); ++i) {
                column[kept] = column[i];
                kept += isIn(atMs[i]) ? 1 : 0;
            }
            column.resize(kept);
        };
        keep(outcome);
        std::ranges::for_each(fields, keep);
        std::erase_if(atMs, std::not_fn(isIn));
    }

    SampleBlock block(const TargetId& target) const
    {
        SampleBlock block {.target = target, .atMs = atMs, .outcome = outcome, .fields = {}};
        std::ranges::copy(fields, block.fields.begin());
        return block;
    }
};

Sampler::Sampler(SQLite::Database& db, const ChunkTable& chunks)
    : m_chunks(chunks)
    , m_live(db, liveSql)
    , m_columns(std::make_unique<Columns>())
{
}

Sampler::~Sampler() = default;

bool Sampler::visit(const StoredTarget& target, const SampleQuestion& question,
                    const Visit& visit) const
{
    const auto entries = m_chunks.entries(target.number, question.range);
    const bool goesOn = std::ranges::all_of(entries, [&](const ChunkEntry& entry) {
        return visitChunk(entry, target, question, visit);
    });
    return goesOn && visitLive(target, question, visit);
}

bool Sampler::visitChunk(const ChunkEntry& entry, const StoredTarget& target,
                         const SampleQuestion& question, const Visit& visit) const
{
    Columns& columns = *m_columns;
    columns.clear();
    m_chunks.withHot(entry, [&](std::string_view content) {
        const HotColumns hot(content, entry.rows);
        hot.read(hotAt, columns.atMs);
        hot.read(hotOutcome, columns.outcome);
        for (const SampleField field : question.fields) {
            hot.read(hotFirstField + std::size_t(field), columns[field]);
        }
    });
    if (entry.first < question.range.from || question.range.to <= entry.last) {
        columns.cut(question.range);
    }
    checkOutcomes(columns.outcome);
    return columns.atMs.empty() || visit(columns.block(target.id));
}

bool Sampler::visitLive(const StoredTarget& target, const SampleQuestion& question,
                        const Visit& visit) const
{
    const bool wantsGaps = asksFor(question, SampleField::TokenGapSum)
        || asksFor(question, SampleField::TokenGaps);
    Columns& columns = *m_columns;
    columns.clear();
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
    checkOutcomes(columns.outcome);
    return columns.atMs.empty() || visit(columns.block(target.id));
}

} // namespace plimsoll::sqlite

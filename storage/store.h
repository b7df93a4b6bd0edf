// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/event.h"
#include "probes/domain/observation.h"
#include "probes/domain/result.h"
#include "storage/frozenbatch.h"
#include "storage/rollup.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <array>
#include <functional>
#include <span>
#include <vector>

namespace plimsoll {

// What is written together: committed whole or not at all.
struct Batch
{
    std::vector<Observation> observations; // seq is ignored on the way in
    std::vector<Event> events; // one whose identity is stored already is left out
    std::vector<Gap> gaps;
    std::vector<Memory> memories {}; // each replaces the one of the same name
    // An append of this very batch failed, and the first of its observations was to get this seq.
    // An error may come after the last byte is written: what is there is not written again.
    std::optional<qint64> triedSeq {};

    bool isEmpty() const
    {
        return observations.empty() && events.empty() && gaps.empty() && memories.empty();
    }
};

// The seqs given to the observations of a batch, in order: first, first + 1, ...
struct Receipt
{
    qint64 firstSeq = 0;
    qint64 count = 0;
};

// What became of a frozen batch.
struct Ingest
{
    enum class Kind {
        Stored,
        Duplicate, // all of it was stored before
        Conflict // other observations, or a part of these, are stored under its seqs
    };
    Kind kind = Kind::Stored;
    Receipt receipt {}; // the seqs that this store gave, of Stored
    QString why {}; // a sentence, of Conflict
};

// Rows of this store that were numbered elsewhere first: storedSeq + i is (agent, firstSeq + i).
struct Origin
{
    QByteArray agent;
    qint64 firstSeq = 0;
    qint64 storedSeq = 0;
    qint64 count = 0;

    bool operator==(const Origin&) const = default;
};

// The writing half of a store. Used from one thread only; there is one writer per store, guarded by
// a lock.
class StoreWriter
{
public:
    virtual ~StoreWriter() = default;
    // When it returns a receipt, observations, rollups and limit history are committed.
    virtual Result<Receipt> append(const Batch& batch) = 0;
    // That the next observation gets.
    virtual qint64 nextSeq() const = 0;
    // Adds observations that were numbered elsewhere, once: rows, rollups, limit history and the
    // note that they are here are one transaction. Duplicate and Conflict change nothing.
    virtual Result<Ingest> ingest(const FrozenBatch& batch) = 0;
    // A seq such that all from this one to it were stored together, or are all new: where a batch
    // is to be cut, so that what is sent again falls on what was stored.
    virtual Result<qint64> ingestBoundary(const QByteArray& agent, qint64 seq) const = 0;
    // Spent by observations at or after a moment; for the budget, which must survive a restart.
    virtual Result<qint64> costNanoUsdSince(TimePoint from) const = 0;
    // The newest observation, to tell the gap since we last ran.
    virtual Result<std::optional<TimePoint>> newestAt() const = 0;
    // As StoreReader's: what a start begins with.
    virtual Result<std::vector<Memory>> memories(const QString& prefix) const = 0;
    // Everything of it that is due now, however long it takes: maintain() until nothing is left.
    Result<void> maintainAll(TimePoint now);
    // One short step of what keeps the store small and quick: packing hours and summing up days
    // that are over, retention, giving free space back. True: there is more to do. To be called
    // between batches, about once a minute when nothing is left.
    virtual Result<bool> maintain(TimePoint now) = 0;
    // A bounded step (milliseconds) of a copy of the whole store into `file`, with what is appended
    // between the steps; true while there is more. Complete, it is FILE.part: see sealCopy().
    // Another file, and an error, end a copy under way. Where a store has backups of its own this
    // is an error.
    virtual Result<bool> copyTo(const QString& file)
    {
        return Error {.code = Error::Code::Unavailable,
                      .message = QStringLiteral("Cannot back up this store to %1: its server makes "
                                                "the backups.")
                                     .arg(file)};
    }
};

// One ceiling as seen: constant from firstSeen to lastSeen. A change lies between the lastSeen of
// one span and the firstSeen of the next.
struct LimitSpan
{
    QString pool;
    LimitKind kind = LimitKind::Requests;
    qint64 value = 0;
    TimePoint firstSeen;
    TimePoint lastSeen;
    QString organization {}; // limits are those of one pool of one organization

    bool operator==(const LimitSpan&) const = default;
};

// The newest that was told about a limit; each part keeps its own age, for a header that is missing
// changes nothing.
struct LimitNow
{
    QString pool;
    LimitKind kind = LimitKind::Requests;
    std::optional<qint64> limit;
    std::optional<TimePoint> limitAt;
    std::optional<qint64> remaining;
    std::optional<TimePoint> reset;
    std::optional<TimePoint> remainingAt;
    QString model; // whose answer told it last
    QString organization {};

    bool operator==(const LimitNow&) const = default;
};

// Rows come in the order written, or in its reverse.
struct RowFilter
{
    TimeRange range {TimePoint::min(), TimePoint::max()}; // of Observation::at
    QStringList models {}; // subjects as text, see storage/subject.h; empty: all
    std::vector<ProbeKind> kinds {}; // empty: all
    std::vector<Outcome> outcomes {}; // empty: all
    std::optional<qint64> beforeSeq {}; // newest first, for paging: only seqs below
    std::optional<qint64> afterSeq {}; // oldest first, for paging: only seqs above
    std::optional<qint64> seq {}; // this one alone, if the rest of the filter lets it pass
    bool newestFirst = false;
    bool brief = false; // leave out headers, body and detail: faster; sums stay exact
    qint64 limit = -1; // -1: all
};

// What is asked for of rows in bulk, besides their moment and outcome.
enum class SampleField : quint8 { Seq, Total, FirstToken, FirstByte, TokenGapSum, TokenGaps, Cost };
inline constexpr std::size_t sampleFieldCount = 7;

struct SampleQuestion
{
    std::vector<TargetId> targets {}; // empty: all
    TimeRange range {TimePoint::min(), TimePoint::max()}; // of Observation::at
    // Of that range only these, which ascend and do not overlap: the mornings of weekdays in some
    // time zone, say. Empty: all of it. What lies between them costs next to nothing.
    std::vector<TimeRange> windows {};
    std::vector<SampleField> fields {};
    int threads = 1; // that may visit at the same time

    // Its windows within the range, or the range alone.
    std::vector<TimeRange> wanted() const;
};

// Rows of one target as columns of equal length, in the order written.
struct SampleBlock
{
    // A field that a row does not have.
    static constexpr qint64 absent = std::numeric_limits<qint64>::min();

    const TargetId& target;
    std::span<const qint64> atMs; // since the epoch
    std::span<const qint64> outcome;
    // By SampleField, empty when not asked for: microseconds, gaps as a number, nano-USD, seq.
    std::array<std::span<const qint64>, sampleFieldCount> fields;

    std::size_t size() const { return atMs.size(); }
    std::span<const qint64> operator[](SampleField field) const
    {
        return fields[std::size_t(field)];
    }
};

struct StoreInfo
{
    QString path;
    QByteArray
        agent; // uuid of this store's collector; (agent, seq) identifies an observation everywhere
    int schemaVersion = 0;
    qint64 observations = 0;
    std::optional<TimePoint> oldest;
    std::optional<TimePoint> newest;
    qint64 bytes = 0; // database and write-ahead log
    bool demo = false; // filled by the simulator: every page must say so
};

// How a store is, for a person and for a monitor.
struct StoreHealth
{
    enum class State { Good, LowSpace, Missing };
    State state = State::Good;
    QString sentence; // what is wrong and what to do; "" when Good
    qint64 databaseBytes = 0;
    qint64 walBytes = 0; // of the write-ahead log
    std::optional<qint64> freeBytes; // of the disk, for us; absent where it cannot be told
    int schema = 0;
    std::optional<TimePoint> newest; // observation
};

// The reading half: any thread, one instance per thread, never waits for the writer. Between
// beginSnapshot and endSnapshot all answers come from one moment.
class StoreReader
{
public:
    virtual ~StoreReader() = default;
    virtual Result<void> beginSnapshot() = 0;
    virtual void endSnapshot() = 0;

    virtual Result<StoreInfo> info() const = 0;
    virtual Result<StoreHealth> health() const = 0;
    virtual Result<std::vector<Origin>> origins() const = 0; // by storedSeq
    virtual Result<std::vector<TargetId>> targets() const = 0;
    // Buckets whose start lies in the range, oldest first; empty buckets are absent. Sketches that
    // are not asked for stay empty.
    using VisitRollup = std::function<void(const Rollup&)>;
    virtual Result<void> rollups(const TargetId& target, Level level, TimeRange range,
                                 Figures figures, const VisitRollup& visit) const = 0;
    Result<std::vector<Rollup>> rollups(const TargetId& target, Level level, TimeRange range) const;
    // Calls visit for each row; stops early when it returns false.
    using Visit = std::function<bool(const Observation&)>;
    virtual Result<void> observations(const RowFilter& filter, const Visit& visit) const = 0;
    virtual Result<qint64> countObservations(const RowFilter& filter) const = 0;
    // The same rows for sums, plots and filters of one's own: in blocks, one target after the
    // other, each block in the order written; much faster than observations(). Workers count from
    // 0; each visits from a thread of its own. Stops early when a visit returns false.
    using VisitSamples = std::function<bool(int worker, const SampleBlock&)>;
    virtual Result<void> samples(const SampleQuestion& question,
                                 const VisitSamples& visit) const = 0;
    virtual Result<std::vector<LimitSpan>>
    limitSpans() const = 0; // by organization, pool, kind, firstSeen
    virtual Result<std::vector<LimitNow>> limitsNow() const = 0;
    virtual Result<std::vector<Event>> events(TimeRange range) const = 0;
    virtual Result<std::vector<Gap>> gaps(TimeRange range) const = 0; // that overlap the range
    // Those whose name begins so, by name.
    virtual Result<std::vector<Memory>> memories(const QString& prefix) const = 0;

    // Asked now and then, from any thread that reads, while a question is answered: true gives the
    // answer up within milliseconds, with Error::Code::TryLater. Empty: never.
    using GivenUp = std::function<bool()>;
    virtual void setGivenUp(GivenUp givenUp) = 0;
};

} // namespace plimsoll

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/chunks/chunkcodec.h"

#include "storage/columns/packedcolumn.h"
#include "storage/sqlite/chunks/chunkdirectory.h"
#include "storage/sqlite/rows/blobcodec.h"
#include "storage/sqlite/sqliteerror.h"
#include "storage/sqlite/statement.h"
#include "storage/stats/varint.h"
#include "storage/store.h"

#include <QByteArray>
#include <QtEndian>

#include <algorithm>
#include <boost/crc.hpp>
#include <limits>
#include <unordered_map>

namespace plimsoll::sqlite {

namespace {

static_assert(SampleBlock::absent == columns::absent);

constexpr char formatVersion = 1;
// zlib makes at most this of a byte.
constexpr std::size_t mostExpansion = 1032;
constexpr qint64 mostText = qint64 {1} << 32; // bytes

// The stretches stand before the hot columns.
constexpr std::size_t firstColumn = 1;

std::size_t hotParts()
{
    return firstColumn + hotColumns().size();
}

// A column of words is two parts, as is one of bytes.
std::size_t coldParts()
{
    return coldColumns().size() + 2 * (wordColumns().size() + bytesColumns().size());
}

// What follows the version.
std::string_view withoutVersion(std::string_view chunk)
{
    if (chunk.empty() || chunk.front() != formatVersion) {
        throwDamaged("a chunk is packed in no way we know");
    }
    return chunk.substr(1);
}

constexpr std::size_t mostRowsWithoutStretches = 2 * HotColumns::rowsOfStretch;

std::size_t stretchCount(std::size_t rows)
{
    return rows <= mostRowsWithoutStretches
        ? 0
        : (rows + HotColumns::rowsOfStretch - 1) / HotColumns::rowsOfStretch;
}

// All least moments, then all greatest ones: both ascend.
std::string packedStretches(const std::vector<StoredRow>& rows)
{
    const std::size_t count = stretchCount(rows.size());
    if (count == 0) {
        return {};
    }
    std::vector<std::int64_t> least(count, std::numeric_limits<std::int64_t>::max());
    std::vector<std::int64_t> greatest(count, std::numeric_limits<std::int64_t>::min());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::int64_t ms = toEpochMs(rows[i].observation.at);
        const std::size_t stretch = i / HotColumns::rowsOfStretch;
        least[stretch] = std::min(least[stretch], ms);
        greatest[stretch] = std::max(greatest[stretch], ms);
    }
    least.insert(least.end(), greatest.begin(), greatest.end());
    return columns::packed(least);
}

std::string packedNumbers(const std::vector<StoredRow>& rows, const NumberColumn& column)
{
    std::vector<std::int64_t> values(rows.size());
    std::ranges::transform(rows, values.begin(), column.of);
    return columns::packed(values);
}

// The words, each with its size, and which of them each row has.
void packWords(const std::vector<StoredRow>& rows, const WordColumn& column,
               std::vector<std::string>& parts)
{
    std::unordered_map<QString, std::int64_t> known;
    std::string words;
    std::vector<std::int64_t> which;
    which.reserve(rows.size());
    for (const StoredRow& row : rows) {
        const QString& word = row.observation.*column.member;
        const auto [it, isNew] = known.try_emplace(word, std::int64_t(known.size()));
        if (isNew) {
            const std::string text = word.toStdString();
            stats::putVarint(words, text.size());
            words += text;
        }
        which.push_back(it->second);
    }
    parts.push_back(std::move(words));
    parts.push_back(columns::packed(which));
}

// The sizes, and all bytes in one, compressed where that helps.
void packBytes(const std::vector<StoredRow>& rows, const BytesColumn& column,
               std::vector<std::string>& parts)
{
    std::vector<std::int64_t> sizes;
    sizes.reserve(rows.size());
    std::string all;
    for (const StoredRow& row : rows) {
        const std::string bytes = column.of(row);
        sizes.push_back(std::int64_t(bytes.size()));
        all += bytes;
    }
    const QByteArray smaller = all.empty()
        ? QByteArray()
        : qCompress(reinterpret_cast<const uchar*>(all.data()), qsizetype(all.size()));
    const bool helps = std::size_t(smaller.size()) < all.size();
    parts.push_back(columns::packed(sizes));
    parts.push_back(helps ? std::string(view(smaller)) : std::move(all));
}

std::string unpackedBytes(std::string_view bytes, std::size_t size)
{
    if (bytes.size() == size) {
        return std::string(bytes);
    }
    // qUncompress() believes the size it finds in front, whatever it is.
    const bool plausible = bytes.size() > sizeof(quint32) && size <= bytes.size() * mostExpansion
        && qFromBigEndian<quint32>(bytes.data()) == size;
    const QByteArray all = plausible
        ? qUncompress(reinterpret_cast<const uchar*>(bytes.data()), qsizetype(bytes.size()))
        : QByteArray();
    if (std::size_t(all.size()) != size) {
        throwDamaged("the texts of a chunk cannot be unpacked");
    }
    return all.toStdString();
}

std::vector<QString> wordsIn(std::string_view bytes)
{
    std::vector<QString> words;
    while (!bytes.empty()) {
        const std::uint64_t size = takeNumber(bytes);
        if (size > bytes.size()) {
            throwDamaged("a chunk ends too early");
        }
        words.push_back(QString::fromUtf8(bytes.data(), qsizetype(size)));
        bytes.remove_prefix(size);
    }
    return words;
}

std::vector<std::size_t> endsOf(const std::vector<qint64>& sizes)
{
    std::vector<std::size_t> ends;
    ends.reserve(sizes.size());
    std::size_t end = 0;
    for (const qint64 size : sizes) {
        if (size < 0 || size > mostText) {
            throwDamaged("a chunk has a text of no possible size");
        }
        end += std::size_t(size);
        ends.push_back(end);
    }
    return ends;
}

std::span<std::int64_t> numbersOf(std::vector<qint64>& values)
{
    static_assert(sizeof(qint64) == sizeof(std::int64_t));
    return {reinterpret_cast<std::int64_t*>(values.data()), values.size()};
}

void unpackInto(std::string_view bytes, std::vector<qint64>& values)
{
    if (!columns::unpack(bytes, numbersOf(values))) {
        throwDamaged("a column of a chunk cannot be unpacked");
    }
}

qint64 at(const std::vector<qint64>& column, std::size_t index)
{
    return column.size() == 1 ? column.front() : column[index];
}

} // namespace

qint64 checksumOf(std::string_view chunk)
{
    boost::crc_32_type sum;
    sum.process_bytes(chunk.data(), chunk.size());
    return qint64(sum.checksum());
}

std::string packed(const std::vector<StoredRow>& rows)
{
    std::vector<std::string> hot {packedStretches(rows)};
    for (const NumberColumn& column : hotColumns()) {
        hot.push_back(packedNumbers(rows, column));
    }
    std::vector<std::string> cold;
    for (const NumberColumn& column : coldColumns()) {
        cold.push_back(packedNumbers(rows, column));
    }
    for (const WordColumn& column : wordColumns()) {
        packWords(rows, column, cold);
    }
    for (const BytesColumn& column : bytesColumns()) {
        packBytes(rows, column, cold);
    }
    std::string chunk(1, formatVersion);
    putParts(chunk, hot);
    putParts(chunk, cold);
    return chunk;
}

HotColumns::HotColumns(FirstBytes first, std::size_t rows)
    : m_first(std::move(first))
    , m_ends(partEnds(withoutVersion(m_first(1 + mostDirectory(hotParts()))), hotParts()))
    , m_rows(rows)
{
}

void HotColumns::read(std::size_t column, std::vector<qint64>& values) const
{
    values.resize(m_rows);
    unpackInto(bytesOf(firstColumn + column), values);
}

void HotColumns::read(std::size_t column, std::size_t first, std::size_t count,
                      std::vector<qint64>& values) const
{
    if (count == m_rows) {
        read(column, values);
        return;
    }
    values.resize(count);
    if (!columns::unpackPart(bytesOf(firstColumn + column), m_rows, first, numbersOf(values))) {
        throwDamaged("a column of a chunk cannot be unpacked");
    }
}

std::vector<HotColumns::Stretch> HotColumns::stretches() const
{
    const std::size_t count = stretchCount(m_rows);
    if (count == 0) {
        return {};
    }
    std::vector<qint64> bounds(2 * count);
    unpackInto(bytesOf(0), bounds);
    std::vector<Stretch> stretches;
    for (std::size_t i = 0; i < count; ++i) {
        stretches.push_back({.leastMs = bounds[i], .greatestMs = bounds[count + i]});
    }
    return stretches;
}

std::string_view HotColumns::bytesOf(std::size_t part) const
{
    const std::size_t begin = 1 + m_ends[part];
    const std::size_t end = 1 + m_ends[part + 1];
    const std::string_view bytes = m_first(end);
    if (bytes.size() < end) {
        throwDamaged("a chunk ends too early");
    }
    return bytes.substr(begin, end - begin);
}

UnpackedChunk::UnpackedChunk(std::string_view chunk, std::size_t rows)
    : m_rows(rows)
{
    std::string_view from = withoutVersion(chunk);
    const auto hot = takeParts(from, hotParts());
    const auto cold = takeParts(from, coldParts());
    if (!from.empty()) {
        throwDamaged("a chunk ends too late");
    }
    for (std::size_t i = 0; i < hotColumns().size(); ++i) {
        m_hot.push_back(numbers(hot[firstColumn + i]));
    }
    auto next = cold.begin();
    for (std::size_t i = 0; i < coldColumns().size(); ++i) {
        m_cold.push_back(numbers(*next++));
    }
    for (std::size_t i = 0; i < wordColumns().size(); ++i) {
        Words words {.all = wordsIn(next[0]), .which = numbers(next[1])};
        for (const qint64 which : words.which) {
            if (which < 0 || std::size_t(which) >= words.all.size()) {
                throwDamaged("a chunk names a word that it does not have");
            }
        }
        m_words.push_back(std::move(words));
        next += 2;
    }
    for (std::size_t i = 0; i < bytesColumns().size(); ++i) {
        std::vector<qint64> sizes(m_rows);
        unpackInto(next[0], sizes);
        Bytes bytes {.ends = endsOf(sizes), .content = {}};
        bytes.content = unpackedBytes(next[1], bytes.ends.empty() ? 0 : bytes.ends.back());
        m_bytes.push_back(std::move(bytes));
        next += 2;
    }
}

UnpackedChunk::Column UnpackedChunk::numbers(std::string_view bytes) const
{
    Column values(m_rows);
    unpackInto(bytes, values);
    if (std::ranges::adjacent_find(values, std::ranges::not_equal_to()) == values.end()) {
        values.resize(std::min<std::size_t>(values.size(), 1));
        values.shrink_to_fit();
    }
    return values;
}

StoredRow UnpackedChunk::row(std::size_t index, const TargetId& target) const
{
    StoredRow row;
    row.observation.target = target;
    for (std::size_t i = 0; i < m_hot.size(); ++i) {
        hotColumns()[i].put(row, at(m_hot[i], index));
    }
    for (std::size_t i = 0; i < m_cold.size(); ++i) {
        coldColumns()[i].put(row, at(m_cold[i], index));
    }
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        row.observation.*wordColumns()[i].member =
            m_words[i].all[std::size_t(at(m_words[i].which, index))];
    }
    for (std::size_t i = 0; i < m_bytes.size(); ++i) {
        const Bytes& bytes = m_bytes[i];
        const std::size_t begin = index == 0 ? 0 : bytes.ends[index - 1];
        bytesColumns()[i].put(
            row, std::string_view(bytes.content).substr(begin, bytes.ends[index] - begin));
    }
    return row;
}

} // namespace plimsoll::sqlite

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/chunkcodec.h"

#include "storage/columns/packedcolumn.h"
#include "storage/sqlite/blobcodec.h"
#include "storage/sqlite/sqliteerror.h"
#include "storage/sqlite/statement.h"
#include "storage/stats/varint.h"
#include "storage/store.h"

#include <QByteArray>
#include <QtEndian>

#include <algorithm>
#include <boost/crc.hpp>
#include <unordered_map>

namespace plimsoll::sqlite {

namespace {

static_assert(SampleBlock::absent == columns::absent);

constexpr char formatVersion = 1;
// zlib makes at most this of a byte.
constexpr std::size_t mostExpansion = 1032;

// Version, number of parts, size of each, then the parts.
std::string joined(const std::vector<std::string>& parts)
{
    std::string bytes(1, formatVersion);
    std::size_t size = 0;
    stats::putVarint(bytes, parts.size());
    for (const std::string& part : parts) {
        stats::putVarint(bytes, part.size());
        size += part.size();
    }
    bytes.reserve(bytes.size() + size);
    for (const std::string& part : parts) {
        bytes += part;
    }
    return bytes;
}

std::vector<std::string_view> partsOf(std::string_view bytes)
{
    if (bytes.empty() || bytes.front() != formatVersion) {
        throwDamaged("a chunk is packed in no way we know");
    }
    bytes.remove_prefix(1);
    const std::uint64_t count = takeNumber(bytes);
    if (count > bytes.size()) {
        throwDamaged("a chunk ends too early");
    }
    std::vector<std::uint64_t> sizes(count);
    std::ranges::generate(sizes, [&bytes] { return takeNumber(bytes); });
    std::vector<std::string_view> parts;
    parts.reserve(count);
    for (const std::uint64_t size : sizes) {
        if (size > bytes.size()) {
            throwDamaged("a chunk ends too early");
        }
        parts.push_back(bytes.substr(0, size));
        bytes.remove_prefix(size);
    }
    return parts;
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
        if (size < 0 || size > (qint64 {1} << 32)) {
            throwDamaged("a chunk has a text of no possible size");
        }
        end += std::size_t(size);
        ends.push_back(end);
    }
    return ends;
}

void unpackInto(std::string_view bytes, std::vector<qint64>& values)
{
    static_assert(sizeof(qint64) == sizeof(std::int64_t));
    const std::span<std::int64_t> out(reinterpret_cast<std::int64_t*>(values.data()),
                                      values.size());
    if (!columns::unpack(bytes, out)) {
        throwDamaged("a column of a chunk cannot be unpacked");
    }
}

qint64 at(const std::vector<qint64>& column, std::size_t index)
{
    return column.size() == 1 ? column.front() : column[index];
}

} // namespace

qint64 PackedChunk::checksum() const
{
    boost::crc_32_type sum;
    sum.process_bytes(hot.data(), hot.size());
    sum.process_bytes(cold.data(), cold.size());
    return qint64(sum.checksum());
}

PackedChunk packed(const std::vector<StoredRow>& rows)
{
    std::vector<std::string> hot;
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
    return {.hot = joined(hot), .cold = joined(cold)};
}

HotColumns::HotColumns(std::string_view bytes, std::size_t rows)
    : m_columns(partsOf(bytes))
    , m_rows(rows)
{
    if (m_columns.size() != hotColumns().size()) {
        throwDamaged("a chunk has fewer columns than it must");
    }
}

void HotColumns::read(std::size_t column, std::vector<qint64>& values) const
{
    values.resize(m_rows);
    unpackInto(m_columns[column], values);
}

UnpackedChunk::UnpackedChunk(std::string_view hot, std::string_view cold, std::size_t rows)
    : m_rows(rows)
{
    const auto hotParts = partsOf(hot);
    const auto coldParts = partsOf(cold);
    if (hotParts.size() != hotColumns().size()
        || coldParts.size()
            != coldColumns().size() + 2 * (wordColumns().size() + bytesColumns().size())) {
        throwDamaged("a chunk has fewer columns than it must");
    }
    for (const std::string_view part : hotParts) {
        m_hot.push_back(numbers(part));
    }
    auto next = coldParts.begin();
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

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tablepages.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <algorithm>

namespace plimsoll::test {

namespace {

constexpr qsizetype pageBytes = 16384;
constexpr int leafKind = 13;
constexpr qsizetype leafHeader = 8;
constexpr qsizetype innerHeader = 12;

qint64 bigEndian(const QByteArray& bytes, qsizetype at, int length)
{
    qint64 value = 0;
    for (int i = 0; i < length; ++i) {
        value = value << 8 | quint8(bytes.at(at + i));
    }
    return value;
}

qint64 varint(const QByteArray& bytes, qsizetype& at)
{
    qint64 value = 0;
    for (int i = 0; i < 8; ++i) {
        const quint8 byte = quint8(bytes.at(at++));
        value = value << 7 | (byte & 0x7f);
        if ((byte & 0x80) == 0) {
            return value;
        }
    }
    return value << 8 | quint8(bytes.at(at++));
}

} // namespace

TablePages TablePages::of(const QString& path, const char* table, const QByteArray& content)
{
    SQLite::Database db(path.toStdString());
    SQLite::Statement query(db, "SELECT rootpage FROM sqlite_master WHERE name = ?");
    query.bind(1, table);
    TablePages pages;
    if (query.executeStep()) {
        pages.collect(content, {query.getColumn(0).getInt64()});
    }
    return pages;
}

void TablePages::collect(const QByteArray& content, std::vector<qint64> path)
{
    const QByteArray page = content.mid((path.back() - 1) * pageBytes, pageBytes);
    const bool isLeaf = page.at(0) == leafKind;
    const qint64 cells = bigEndian(page, 3, 2);
    Leaf leaf {.path = path, .rows = {}};
    for (qint64 i = 0; i < cells; ++i) {
        qsizetype at = bigEndian(page, (isLeaf ? leafHeader : innerHeader) + 2 * i, 2);
        if (isLeaf) {
            varint(page, at); // bytes of the row
            leaf.rows.push_back(varint(page, at));
        } else {
            auto further = path;
            further.push_back(bigEndian(page, at, 4));
            collect(content, std::move(further));
        }
    }
    if (isLeaf) {
        m_leaves.push_back(std::move(leaf));
    } else {
        path.push_back(bigEndian(page, 8, 4));
        collect(content, std::move(path));
    }
}

std::set<qint64> TablePages::rowsOutside(const std::set<qint64>& damaged) const
{
    std::set<qint64> rows;
    for (const Leaf& leaf : m_leaves) {
        if (std::ranges::none_of(leaf.path, [&](qint64 page) { return damaged.contains(page); })) {
            rows.insert(leaf.rows.begin(), leaf.rows.end());
        }
    }
    return rows;
}

} // namespace plimsoll::test

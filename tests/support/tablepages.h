// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <set>
#include <vector>

namespace plimsoll::test {

// Where the rows of a table lie in a SQLite file (https://www.sqlite.org/fileformat2.html, section
// 1.6), read without SQLite, to know which of them a damage leaves alone.
class TablePages
{
public:
    static TablePages of(const QString& path, const char* table, const QByteArray& content);

    // Row ids whose page, and every page on the way to it, is not among these.
    std::set<qint64> rowsOutside(const std::set<qint64>& damaged) const;
    std::size_t leaves() const { return m_leaves.size(); }
    qint64 leaf(std::size_t number) const { return m_leaves.at(number).path.back(); }

private:
    struct Leaf
    {
        std::vector<qint64> path; // from the root to the page
        std::vector<qint64> rows;
    };
    void collect(const QByteArray& content, std::vector<qint64> path);

    std::vector<Leaf> m_leaves;
};

} // namespace plimsoll::test

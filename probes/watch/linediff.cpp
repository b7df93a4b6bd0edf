// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/linediff.h"

#include <QHash>

#include <algorithm>
#include <optional>
#include <vector>

namespace plimsoll {

namespace {

constexpr int maxEdits = 1000;

void remove(LineDiff& diff, const QString& line)
{
    diff.lines << QString(QLatin1Char('-') + line);
    ++diff.removed;
}

void add(LineDiff& diff, const QString& line)
{
    diff.lines << QString(QLatin1Char('+') + line);
    ++diff.added;
}

LineDiff setDiff(const QStringList& before, const QStringList& after)
{
    QHash<QString, int> surplus; // how many more of a line are in `after`
    for (const QString& line : after) {
        ++surplus[line];
    }
    LineDiff diff;
    for (const QString& line : before) {
        if (surplus[line]-- <= 0) {
            remove(diff, line);
        }
    }
    for (const QString& line : after) {
        if (surplus[line]-- > 0) {
            add(diff, line);
        }
    }
    return diff;
}

// The furthest x reached on each diagonal k, kept for every number of edits d.
class EditPaths
{
public:
    EditPaths(const QStringList& before, const QStringList& after)
        : m_before(before)
        , m_after(after)
        , m_furthest(2 * maxEdits + 3, 0)
    {
    }

    // True when the ends are reached within maxEdits.
    bool search()
    {
        for (int d = 0; d <= maxEdits; ++d) {
            m_history.push_back({m_furthest.begin() + maxEdits + 1 - d - 1,
                                 m_furthest.begin() + maxEdits + 1 + d + 2});
            for (int k = -d; k <= d; k += 2) {
                const qsizetype x = extended(start(k, d), k);
                at(k) = x;
                if (x >= m_before.size() && x - k >= m_after.size()) {
                    return true;
                }
            }
        }
        return false;
    }

    LineDiff diff() const
    {
        LineDiff backwards;
        qsizetype x = m_before.size();
        qsizetype y = m_after.size();
        for (int d = int(m_history.size()) - 1; d > 0; --d) {
            const int k = int(x - y);
            const bool down = goesDown(k, d);
            const int from = down ? k + 1 : k - 1;
            x = furthest(from, d);
            y = x - from;
            if (down) {
                add(backwards, m_after[y]);
            } else {
                remove(backwards, m_before[x]);
            }
        }
        std::reverse(backwards.lines.begin(), backwards.lines.end());
        return backwards;
    }

private:
    qsizetype& at(int k) { return m_furthest[std::size_t(k + maxEdits + 1)]; }
    // As it was before the d-th edit.
    qsizetype furthest(int k, int d) const
    {
        return m_history[std::size_t(d)][std::size_t(k + d + 1)];
    }
    bool goesDown(int k, int d) const
    {
        return k == -d || (k != d && furthest(k - 1, d) < furthest(k + 1, d));
    }
    qsizetype start(int k, int d)
    {
        if (d == 0) {
            return 0;
        }
        return goesDown(k, d) ? at(k + 1) : at(k - 1) + 1;
    }
    qsizetype extended(qsizetype x, int k) const
    {
        while (x < m_before.size() && x - k < m_after.size() && m_before[x] == m_after[x - k]) {
            ++x;
        }
        return x;
    }

    const QStringList& m_before;
    const QStringList& m_after;
    std::vector<qsizetype> m_furthest;
    std::vector<std::vector<qsizetype>> m_history;
};

} // namespace

LineDiff lineDiff(const QStringList& before, const QStringList& after)
{
    const auto differ = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
    const qsizetype head = differ.first - before.begin();
    qsizetype tail = 0;
    while (tail < before.size() - head && tail < after.size() - head
           && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) {
        ++tail;
    }
    const QStringList old = before.mid(head, before.size() - head - tail);
    const QStringList now = after.mid(head, after.size() - head - tail);
    EditPaths paths(old, now);
    return paths.search() ? paths.diff() : setDiff(old, now);
}

} // namespace plimsoll

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/figures.h"

#include <QStringList>

#include <array>
#include <cstdio>

namespace plimsoll::bench {

namespace {

QStringList cells(const Figure& figure)
{
    const QString met = !figure.met ? QString()
        : *figure.met               ? QStringLiteral("yes")
                                    : QStringLiteral("NO");
    return {figure.what,        figure.ours,  figure.limit, figure.duckDb,
            figure.plainSqlite, figure.ratio, figure.goal,  met};
}

void printLine(const QStringList& line, const std::vector<qsizetype>& widths)
{
    QString text;
    for (qsizetype i = 0; i < line.size(); ++i) {
        text += QStringLiteral("| ") + line[i].leftJustified(widths[std::size_t(i)] + 1);
    }
    std::printf("%s|\n", qPrintable(text));
}

} // namespace

void print(const std::vector<Figure>& figures)
{
    std::vector<QStringList> lines {{QStringLiteral("figure"), QStringLiteral("ours"),
                                     QStringLiteral("RAM limit"), QStringLiteral("DuckDB"),
                                     QStringLiteral("plain SQLite"), QStringLiteral("ratios"),
                                     QStringLiteral("goal"), QStringLiteral("met")}};
    for (const Figure& figure : figures) {
        lines.push_back(cells(figure));
    }
    std::vector<qsizetype> widths(std::size_t(lines.front().size()));
    for (const QStringList& line : lines) {
        for (std::size_t i = 0; i < widths.size(); ++i) {
            widths[i] = std::max(widths[i], line[qsizetype(i)].size());
        }
    }
    QStringList rule;
    for (const qsizetype width : widths) {
        rule << QString(width, QLatin1Char('-'));
    }
    lines.insert(lines.begin() + 1, rule);
    for (const QStringList& line : lines) {
        printLine(line, widths);
    }
    std::fflush(stdout);
}

QString milliseconds(double ms)
{
    return ms <= 0 ? QString()
                   : QStringLiteral("%1 ms").arg(ms, 0, 'f',
                                                 ms < 0.1       ? 3
                                                     : ms < 10  ? 2
                                                     : ms < 100 ? 1
                                                                : 0);
}

QString times(double ratio)
{
    return QStringLiteral("%1x").arg(ratio, 0, 'f', ratio < 10 ? 2 : ratio < 100 ? 1 : 0);
}

} // namespace plimsoll::bench

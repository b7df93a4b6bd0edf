// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A year of twenty models in the store, and the same rows in memory, in DuckDB and in plain SQLite
// rows: size, exactness and answers of each, as one table of ratios taken in one run.
// bench_year [ROWS] [DIRECTORY]; a million rows in a temporary directory unless told otherwise. The
// files are removed at the end.
#include "app/largepages.h"
#include "tests/bench/yearrun.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <cstdio>

using namespace plimsoll;
using namespace plimsoll::bench;

int main(int argc, char** argv)
{
    preferLargePages(); // as the dashboard does
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const qint64 rows = arguments.value(1, QStringLiteral("1000000")).toLongLong();
    const QTemporaryDir directory(arguments.value(2, QDir::tempPath())
                                  + QStringLiteral("/plimsoll-year-XXXXXX"));
    if (rows <= 0 || !directory.isValid()) {
        std::fputs("usage: bench_year [ROWS] [DIRECTORY]; the directory must exist\n", stderr);
        return 64;
    }
    YearRun run(YearPlan::ofRows(rows), directory.path());
    const auto done = run.measure();
    if (!done) {
        std::fprintf(stderr, "%s\n", qPrintable(done.error().message));
        return 1;
    }
    print(run.figures());
    return 0;
}

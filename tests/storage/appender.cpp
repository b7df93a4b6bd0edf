// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Appends batches to the store named on the command line until it is killed, or as many as the
// second argument says, and prints "firstSeq count" for each receipt once it has it. With a third
// argument it says "opening" first, and does between batches what the argument names: "append"
// nothing, "upkeep" packs hours and sums up days, "retention" takes old rows away as well, "bulk"
// appends history that is packed at once. When the second argument is "backup", it backs the store
// up to the third again and again.
#include "storage/sqlite/backup.h"
#include "tests/support/answerheaders.h"
#include "tests/support/observationbuilder.h"
#include "tests/support/temporarystore.h"

#include <QCoreApplication>

#include <cstdio>
#include <random>

using namespace plimsoll;

namespace {

Observation observation(std::mt19937& random, TimePoint at)
{
    const int number = int(random() % 1000);
    const auto model = QStringLiteral("model-%1").arg(number % 3);
    test::ObservationBuilder builder(model);
    builder
        .at(at - std::chrono::seconds(number % 90)) // answers do not come in order
        .latency(Micros(300'000 + number), Micros(400'000 + 3 * number), Micros(900'000))
        .tokenGaps({Micros(20'000 + number), Micros(22'000)})
        .usage(9, 1, 70'000 + number)
        .limit(LimitKind::Requests, number % 40 == 0 ? 2000 : 4000, 3999 - number % 9, at)
        .requestId(QStringLiteral("req_%1").arg(number));
    if (number % 11 == 0) {
        builder.overloaded();
    } else {
        builder.headers(test::answerHeaders(at, number));
    }
    return builder;
}

struct Way
{
    std::chrono::seconds step {30}; // from one row to the next
    std::size_t rows = 12; // in a batch, at the most
    int upkeep = 0; // steps after each batch
    OpenOptions options {};
};

Way wayOf(const QString& name)
{
    Way way;
    if (name == QLatin1String("upkeep") || name == QLatin1String("retention")) {
        // A batch of some hours: a few of them make a day.
        way = {.step = std::chrono::seconds(120), .rows = 200, .upkeep = 3};
    } else if (name == QLatin1String("bulk")) {
        way = {.step = std::chrono::seconds(20), .rows = 6000, .upkeep = 2};
    }
    if (name == QLatin1String("retention")) {
        way.options.retention.keepRaw = std::chrono::days(2);
    }
    return way;
}

bool append(StoreWriter& writer, std::mt19937& random, const Way& way, TimePoint& at)
{
    Batch batch;
    for (auto n = way.rows / 2 + random() % (way.rows / 2) + 1; n > 0; --n) {
        at += way.step;
        batch.observations.push_back(observation(random, at));
    }
    const auto receipt = writer.append(batch);
    if (!receipt) {
        std::fprintf(stderr, "%s\n", qPrintable(receipt.error().message));
        return false;
    }
    std::printf("%lld %lld\n", receipt->firstSeq, receipt->count);
    std::fflush(stdout);
    for (int i = 0; i < way.upkeep; ++i) {
        if (const auto done = writer.maintain(at); !done) {
            std::fprintf(stderr, "%s\n", qPrintable(done.error().message));
            return false;
        }
    }
    return true;
}

int backUp(const QStringList& arguments)
{
    for (int i = 0; i < 1000; ++i) {
        if (!backupSqliteStore(arguments.value(1), arguments.value(3), {.overwrite = true})) {
            return 1;
        }
    }
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(2) == QLatin1String("backup")) {
        return backUp(arguments);
    }
    const Way way = wayOf(arguments.value(3));
    if (arguments.size() > 3) {
        std::puts("opening");
        std::fflush(stdout);
    }
    auto writer = openSqliteWriter(arguments.value(1), way.options);
    if (!writer) {
        std::fprintf(stderr, "%s\n", qPrintable(writer.error().message));
        return 1;
    }
    const qint64 batches = arguments.value(2, QStringLiteral("1000000")).toLongLong();
    std::mt19937 random(std::random_device {}());
    // Goes on where the last one was killed.
    TimePoint at = (*writer)->newestAt()->value_or(test::answerTime);
    for (qint64 i = 0; i < batches; ++i) {
        if (!append(**writer, random, way, at)) {
            return 2;
        }
    }
    return 0;
}

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How much memory the collector's side of the store takes: a month of a thousand targets, one probe
// of each every five minutes, headers and all, with the upkeep between them, as fast as it goes.
// bench_memory [TARGETS] [MINUTES] [DAYS]
#include "tests/bench/figures.h"
#include "tests/bench/probed.h"
#include "tests/support/residentsize.h"
#include "tests/support/temporarystore.h"

#include <QCoreApplication>

#include <cstdio>

using namespace plimsoll;
using namespace plimsoll::bench;

namespace {

constexpr int targetsPerTick = 20;
constexpr double mostMegabytes = 60;
constexpr double flatMegabytes = 2; // between the middle third of the time and the last

struct Plan
{
    int targets = 1000;
    int minutes = 5;
    int days = 30;
};

double residentMegabytes()
{
    return double(test::residentSize()) / 1e6;
}

// One probe of each target, a tick of twenty after the other.
Result<void> probeAll(StoreWriter& writer, std::mt19937& random, const Plan& plan, TimePoint start)
{
    const int ticks = (plan.targets + targetsPerTick - 1) / targetsPerTick;
    const auto step = std::chrono::milliseconds(std::chrono::minutes(plan.minutes)) / ticks;
    for (int tick = 0; tick < ticks; ++tick) {
        const TimePoint at = start + tick * step;
        Batch batch;
        for (int i = 0; i < targetsPerTick && tick * targetsPerTick + i < plan.targets; ++i) {
            batch.observations.push_back(probed(random, tick * targetsPerTick + i, at));
        }
        if (const auto receipt = writer.append(batch); !receipt) {
            return receipt.error();
        }
    }
    // As the store service does it, for as long as there is something to do.
    for (bool more = true; more;) {
        const auto done = writer.maintain(start);
        if (!done) {
            return done.error();
        }
        more = *done;
    }
    return {};
}

// Resident size at the end of each day, in megabytes.
Result<std::vector<double>> simulate(const Plan& plan)
{
    const test::TemporaryStore store;
    const auto writer = store.writer();
    if (!writer) {
        return Error {.code = Error::Code::CannotCreate,
                      .message =
                          QStringLiteral("No store could be made in %1.").arg(store.directory())};
    }
    std::mt19937 random(1);
    std::vector<double> sizes;
    for (int day = 0; day < plan.days; ++day) {
        const TimePoint begin = test::answerTime + std::chrono::days(day);
        for (int minute = 0; minute < 24 * 60; minute += plan.minutes) {
            const auto done = probeAll(*writer, random, plan, begin + std::chrono::minutes(minute));
            if (!done) {
                return done.error();
            }
        }
        sizes.push_back(residentMegabytes());
        std::printf("day %2d: %.1f MB\n", day + 1, sizes.back());
        std::fflush(stdout);
    }
    return sizes;
}

double mean(std::vector<double>::const_iterator from, std::vector<double>::const_iterator to)
{
    double sum = 0;
    for (auto it = from; it != to; ++it) {
        sum += *it;
    }
    return sum / double(std::max<std::ptrdiff_t>(1, to - from));
}

std::vector<Figure> figuresOf(const std::vector<double>& sizes, double before)
{
    const auto third = std::ptrdiff_t(sizes.size() / 3);
    const double most = std::ranges::max(sizes);
    const double growth =
        mean(sizes.end() - third, sizes.end()) - mean(sizes.end() - 2 * third, sizes.end() - third);
    const auto megabytes = [](double value) {
        return QStringLiteral("%1 MB").arg(value, 0, 'f', 1);
    };
    return {
        {.what = QStringLiteral("resident before the store is opened"), .ours = megabytes(before)},
        {.what = QStringLiteral("resident, most at the end of a day"),
         .ours = megabytes(most),
         .goal = QStringLiteral("< 60 MB"),
         .met = most < mostMegabytes},
        {.what = QStringLiteral("growth from the middle third to the last"),
         .ours = megabytes(growth),
         .goal = QStringLiteral("flat"),
         .met = growth < flatMegabytes}};
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    Plan plan;
    plan.targets = arguments.value(1, QString::number(plan.targets)).toInt();
    plan.minutes = arguments.value(2, QString::number(plan.minutes)).toInt();
    plan.days = arguments.value(3, QString::number(plan.days)).toInt();
    if (plan.targets <= 0 || plan.minutes <= 0 || plan.days < 3) {
        std::fputs("usage: bench_memory [TARGETS] [MINUTES] [DAYS]; at least three days\n", stderr);
        return 64;
    }
    const double before = residentMegabytes();
    const auto sizes = simulate(plan);
    if (!sizes) {
        std::fprintf(stderr, "%s\n", qPrintable(sizes.error().message));
        return 1;
    }
    print(figuresOf(*sizes, before));
    return 0;
}

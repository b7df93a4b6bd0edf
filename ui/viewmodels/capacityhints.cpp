// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/capacityhints.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(CapacityHints)
};

// The step, then a line for each figure.
template<typename LinesOf>
std::vector<StepHint> hintsOf(const ModelCapacity& capacity, const Format& format, LinesOf linesOf)
{
    std::vector<StepHint> hints;
    for (const CapacityStep& step : capacity.steps) {
        const QStringList lines = linesOf(step);
        if (!lines.isEmpty()) {
            hints.push_back(
                {.range = step.range,
                 .text = format.times.event(step.range.from) + u'\n' + lines.join(u'\n')});
        }
    }
    return hints;
}

} // namespace

std::vector<StepHint> ceilingHints(const ModelCapacity& capacity, const Format& format)
{
    return hintsOf(capacity, format, [&format](const CapacityStep& step) {
        QStringList lines;
        for (const LimitKind kind : limitKinds) {
            if (const auto& ceiling = step.ceilings[std::size_t(kind)]) {
                lines << label(kind) + u' ' + format.numbers.limit(kind, ceiling->perMinute);
            }
        }
        return lines;
    });
}

std::vector<StepHint> admissionHints(const ModelCapacity& capacity, const Format& format)
{
    return hintsOf(capacity, format, [&format](const CapacityStep& step) {
        const Admission& admission = step.admission;
        if (!admission.admitted) {
            return QStringList();
        }
        const Numbers& numbers = format.numbers;
        return QStringList {
            Text::tr("let in %1").arg(numbers.rate(*admission.admitted)),
            Text::tr("overloaded %1").arg(numbers.countOf(admission.overloaded, admission.asked)),
            Text::tr("limited, 429 %1").arg(numbers.countOf(admission.limited, admission.asked))};
    });
}

std::vector<StepHint> deliveryHints(const ModelCapacity& capacity, const Format& format)
{
    return hintsOf(capacity, format, [&format](const CapacityStep& step) {
        const Numbers& numbers = format.numbers;
        const QuantileEstimate& median = step.delivery.medianFirstToken;
        QStringList lines;
        if (median.value) {
            lines << Text::tr("first token p50 %1, n = %2")
                         .arg(numbers.milliseconds(*median.value), numbers.count(qint64(median.n)));
        }
        if (median.interval) {
            lines << Text::tr("95 % interval %1 to %2")
                         .arg(numbers.milliseconds(median.interval->low),
                              numbers.milliseconds(median.interval->high));
        }
        if (const auto& speed = step.delivery.tokensPerSecond) {
            lines << Text::tr("%1 tokens per second, n = %2")
                         .arg(QLocale().toString(*speed, 'f', 1),
                              numbers.count(qint64(step.delivery.tokenGap.n)));
        }
        return lines;
    });
}

} // namespace plimsoll

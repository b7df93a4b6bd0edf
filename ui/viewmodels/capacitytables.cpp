// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/capacitytables.h"

#include "storage/query/trendrow.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(CapacityTables)
};

constexpr double hardlyMoved = 0.05; // of a time: less is called none, decided or not

Cell plain(const QString& text, CellWeight weight = CellWeight::Plain)
{
    return {.text = text, .weight = weight, .condition = {}, .series = {}};
}

Movement signOf(double low, double high)
{
    if (low > 0) {
        return Movement::Up;
    }
    return high < 0 ? Movement::Down : Movement::None;
}

Movement ceilingMovement(const ModelCapacity& capacity, const LimitHistory& history,
                         TimeRange range)
{
    const std::vector<LimitChange> changes = ceilingChanges(history, accountOf(capacity), range);
    if (!changes.empty()) {
        const qint64 before = changes.front().from;
        const qint64 after = changes.back().to;
        return before == after ? Movement::ThereAndBack
                               : (after > before ? Movement::Up : Movement::Down);
    }
    const bool isTold = !capacity.steps.empty()
        && std::ranges::any_of(capacity.steps.back().ceilings,
                               [](const auto& ceiling) { return ceiling.has_value(); });
    return isTold ? Movement::None : Movement::Unknown;
}

Movement deliveryMovement(const TrendRow& row)
{
    if (!row.low || !row.high || std::min(row.nLast, row.nThis) < trendMinimum) {
        return Movement::Unknown;
    }
    return std::abs(*row.difference) < hardlyMoved ? Movement::None : signOf(*row.low, *row.high);
}

QString ceilingWords(Movement movement)
{
    switch (movement) {
    case Movement::Unknown:
        return Text::tr("the ceiling is unknown");
    case Movement::None:
        return Text::tr("the ceiling did not move");
    case Movement::Up:
        return Text::tr("the ceiling was raised");
    case Movement::Down:
        return Text::tr("the ceiling was lowered");
    case Movement::ThereAndBack:
        break;
    }
    return Text::tr("the ceiling moved and came back");
}

QString admissionWords(Movement movement)
{
    switch (movement) {
    case Movement::Unknown:
        return Text::tr("of admission there is too little to tell");
    case Movement::Up:
        return Text::tr("more was let in");
    case Movement::Down:
        return Text::tr("less was let in");
    case Movement::None:
    case Movement::ThereAndBack:
        break;
    }
    return Text::tr("admission did not move beyond chance");
}

QString deliveryWords(Movement movement)
{
    switch (movement) {
    case Movement::Unknown:
        return Text::tr("of delivery there is too little to tell");
    case Movement::Up:
        return Text::tr("answers came slower");
    case Movement::Down:
        return Text::tr("answers came faster");
    case Movement::None:
    case Movement::ThereAndBack:
        break;
    }
    return Text::tr("delivery did not move beyond chance");
}

QString movementWords(const CapacityMovements& moved)
{
    const QString ceiling = ceilingWords(moved.ceiling);
    if (moved.admission == Movement::None && moved.delivery == Movement::None) {
        return Text::tr("%1, admission and delivery did not move beyond chance.").arg(ceiling);
    }
    return Text::tr("%1, %2, %3.")
        .arg(ceiling, admissionWords(moved.admission), deliveryWords(moved.delivery));
}

Condition conditionOf(const CapacityMovements& moved)
{
    if (moved.ceiling == Movement::Down || moved.admission == Movement::Down
        || moved.delivery == Movement::Up) {
        return Condition::Warning;
    }
    const bool nothingIsKnown = moved.ceiling == Movement::Unknown
        && moved.admission == Movement::Unknown && moved.delivery == Movement::Unknown;
    return nothingIsKnown ? Condition::Unknown : Condition::Normal;
}

QString admissionDetail(const ShareShift& shift, const Format& format)
{
    if (!shift.before || !shift.after) {
        return {};
    }
    const Numbers& numbers = format.numbers;
    QString text = Text::tr("Let in: %1, then %2")
                       .arg(numbers.percent(*shift.before), numbers.percent(*shift.after));
    if (shift.difference) {
        text += u' '
            + Text::tr("(%1 points)")
                  .arg(numbers.pointsInterval(shift.difference->low, shift.difference->high));
    }
    return text
        + Text::tr(", n = %1 and %2.")
              .arg(numbers.count(qint64(shift.nBefore)), numbers.count(qint64(shift.nAfter)));
}

QString deliveryDetail(const TrendRow& row, const Format& format)
{
    if (!row.lastWeek || !row.thisWeek) {
        return {};
    }
    const Numbers& numbers = format.numbers;
    QString text =
        Text::tr("First token: %1, then %2")
            .arg(numbers.milliseconds(*row.lastWeek), numbers.milliseconds(*row.thisWeek));
    if (row.low && row.high) {
        text += u" ("_s + numbers.changeInterval(*row.low, *row.high) + u" %)"_s;
    }
    return text + u'.';
}

// The newest step of which a figure is there.
template<typename Has>
const CapacityStep* newest(const ModelCapacity& capacity, Has has)
{
    const auto step = std::find_if(capacity.steps.rbegin(), capacity.steps.rend(), has);
    return step == capacity.steps.rend() ? nullptr : &*step;
}

class Rows
{
public:
    Rows(TimePoint now, const Format& format)
        : m_now(now)
        , m_format(format)
    {
    }

    void ceilings(const ModelCapacity& capacity)
    {
        for (const LimitKind kind : {LimitKind::InputTokens, LimitKind::OutputTokens,
                                     LimitKind::Requests, LimitKind::Tokens}) {
            const auto place = std::size_t(kind);
            const CapacityStep* step = newest(capacity, [place](const CapacityStep& one) {
                return one.ceilings[place].has_value();
            });
            if (step) {
                const Ceiling& ceiling = *step->ceilings[place];
                add(Text::tr("Ceiling"), label(kind),
                    m_format.numbers.limit(kind, ceiling.perMinute), Text::tr("exact"), u"—"_s,
                    ceiling.toldAt);
            } else if (kind != LimitKind::Tokens) { // few accounts have one
                add(Text::tr("Ceiling"), label(kind), u"—"_s, u"—"_s, u"—"_s, {});
            }
        }
    }

    void admission(const ModelCapacity& capacity)
    {
        const CapacityStep* step =
            newest(capacity, [](const CapacityStep& one) { return one.admission.asked > 0; });
        const Admission none;
        const Admission& told = step ? step->admission : none;
        const auto moment = step ? std::optional(step->range.to) : std::nullopt;
        const auto share = [&](const QString& name, const std::optional<stats::Proportion>& value) {
            add(Text::tr("Admission"), name,
                value ? m_format.numbers.percent(value->value) : u"—"_s,
                value ? m_format.numbers.interval(*value) : u"—"_s,
                value ? m_format.numbers.count(qint64(value->n)) : u"—"_s, moment);
        };
        share(Text::tr("Let in"), told.admitted);
        share(Text::tr("Overloaded"), stats::wilson(told.overloaded, told.asked));
        share(Text::tr("Limited, 429 of our account"), stats::wilson(told.limited, told.asked));
    }

    void delivery(const ModelCapacity& capacity)
    {
        const CapacityStep* first = newest(capacity, [](const CapacityStep& one) {
            return one.delivery.medianFirstToken.value.has_value();
        });
        const QuantileEstimate none;
        const QuantileEstimate& median = first ? first->delivery.medianFirstToken : none;
        add(Text::tr("Delivery"), Text::tr("First token, p50"),
            median.value ? m_format.numbers.milliseconds(*median.value) : u"—"_s,
            intervalText(median), first ? m_format.numbers.count(qint64(median.n)) : u"—"_s,
            first ? std::optional(first->range.to) : std::nullopt);
        const CapacityStep* speed = newest(capacity, [](const CapacityStep& one) {
            return one.delivery.tokensPerSecond.has_value();
        });
        add(Text::tr("Delivery"), Text::tr("Tokens per second"),
            speed ? QLocale().toString(*speed->delivery.tokensPerSecond, 'f', 1) : u"—"_s, u"—"_s,
            speed ? m_format.numbers.count(qint64(speed->delivery.tokenGap.n)) : u"—"_s,
            speed ? std::optional(speed->range.to) : std::nullopt);
    }

    std::vector<TableContent::Row> take() { return std::move(m_rows); }

private:
    QString intervalText(const QuantileEstimate& quantile) const
    {
        if (!quantile.value) {
            return u"—"_s;
        }
        return quantile.interval ? Text::tr("%1 to %2")
                                       .arg(m_format.numbers.milliseconds(quantile.interval->low),
                                            m_format.numbers.milliseconds(quantile.interval->high))
                                 : Text::tr("too few");
    }

    void add(const QString& currency, const QString& figure, const QString& value,
             const QString& interval, const QString& n, std::optional<TimePoint> moment)
    {
        m_rows.push_back(
            {.key = figure,
             .cells = {plain(currency), plain(figure), plain(value, CellWeight::Strong),
                       plain(interval, CellWeight::Quiet), plain(n, CellWeight::Quiet),
                       plain(moment ? m_format.age(*moment, m_now) : u"—"_s)}});
    }

    TimePoint m_now;
    const Format& m_format;
    std::vector<TableContent::Row> m_rows;
};

} // namespace

const ModelCapacity* capacityOf(const std::vector<ModelCapacity>& models, const QString& subject)
{
    const auto found = std::ranges::find(models, subject, &ModelCapacity::subject);
    return found == models.end() ? nullptr : &*found;
}

QString accountOf(const ModelCapacity& capacity)
{
    return subjectText(capacity.pool, capacity.organization);
}

std::vector<LimitChange> ceilingChanges(const LimitHistory& history, const QString& account,
                                        TimeRange range)
{
    for (const LimitKind kind : {LimitKind::InputTokens, LimitKind::OutputTokens,
                                 LimitKind::Requests, LimitKind::Tokens}) {
        std::vector<LimitChange> changes;
        std::copy_if(history.changes.rbegin(), history.changes.rend(), std::back_inserter(changes),
                     [&](const LimitChange& change) {
                         return change.account() == account && change.kind == kind
                             && range.contains(change.firstNew);
                     });
        if (!changes.empty()) {
            return changes;
        }
    }
    return {};
}

CapacityMovements capacityMovements(const ModelCapacity& capacity, const LimitHistory& history,
                                    TimeRange range)
{
    CapacityMovements moved {.ceiling = ceilingMovement(capacity, history, range),
                             .admission = Movement::Unknown,
                             .delivery = deliveryMovement(capacity.shift.firstToken)};
    if (const auto& difference = capacity.shift.admission.difference) {
        moved.admission = signOf(difference->low, difference->high);
    }
    return moved;
}

Headline capacityHeadline(const ModelCapacity* capacity, const LimitHistory& history,
                          TimeRange range, const Format& format)
{
    if (!capacity || capacity->steps.empty()) {
        return {.condition = Condition::Unknown,
                .sentence = Text::tr("No probe in this range."),
                .detail = Text::tr("Ceiling, admission and delivery are measured apart; none "
                                   "follows from another.")};
    }
    const CapacityMovements moved = capacityMovements(*capacity, history, range);
    QStringList details {Text::tr("First half of the measured time, then the second.")};
    for (const QString& detail : {admissionDetail(capacity->shift.admission, format),
                                  deliveryDetail(capacity->shift.firstToken, format)}) {
        if (!detail.isEmpty()) {
            details << detail;
        }
    }
    return {.condition = conditionOf(moved),
            .sentence = capacity->displayName + u": "_s + movementWords(moved),
            .detail = details.join(u' ')};
}

TableContent capacityTable(const ModelCapacity& capacity, TimePoint now, const Format& format)
{
    TableContent content;
    content.columns = {
        {Text::tr("Currency"), Qt::AlignLeft}, {Text::tr("Figure"), Qt::AlignLeft},
        {Text::tr("Newest"), Qt::AlignRight},  {Text::tr("95 % interval"), Qt::AlignRight},
        {Text::tr("n"), Qt::AlignRight},       {Text::tr("Age"), Qt::AlignRight}};
    Rows rows(now, format);
    rows.ceilings(capacity);
    rows.admission(capacity);
    rows.delivery(capacity);
    content.rows = rows.take();
    return content;
}

QString ceilingSummary(const ModelCapacity& capacity, const LimitHistory& history, TimeRange range,
                       const Format& format)
{
    const auto changes = ceilingChanges(history, accountOf(capacity), range);
    if (changes.empty()) {
        return Text::tr("No ceiling of %1 is known to have moved.").arg(capacity.pool);
    }
    const LimitChange& last = changes.back();
    return Text::tr("%1 of %2: %3 to %4, %5.")
        .arg(label(last.kind), capacity.pool, format.numbers.limit(last.kind, last.from),
             format.numbers.limit(last.kind, last.to), format.times.event(last.firstNew));
}

QString admissionSummary(const ModelCapacity& capacity, const Format& format)
{
    const QString detail = admissionDetail(capacity.shift.admission, format);
    return detail.isEmpty() ? Text::tr("Nothing was asked for.") : detail;
}

QString deliverySummary(const ModelCapacity& capacity, const Format& format)
{
    const QString detail = deliveryDetail(capacity.shift.firstToken, format);
    return detail.isEmpty() ? Text::tr("Nothing was delivered.") : detail;
}

} // namespace plimsoll

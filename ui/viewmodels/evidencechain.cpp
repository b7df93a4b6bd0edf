// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/evidencechain.h"

#include "storage/query/verdict.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

using namespace std::chrono_literals;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(EvidenceChain)
};

// A free probe is slow when it takes so many times what nine of ten take at most.
constexpr double slowRatio = 3;
constexpr quint64 slowMinimum = 10;
constexpr double lowShare = 0.2; // of a limit: below it probes slow down

class Chain
{
public:
    Chain(const Dashboard& dashboard, const Freshness& freshness, const Format& format)
        : m_dashboard(dashboard)
        , m_freshness(freshness)
        , m_numbers(format.numbers)
    {
    }

    std::vector<EvidenceLink> links() const
    {
        std::vector<EvidenceLink> all {
            stretch(m_dashboard.path.line, Text::tr("Your line"), Text::tr("Name, TCP, TLS in %1")),
            stretch(m_dashboard.path.edge, Text::tr("API edge"), Text::tr("Answered in %1")),
            key(),
            limits(),
            others(),
            worst(),
            statusPage()};
        // The first that is bad: what comes after it cannot be seen past it.
        const auto blamed = std::ranges::find(all, Condition::Bad, &EvidenceLink::condition);
        if (blamed != all.end()) {
            blamed->isToBlame = true;
        }
        return all;
    }

private:
    QString age(std::optional<TimePoint> at) const
    {
        return at ? m_numbers.duration(std::max<std::chrono::milliseconds>(
                   m_freshness.now - *at, std::chrono::milliseconds(0)))
                  : QString();
    }

    EvidenceLink stretch(const PathStretch& stretch, const QString& name, const QString& took) const
    {
        EvidenceLink link {.name = name,
                           .condition = Condition::Unknown,
                           .word = Text::tr("Unknown"),
                           .fact = Text::tr("Not probed"),
                           .detail = Text::tr("no free probe in a day"),
                           .age = age(stretch.newest)};
        if (!stretch.newest) {
            return answersCome() ? comingThrough(std::move(link)) : link;
        }
        link.detail = stretch.n == 0 ? QString()
                                     : Text::tr("usual: %1 to %2")
                                           .arg(m_numbers.milliseconds(stretch.usualFrom),
                                                m_numbers.milliseconds(stretch.usualTo));
        if (stretch.took) {
            link.fact = took.arg(m_numbers.milliseconds(*stretch.took));
        } else {
            link.fact = label(stretch.outcome);
        }
        if (m_freshness.isStale(stretch.newest)) {
            return link;
        }
        if (stretch.outcome != Outcome::Ok) {
            link.condition = Condition::Bad;
            link.word = Text::tr("Failed");
        } else if (stretch.took && stretch.n >= slowMinimum
                   && *stretch.took > slowRatio * stretch.usualTo) {
            link.condition = Condition::Warning;
            link.word = Text::tr("Slow");
        } else {
            link.condition = Condition::Normal;
            link.word = Text::tr("Fine");
        }
        return link;
    }

    // What got an answer from the service went all the way.
    std::optional<TimePoint> answersCome() const
    {
        std::optional<TimePoint> newest;
        for (const ModelOverview& model : m_dashboard.models) {
            const bool answered = model.lastOutcome && model.lastProbe
                && whoMustAct(*model.lastOutcome) != Party::YourNetwork
                && !m_freshness.isStale(model.lastProbe);
            if (answered) {
                newest = std::max(newest, model.lastProbe);
            }
        }
        return newest;
    }

    EvidenceLink comingThrough(EvidenceLink link) const
    {
        link.condition = Condition::Normal;
        link.word = Text::tr("Fine");
        link.fact = Text::tr("Answers come through");
        link.detail = Text::tr("not probed by itself");
        link.age = age(answersCome());
        return link;
    }

    EvidenceLink key() const
    {
        quint64 refused = 0;
        quint64 asked = 0;
        bool isRefusedNow = false;
        std::optional<TimePoint> newest;
        for (const ModelOverview& model : m_dashboard.models) {
            refused += model.day[Outcome::AuthFailed] + model.day[Outcome::Billing];
            asked += model.day.total() - model.day[Outcome::Skipped];
            isRefusedNow = isRefusedNow || model.lastOutcome == Outcome::AuthFailed
                || model.lastOutcome == Outcome::Billing;
            newest = std::max(newest, model.lastProbe);
        }
        EvidenceLink link {.name = Text::tr("Key and billing"),
                           .condition = Condition::Unknown,
                           .word = Text::tr("Unknown"),
                           .fact = Text::tr("Nothing sent"),
                           .detail = Text::tr("last 24 h"),
                           .age = age(newest)};
        if (asked == 0) {
            return link;
        }
        link.fact = Text::tr("%1 of %2 refused")
                        .arg(m_numbers.count(qint64(refused)), m_numbers.count(qint64(asked)));
        if (m_freshness.isStale(newest)) {
            return link;
        }
        link.condition = isRefusedNow ? Condition::Bad : Condition::Normal;
        link.word = isRefusedNow ? Text::tr("Refused") : Text::tr("Accepted");
        return link;
    }

    EvidenceLink limits() const
    {
        const ModelOverview* tightest = nullptr;
        double least = 2;
        quint64 limited = 0;
        for (const ModelOverview& model : m_dashboard.models) {
            limited += model.hour.limited();
            const ModelTile tile = modelTile(model, m_freshness, Format());
            if (tile.headroom && *tile.headroom < least) {
                least = *tile.headroom;
                tightest = &model;
            }
        }
        EvidenceLink link {
            .name = Text::tr("Your limits"),
            .condition = Condition::Unknown,
            .word = Text::tr("Unknown"),
            .fact = Text::tr("No limit told"),
            .detail = Text::tr("%1 × 429 in the last hour").arg(m_numbers.count(qint64(limited))),
            .age = tightest ? age(tightest->lastProbe) : QString()};
        if (tightest) {
            link.fact = Text::tr("%1: %2 left").arg(tightest->pool, m_numbers.wholePercent(least));
        }
        if (!tightest || m_freshness.isStale(tightest->lastProbe)) {
            return link;
        }
        const bool isLow = limited > 0 || least < lowShare;
        link.condition = isLow ? Condition::Warning : Condition::Normal;
        link.word = limited > 0 ? Text::tr("Limited") : isLow ? Text::tr("Low") : Text::tr("Fine");
        return link;
    }

    // The first of those that are worst off.
    const ModelOverview* worstModel() const
    {
        const auto rank = [](const ModelOverview& model) {
            switch (model.verdict.condition) {
            case Condition::Bad:
                return 0;
            case Condition::Warning:
                return 1;
            case Condition::Unknown:
                return 2;
            case Condition::Normal:
                break;
            }
            return 3;
        };
        const auto worst = std::ranges::min_element(m_dashboard.models, {}, rank);
        return worst == m_dashboard.models.end() ? nullptr : &*worst;
    }

    EvidenceLink others() const
    {
        const ModelOverview* worst = worstModel();
        quint64 n = 0;
        quint64 overloaded = 0;
        int count = 0;
        bool isBad = false;
        std::optional<TimePoint> newest;
        for (const ModelOverview& model : m_dashboard.models) {
            if (&model == worst) {
                continue;
            }
            ++count;
            n += model.hour.reached();
            overloaded += model.hour.overloaded();
            isBad = isBad || model.verdict.condition == Condition::Bad;
            newest = std::max(newest, model.lastProbe);
        }
        EvidenceLink link {
            .name = Text::tr("Other models"),
            .condition = Condition::Unknown,
            .word = Text::tr("Unknown"),
            .fact = Text::tr("%1 of %2 overloaded")
                        .arg(m_numbers.count(qint64(overloaded)), m_numbers.count(qint64(n))),
            .detail = count == 1 ? Text::tr("last hour, 1 model")
                                 : Text::tr("last hour, %1 models").arg(m_numbers.count(count)),
            .age = age(newest)};
        if (count == 0) {
            link.fact = Text::tr("None is probed");
            link.detail.clear();
        }
        if (n == 0 || m_freshness.isStale(newest)) {
            return link;
        }
        link.condition = isBad ? Condition::Warning : Condition::Normal;
        link.word = isBad ? Text::tr("Also troubled") : Text::tr("Fine");
        return link;
    }

    EvidenceLink worst() const
    {
        const ModelOverview* model = worstModel();
        if (!model) {
            return {.name = Text::tr("Models"),
                    .condition = Condition::Unknown,
                    .word = Text::tr("Unknown"),
                    .fact = Text::tr("None is probed"),
                    .detail = {},
                    .age = {}};
        }
        const ModelTile tile = modelTile(*model, m_freshness, Format());
        const OutcomeCounts& hour = model->hour;
        return {.name = model->displayName,
                .condition = tile.condition,
                .word = tile.stateWord,
                .fact = Text::tr("%1 of %2 overloaded")
                            .arg(m_numbers.count(qint64(hour.overloaded())),
                                 m_numbers.count(qint64(hour.reached()))),
                .detail = Text::tr("%1 HTTP 529, %2 in stream")
                              .arg(m_numbers.count(qint64(hour[Outcome::OverloadedHttp])),
                                   m_numbers.count(qint64(hour[Outcome::OverloadedFirst]
                                                          + hour[Outcome::OverloadedMid]))),
                .age = age(model->lastProbe)};
    }

    EvidenceLink statusPage() const
    {
        EvidenceLink link {.name = Text::tr("Status page"),
                           .condition = Condition::Unknown,
                           .word = Text::tr("Unknown"),
                           .fact = Text::tr("Not asked"),
                           .detail = {},
                           .age = {}};
        if (!m_dashboard.statusPage) {
            return link;
        }
        const StatusReport report = asOf(*m_dashboard.statusPage, m_freshness.now);
        link.age = age(report.checkedAt);
        link.fact = report.incidents.empty() ? Text::tr("No incident posted")
                                             : report.incidents.front().name;
        link.detail = report.description;
        const ModelOverview* model = worstModel();
        const bool isTroubled = model && model->verdict.condition == Condition::Bad;
        switch (report.state) {
        case StatusReport::State::Unknown:
            link.fact = Text::tr("Cannot be read");
            break;
        case StatusReport::State::Degraded:
            link.condition = Condition::Warning;
            link.word = report.incidents.empty() ? Text::tr("Degraded") : Text::tr("Incident");
            break;
        case StatusReport::State::Ok:
            // A page that says nothing of what we measure is no proof of health.
            link.condition = isTroubled ? Condition::Unknown : Condition::Normal;
            link.word = isTroubled ? Text::tr("Silent") : Text::tr("Quiet");
            break;
        }
        return link;
    }

    const Dashboard& m_dashboard;
    const Freshness& m_freshness;
    const Numbers& m_numbers;
};

} // namespace

std::vector<EvidenceLink> evidenceChain(const Dashboard& dashboard, const Freshness& freshness,
                                        const Format& format)
{
    return Chain(dashboard, freshness, format).links();
}

} // namespace plimsoll

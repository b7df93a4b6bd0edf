// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/answerfamilies.h"

#include <functional>
#include <map>

namespace plimsoll {

namespace {

class Family
{
public:
    template<typename Answer>
    void addRate(Answer& answer)
    {
        if (answer.comparison) {
            add(answer, answer.comparison->p);
        }
    }

    void addLatencies(std::vector<LatencyAnswer>& answers)
    {
        for (LatencyAnswer& answer : answers) {
            if (answer.shift) {
                add(answer, answer.shift->p);
            }
        }
    }

    void adjust()
    {
        const auto adjusted = stats::benjaminiHochberg(m_p);
        for (std::size_t i = 0; adjusted && i < m_p.size(); ++i) {
            m_set[i]((*adjusted)[i]);
        }
    }

private:
    template<typename Answer>
    void add(Answer& answer, double p)
    {
        m_p.push_back(p);
        m_set.emplace_back([&answer](double adjusted) { setVerdict(answer, adjusted); });
    }

    std::vector<double> m_p;
    std::vector<std::function<void(double)>> m_set;
};

} // namespace

void adjustFamilies(std::vector<ModelAnswers>& models)
{
    Family weeks;
    Family weekLatencies;
    Family peaks;
    std::map<TimePoint, Family> events;
    for (ModelAnswers& model : models) {
        weeks.addRate(model.week);
        weekLatencies.addLatencies(model.week.latencies);
        peaks.addRate(model.peak);
        for (EventAnswer& event : model.events) {
            events[event.at].addRate(event);
            events[event.at].addLatencies(event.latencies);
        }
    }
    weeks.adjust();
    weekLatencies.adjust();
    peaks.adjust();
    for (auto& [at, family] : events) {
        family.adjust();
    }
}

} // namespace plimsoll

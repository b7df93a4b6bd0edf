// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/outcome.h"

#include <QCoreApplication>
#include <QStringList>

#include <numeric>

namespace plimsoll {

namespace {

struct Entry
{
    const char* name;
    const char* label;
    Party party;
    const char* advice;
};

// In the order of the enum; the static_assert below keeps the two together.
constexpr std::array entries {
    Entry {"ok", "OK", Party::Nobody, "Nobody has to act: the request was answered."},
    Entry {"overloaded_http", "HTTP 529", Party::Service,
           "The service must act: this model has no capacity left and said so with HTTP 529. Wait, "
           "or use another model."},
    Entry {"overloaded_first", "Overloaded, first stream event", Party::Service,
           "The service must act: this model accepted the request with HTTP 200 and then reported "
           "overload before any output. Wait, or use another model."},
    Entry {"overloaded_mid", "Overloaded, mid-stream", Party::Service,
           "The service must act: this model ran out of capacity after it had begun to answer. "
           "Discard the partial answer and try again later."},
    Entry {"rate_limited", "429 rate limit", Party::You,
           "You must act: your organization used up one of its limits. Send less, or wait for the "
           "time in retry-after."},
    Entry {"ramp_limited", "429 ramp limit", Party::You,
           "You must act: your traffic rises too fast. Raise it more slowly; your limits are not "
           "used up."},
    Entry {"spend_limited", "429 spend cap", Party::You,
           "You must act: the spend cap is reached. Raise it, or wait for the first of next month "
           "UTC; retrying cannot help."},
    Entry {"rate_limited_unattributed", "429 without a reason", Party::You,
           "You may have to act: the answer was 429 and no header says why. Check your usage in "
           "the console."},
    Entry {"server_error", "Server error", Party::Service,
           "The service must act: it failed inside. Try again later."},
    Entry {"edge_error", "Edge error", Party::Service,
           "The service's edge, or a proxy between, must act: the answer did not come from the "
           "API. Check base_url and any proxy if it lasts."},
    Entry {"auth_failed", "Key refused", Party::You,
           "You must act: the key was refused. Check that it is complete, active and allowed to "
           "use this model."},
    Entry {"billing", "Billing", Party::You,
           "You must act: the account has a billing problem. Look at the billing page of the "
           "console."},
    Entry {"misconfigured", "Request refused", Party::You,
           "You must act: the service refused the request itself. The detail names the parameter; "
           "mend the target in the configuration."},
    Entry {"model_gone", "Model not found", Party::You,
           "You must act: this model is retired, unknown or not enabled for you. Choose its "
           "successor."},
    Entry {"dns_failed", "Name not resolved", Party::YourNetwork,
           "Your network must act: the host name could not be resolved. Check the name in base_url "
           "and your DNS."},
    Entry {"connect_failed", "No connection", Party::YourNetwork,
           "Your network must act: no connection could be made. Check the address and port in "
           "base_url, the firewall and the proxy."},
    Entry {"tls_failed", "TLS failed", Party::YourNetwork,
           "You or your network must act: no trusted encrypted connection could be made. Check the "
           "certificate, the clock, and any proxy that inspects traffic."},
    Entry {"timed_out", "Timed out", Party::Service,
           "The service probably must act: the request was sent and no answer came in time. If "
           "every model times out, check your own line."},
    Entry {"stalled", "Stalled", Party::Service,
           "The service probably must act: an answer began and then nothing more came."},
    Entry {"cut", "Cut off", Party::Service,
           "The service or the line between must act: the connection closed before the answer was "
           "complete."},
    Entry {"local_network", "Own network down", Party::YourNetwork,
           "Your network must act: this machine has no working connection. Nothing is known about "
           "the service."},
    Entry {"skipped", "Not sent", Party::You,
           "Nobody has to act at once: the probe was not sent. The detail says why."},
};
static_assert(entries.size() == outcomeCount);

const Entry& entry(Outcome outcome)
{
    return entries[std::size_t(outcome)];
}

// As masks: hours of a year are summed up, and a branch for each outcome would take most of that.
template<bool (*isCounted)(Outcome)>
quint64 sumOf(const std::array<quint64, outcomeCount>& counts)
{
    static constexpr auto masks = [] {
        std::array<quint64, outcomeCount> all {};
        for (std::size_t i = 0; i < outcomeCount; ++i) {
            all[i] = isCounted(Outcome(i)) ? ~quint64 {0} : 0;
        }
        return all;
    }();
    quint64 sum = 0;
    for (std::size_t i = 0; i < outcomeCount; ++i) {
        sum += counts[i] & masks[i];
    }
    return sum;
}

} // namespace

QLatin1String name(Outcome outcome)
{
    return QLatin1String(entry(outcome).name);
}

std::optional<Outcome> outcomeFromName(QStringView name)
{
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (name == QLatin1String(entries[i].name)) {
            return Outcome(i);
        }
    }
    return std::nullopt;
}

QString label(Outcome outcome)
{
    return QCoreApplication::translate("Outcome", entry(outcome).label);
}

Party whoMustAct(Outcome outcome)
{
    return entry(outcome).party;
}

QString advice(Outcome outcome)
{
    return QCoreApplication::translate("Outcome", entry(outcome).advice);
}

OutcomeCounts& OutcomeCounts::operator+=(const OutcomeCounts& other)
{
    for (std::size_t i = 0; i < outcomeCount; ++i) {
        m_counts[i] += other.m_counts[i];
    }
    return *this;
}

quint64 OutcomeCounts::overloaded() const
{
    return (*this)[Outcome::OverloadedHttp] + (*this)[Outcome::OverloadedFirst]
        + (*this)[Outcome::OverloadedMid];
}

quint64 OutcomeCounts::reached() const
{
    return sumOf<reachedService>(m_counts);
}

quint64 OutcomeCounts::limited() const
{
    return sumOf<isLimited>(m_counts);
}

quint64 OutcomeCounts::total() const
{
    return std::accumulate(m_counts.begin(), m_counts.end(), quint64 {0});
}

QStringList accountingRules()
{
    static constexpr std::array rules {
        "Overload rate: probes that met an overload (HTTP 529, or overloaded_error inside a "
        "stream), divided by every scheduled probe that reached the service: ok, overloaded, "
        "server and edge errors, time-outs, stalls and cut answers.",
        "Left out of the rate and shown beside it: 429 answers, refused keys, billing, requests we "
        "got wrong, retired models, our own network, probes not sent, and control, line and "
        "follow-up probes.",
        "By status code alone: the same with HTTP 529 as the only overload that counts.",
        "Every rate comes with n and a 95 % interval: Wilson's, as if overloads did not come in "
        "bursts, unless it is said to be widened for them.",
        "No data is a gap, never 0 %.",
    };
    QStringList translated;
    for (const char* rule : rules) {
        translated << QCoreApplication::translate("Accounting", rule);
    }
    return translated;
}

} // namespace plimsoll

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/verdictwords.h"

#include <QCoreApplication>

namespace plimsoll {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Verdict", text);
}

// The advice begins with who must act; the label says what was seen.
QString adviceWithFact(const ModelFinding& finding)
{
    return tr("%1 %2 last answered: %3.")
        .arg(advice(finding.outcome), finding.name, label(finding.outcome));
}

} // namespace

Condition conditionOf(ModelState state)
{
    switch (state) {
    case ModelState::Unmeasured:
    case ModelState::Silent:
        return Condition::Unknown;
    case ModelState::NoConnection:
    case ModelState::Refused:
    case ModelState::Overloaded:
    case ModelState::Failing:
        return Condition::Bad;
    case ModelState::LineTrouble:
    case ModelState::OverloadSeen:
    case ModelState::ErrorSeen:
    case ModelState::Limited:
    case ModelState::Slow:
        return Condition::Warning;
    case ModelState::Normal:
        return Condition::Normal;
    }
    return Condition::Unknown;
}

QString wordOf(ModelState state)
{
    switch (state) {
    case ModelState::Unmeasured:
        return tr("Unknown");
    case ModelState::Silent:
        return tr("Silent");
    case ModelState::NoConnection:
    case ModelState::LineTrouble:
        return tr("No connection");
    case ModelState::Refused:
        return tr("Refused");
    case ModelState::Overloaded:
        return tr("Overloaded");
    case ModelState::OverloadSeen:
        return tr("Overload seen");
    case ModelState::Failing:
        return tr("Failing");
    case ModelState::ErrorSeen:
        return tr("Error seen");
    case ModelState::Limited:
        return tr("Limited");
    case ModelState::Slow:
        return tr("Slow");
    case ModelState::Normal:
        return tr("Normal");
    }
    return {};
}

Verdict wordsFor(const ModelFinding& finding, TimePoint asOf)
{
    Verdict verdict {conditionOf(finding.state), wordOf(finding.state), {}};
    switch (finding.state) {
    case ModelState::Unmeasured:
        verdict.sentence = tr("%1 has not been measured yet.").arg(finding.name);
        break;
    case ModelState::Silent:
        verdict.sentence =
            tr("No probe of %1 for %2: its figures are old.")
                .arg(finding.name, approximateAge(asOf - finding.newest.value_or(asOf)));
        break;
    case ModelState::Normal:
        verdict.sentence = tr("%1 answers.").arg(finding.name);
        break;
    case ModelState::Slow:
        verdict.sentence =
            tr("Nobody has to act: %1 is slow, still answering. Its median first token of the "
               "last hour is over twice that of the week before.")
                .arg(finding.name);
        break;
    case ModelState::OverloadSeen:
        verdict.sentence =
            tr("It may be them: one of the newest probes of %1 met an overload.").arg(finding.name);
        break;
    case ModelState::ErrorSeen:
        verdict.sentence = tr("It may be them: one of the newest probes of %1 ended in: %2.")
                               .arg(finding.name, label(finding.outcome));
        break;
    case ModelState::NoConnection:
    case ModelState::LineTrouble:
    case ModelState::Refused:
    case ModelState::Overloaded:
    case ModelState::Failing:
    case ModelState::Limited:
        verdict.sentence = adviceWithFact(finding);
        break;
    }
    return verdict;
}

QString approximateAge(std::chrono::milliseconds age)
{
    using namespace std::chrono;
    if (age < 1min) {
        return tr("%1 s").arg(duration_cast<seconds>(age).count());
    }
    if (age < 2h) {
        return tr("%1 min").arg(duration_cast<minutes>(age).count());
    }
    if (age < 48h) {
        return tr("%1 h").arg(duration_cast<hours>(age).count());
    }
    return tr("%1 d").arg(duration_cast<days>(age).count());
}

} // namespace plimsoll

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/verdict.h"
#include "storage/query/verdictwords.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace plimsoll {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Verdict", text);
}

using Findings = std::vector<const ModelFinding*>;

// Which state speaks first when models differ.
constexpr std::array byWeight {
    ModelState::NoConnection, ModelState::Overloaded,   ModelState::Refused,
    ModelState::Failing,      ModelState::OverloadSeen, ModelState::Limited,
    ModelState::LineTrouble,  ModelState::ErrorSeen,    ModelState::Slow,
    ModelState::Silent,       ModelState::Unmeasured};

Findings inState(const std::vector<ModelFinding>& findings, ModelState state)
{
    Findings found;
    for (const ModelFinding& finding : findings) {
        if (finding.state == state) {
            found.push_back(&finding);
        }
    }
    return found;
}

// "Opus 4.7", "Opus 4.7 and Opus 5.5", "Opus 4.7, Opus 5.5 and Haiku 5.5".
QString namesOf(const Findings& findings)
{
    QString text;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        if (i > 0) {
            text += i + 1 == findings.size() ? tr(" and ") : tr(", ");
        }
        text += findings[i]->name;
    }
    return text;
}

QString is(const Findings& findings)
{
    return findings.size() == 1 ? tr("is") : tr("are");
}

QString numberWord(std::size_t number)
{
    static constexpr std::array words {"no",  "one",   "two",   "three", "four", "five",
                                       "six", "seven", "eight", "nine",  "ten"};
    return number < words.size() ? tr(words[number]) : QString::number(number);
}

QString refusalClause(const Findings& models)
{
    switch (models.front()->outcome) {
    case Outcome::AuthFailed:
        return tr("You must act: your key is refused for %1.").arg(namesOf(models));
    case Outcome::Billing:
        return tr("You must act: the account has a billing problem.");
    case Outcome::ModelGone:
        return tr("You must act: %1 cannot be found.").arg(namesOf(models));
    default:
        return tr("You must act: the request for %1 is refused.").arg(namesOf(models));
    }
}

// Who must act, then the fact, about the models that share a state.
QString clause(ModelState state, const Findings& models)
{
    const QString names = namesOf(models);
    switch (state) {
    case ModelState::NoConnection:
        return tr("It is your network: no probe of %1 got through.").arg(names);
    case ModelState::LineTrouble:
        return tr("It may be your network: the newest probe of %1 did not get through.").arg(names);
    case ModelState::Overloaded:
        return tr("It is them: %1 %2 overloaded.").arg(names, is(models));
    case ModelState::OverloadSeen:
        return tr("It may be them: %1 met an overload.").arg(names);
    case ModelState::Refused:
        return refusalClause(models);
    case ModelState::Failing:
        return tr("It is probably them: %1 %2 failing.").arg(names, is(models));
    case ModelState::ErrorSeen:
        return tr("It may be them: a probe of %1 failed.").arg(names);
    case ModelState::Limited:
        return tr("It is you: a limit of %1 is reached.").arg(names);
    case ModelState::Slow:
        return tr("%1 %2 slow, still answering.").arg(names, is(models));
    case ModelState::Silent:
        return tr("No fresh probe of %1.").arg(names);
    case ModelState::Unmeasured:
        return tr("%1 %2 not measured yet.").arg(names, is(models));
    case ModelState::Normal:
        break;
    }
    return {};
}

// What the other models prove about our own side, when one is in trouble at the service.
QString ownSide(const std::vector<ModelFinding>& findings)
{
    const bool answered = std::ranges::any_of(findings, [](const ModelFinding& f) {
        return f.state == ModelState::Normal || f.state == ModelState::Slow;
    });
    const bool limited = !inState(findings, ModelState::Limited).empty();
    if (!answered) {
        return {};
    }
    return limited ? tr("Your line and your key are fine.")
                   : tr("Your line, your key and your limits are fine.");
}

bool everyOne(const std::vector<ModelFinding>& findings, ModelState state)
{
    return std::ranges::all_of(findings, [state](const auto& f) { return f.state == state; });
}

bool isDead(const ModelFinding& finding)
{
    return finding.state == ModelState::Silent || finding.state == ModelState::Unmeasured;
}

QString allAnswer(std::size_t count, const QString& onlyName)
{
    if (count == 1) {
        return tr("%1 answers.").arg(onlyName);
    }
    return count == 2 ? tr("Both models answer.")
                      : tr("All %1 models answer.").arg(numberWord(count));
}

// Said of every model at once, where that is plainer than a list of names.
QString shared(const std::vector<ModelFinding>& findings, ModelState worst)
{
    if (findings.size() < 2 || !everyOne(findings, worst)) {
        return {};
    }
    const Outcome outcome = findings.front().outcome;
    const bool sameOutcome = std::ranges::all_of(
        findings, [outcome](const ModelFinding& f) { return f.outcome == outcome; });
    switch (worst) {
    case ModelState::NoConnection:
        return tr("It is your network: no probe gets through. Nothing is known about the service.");
    case ModelState::Refused:
        return sameOutcome && outcome == Outcome::AuthFailed
            ? tr("You must act: your key is refused.")
            : QString();
    case ModelState::Overloaded:
        return tr("It is them: every model is overloaded.");
    default:
        return {};
    }
}

Verdict nothingFresh(const std::vector<ModelFinding>& findings, TimePoint asOf)
{
    const auto newest = std::ranges::max_element(findings, {}, &ModelFinding::newest);
    if (newest == findings.end() || !newest->newest) {
        return {Condition::Unknown, wordOf(ModelState::Unmeasured), tr("Nothing measured yet.")};
    }
    return {
        Condition::Unknown, wordOf(ModelState::Silent),
        tr("No probe for %1: the figures are old.").arg(approximateAge(asOf - *newest->newest))};
}

} // namespace

Verdict judgeAll(const std::vector<ModelFinding>& findings, TimePoint asOf)
{
    if (std::ranges::all_of(findings, isDead)) {
        return nothingFresh(findings, asOf);
    }
    std::vector<ModelFinding> probed = findings;
    std::erase_if(probed, [asOf](const ModelFinding& finding) {
        return isDead(finding) && finding.newest && asOf - *finding.newest > rules::abandonedAge;
    });
    std::vector<ModelState> present;
    std::ranges::copy_if(byWeight, std::back_inserter(present),
                         [&](ModelState state) { return !inState(probed, state).empty(); });
    if (present.empty()) {
        return {Condition::Normal, wordOf(ModelState::Normal),
                allAnswer(probed.size(), probed.front().name)};
    }

    const ModelState worst = present.front();
    Verdict verdict {conditionOf(worst), wordOf(worst), shared(probed, worst)};
    if (!verdict.sentence.isEmpty()) {
        return verdict;
    }
    QStringList clauses {clause(worst, inState(probed, worst))};
    if (present.size() > 1) {
        clauses << clause(present[1], inState(probed, present[1]));
    }
    const bool theirs = worst == ModelState::Overloaded || worst == ModelState::Failing
        || worst == ModelState::OverloadSeen || worst == ModelState::ErrorSeen;
    if (theirs) {
        clauses << ownSide(probed);
        clauses.removeAll(QString());
    }
    verdict.sentence = clauses.join(QLatin1Char(' '));
    return verdict;
}

} // namespace plimsoll

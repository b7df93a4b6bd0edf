// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/verdict.h"
#include "storage/report/cachetext.h"
#include "storage/report/cells.h"
#include "storage/report/restingtext.h"
#include "storage/report/statusreport.h"
#include "storage/report/tiertext.h"

#include <algorithm>
#include <map>

namespace plimsoll {

namespace {

using namespace Qt::StringLiterals;

// Two decimals below 10 %, one from there; both ends of an interval as precise as the upper one.
QString percent(double share, double decidesPrecision)
{
    return QString::number(share * 100, 'f', decidesPrecision < 0.1 ? 2 : 1);
}

QString rateText(const OutcomeCounts& counts)
{
    const auto rate = estimateRate(counts).overload;
    if (!rate) {
        return u"no data"_s;
    }
    return u"%1 % (%2 to %3), n = %4"_s
        .arg(percent(rate->value, rate->value), percent(rate->low, rate->high),
             percent(rate->high, rate->high))
        .arg(rate->n);
}

QString shortKind(LimitKind kind)
{
    switch (kind) {
    case LimitKind::Requests:
        return u"requests"_s;
    case LimitKind::InputTokens:
        return u"input tokens"_s;
    case LimitKind::OutputTokens:
        return u"output tokens"_s;
    case LimitKind::Tokens:
        return u"tokens"_s;
    }
    return {};
}

QString limitText(const ModelOverview& model)
{
    if (!model.tightest) {
        return u"limits unknown"_s;
    }
    const LimitNow& limit = *model.tightest;
    return u"%1 of %2 %3 left"_s.arg(*limit.remaining).arg(*limit.limit).arg(shortKind(limit.kind));
}

QString ageText(const Dashboard& board, const ModelOverview& model)
{
    return model.lastProbe ? approximateAge(board.asOf - *model.lastProbe) + u" ago"_s
                           : u"never probed"_s;
}

QStringList modelLine(const Dashboard& board, const ModelOverview& model)
{
    const auto series = std::ranges::find(board.series, model.subject(), &ModelSeries::subject);
    const OutcomeCounts counts =
        series == board.series.end() ? OutcomeCounts() : series->whole.counts;
    return {model.displayName, model.verdict.word,
            rateText(counts),  u"429: %1"_s.arg(counts.limited()),
            limitText(model),  ageText(board, model)};
}

QString statusPageLine(const Dashboard& board)
{
    if (!board.statusPage) {
        return {};
    }
    return u"Status page: %1 (checked %2 ago)\n"_s.arg(
        statusPageText(*board.statusPage),
        approximateAge(board.asOf - board.statusPage->checkedAt));
}

// Columns as wide as their widest cell, two blanks between.
QString aligned(const std::vector<QStringList>& lines)
{
    QList<qsizetype> widths;
    for (const QStringList& line : lines) {
        widths.resize(std::max(widths.size(), line.size()));
        for (qsizetype i = 0; i < line.size(); ++i) {
            widths[i] = std::max(widths[i], line[i].size());
        }
    }
    QString text;
    for (const QStringList& line : lines) {
        QString row;
        for (qsizetype i = 0; i < line.size(); ++i) {
            row += i + 1 == line.size() ? line[i] : QString(line[i].leftJustified(widths[i] + 2));
        }
        text += row + u'\n';
    }
    return text;
}

// The limit of each pool of which our own probes used the largest share.
QString ownTrafficText(const Dashboard& board)
{
    std::map<std::pair<QString, QString>, const OwnTraffic*> largest;
    for (const OwnTraffic& own : board.own) {
        const OwnTraffic*& known = largest[{own.organization, own.pool}];
        if (own.shareOfHour() && (!known || own.shareOfHour() > known->shareOfHour())) {
            known = &own;
        }
    }
    QStringList parts;
    for (const auto& [account, own] : largest) {
        if (own) {
            const QString whose = own->organization.isEmpty()
                ? own->pool
                : QString(own->pool + u" of "_s + own->organization);
            parts += u"%1 %2 % of %3"_s.arg(
                whose, QString::number(*own->shareOfHour() * 100, 'f', 2), shortKind(own->kind));
        }
    }
    return parts.isEmpty()
        ? QString()
        : QString(u"Own probes in the last hour: "_s + parts.join(u", "_s) + u".\n");
}

} // namespace

QString statusText(const Dashboard& board)
{
    QString text = board.store.demo ? u"DEMO DATA\n"_s : QString();
    text += board.verdict.sentence + u'\n';
    text += statusPageLine(board);
    text += u"Overload rate with 95 % interval, %1 to %2.\n"_s.arg(
        cells::time(board.selection.range.from), cells::time(board.selection.range.to));
    std::vector<QStringList> lines;
    for (const ModelOverview& model : board.models) {
        lines.push_back(modelLine(board, model));
    }
    text += aligned(lines) + tierText(board.limits.tiers) + ownTrafficText(board)
        + cacheText(board.cache);
    for (const QString& sentence : restingSentences(board.models, board.asOf)) {
        text += sentence + (sentence.endsWith(u'.') ? u"\n"_s : u".\n"_s);
    }
    for (const ModelOverview& model : board.models) {
        text += model.notice.isEmpty() ? QString() : QString(model.notice + u".\n"_s);
    }
    // One line here; statusRules() has the whole of it.
    text += u"Overloads of all kinds / probes that reached the service; 429s and failures of our "
            "own stand apart. More: status --rules\n"_s;
    return text;
}

QString statusRules()
{
    QString text;
    for (const QString& rule : accountingRules()) {
        text += u"- "_s + rule + u'\n';
    }
    return text;
}

} // namespace plimsoll

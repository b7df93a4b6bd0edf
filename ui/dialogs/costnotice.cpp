// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/costnotice.h"

#include "probes/schedule/projection.h"
#include "ui/widgets/card.h"
#include "ui/widgets/figuretable.h"
#include "ui/widgets/labels.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

Cell plain(const QString& text, CellWeight weight = CellWeight::Plain)
{
    return {.text = text, .weight = weight, .condition = {}, .series = {}};
}

QString budgetSentence(const CostNotice::Content& content, const Numbers& numbers)
{
    QStringList sentences;
    sentences += content.budgetNanoUsd
        ? CostNotice::tr("Probing stops for the day (UTC) when %1 are spent.")
              .arg(numbers.usd(*content.budgetNanoUsd))
        : CostNotice::tr("No daily budget is set.");
    sentences += content.monthBudgetNanoUsd
        ? CostNotice::tr("It stops for the month (UTC) when %1 are spent.")
              .arg(numbers.usd(*content.monthBudgetNanoUsd))
        : CostNotice::tr("No monthly budget is set.");
    for (const QString& warning : content.warnings) {
        sentences += warning + u'.';
    }
    sentences += CostNotice::tr("Follow-up probes inside a burst are not in the table; these "
                                "budgets hold them too.");
    return sentences.join(u' ');
}

} // namespace

CostNotice::CostNotice(const Content& content, ThemeState& themes, const Format& format,
                       QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Before the first paid probe"));
    setMinimumWidth(themes.px(520));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(12);
    layout->addWidget(makeLabel("verdict", tr("What probing costs"), this));
    QLabel* where =
        makeLabel("detail",
                  tr("Probes go to %1. Nothing has been sent and nothing costs money until you "
                     "press Start.")
                      .arg(content.baseUrl),
                  this);
    where->setWordWrap(true);
    layout->addWidget(where);
    layout->addWidget(makeTable(content, themes, format));
    QLabel* budget = makeLabel("body", budgetSentence(content, format.numbers), this);
    budget->setObjectName("budget"_L1);
    budget->setWordWrap(true);
    layout->addWidget(budget);
    layout->addLayout(makeButtons());
    if (!parent) {
        themes.dress(*this);
    }
}

QWidget* CostNotice::makeTable(const Content& content, const ThemeState& themes,
                               const Format& format)
{
    auto* card = new Card({}, {}, this);
    auto* table = new FigureTable(themes, card);
    table->setObjectName("costs"_L1);
    TableContent rows;
    rows.columns = {{tr("Probe"), Qt::AlignLeft},
                    {tr("Every"), Qt::AlignRight},
                    {tr("USD a day, at most"), Qt::AlignRight},
                    {tr("in %1 days").arg(daysOfMonth), Qt::AlignRight}};
    const auto cost = [&format](const std::optional<qint64>& nanoUsd) {
        return plain(nanoUsd ? format.numbers.usd(*nanoUsd) : tr("price unknown"),
                     CellWeight::Strong);
    };
    const auto monthly = [](qint64 nanoUsd) { return nanoUsd * daysOfMonth; };
    qint64 total = 0;
    bool allKnown = true;
    for (const Line& line : content.lines) {
        const auto perDay = line.nanoUsdPerDay;
        allKnown = allKnown && perDay;
        total += perDay.value_or(0);
        rows.rows.push_back(
            {.key = line.name,
             .cells = {plain(line.name), plain(format.numbers.duration(line.every)), cost(perDay),
                       cost(perDay ? std::optional(monthly(*perDay)) : std::nullopt)}});
    }
    const auto sum = [&](qint64 nanoUsd) {
        return plain((allKnown ? QString() : u"≥ "_s) + format.numbers.usd(nanoUsd),
                     CellWeight::Strong);
    };
    rows.rows.push_back({.key = u"total"_s,
                         .cells = {plain(tr("Together"), CellWeight::Strong), plain({}), sum(total),
                                   sum(monthly(total))}});
    table->setContent(std::move(rows));
    card->body()->addWidget(table);
    return card;
}

QLayout* CostNotice::makeButtons()
{
    auto* start = new QPushButton(tr("Start probing"), this); // both taken by the layout
    auto* later = new QPushButton(tr("Not now"), this);
    start->setObjectName("start"_L1);
    later->setObjectName("later"_L1);
    start->setProperty("primary", true);
    later->setDefault(true); // a stray Enter must not spend money
    connect(start, &QPushButton::clicked, this, &QDialog::accept);
    connect(later, &QPushButton::clicked, this, &QDialog::reject);
    auto* row = new QHBoxLayout; // taken by the caller's layout
    row->addWidget(start);
    row->addWidget(later);
    row->addStretch();
    return row;
}

} // namespace plimsoll

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/headroomexample.h"

#include "app/config/shippedtable.h"
#include "app/config/tablereader.h"

namespace plimsoll {

using namespace Qt::StringLiterals;

std::vector<HeadroomExample> headroomExamples()
{
    const toml::table root = shippedTable(u"headroom.toml"_s);
    ConfigProblems problems;
    TableReader reader(root, u"headroom.toml"_s, problems);
    std::vector<HeadroomExample> examples;
    for (const toml::table* table : reader.tables(u"example"_s)) {
        TableReader row(*table, u"[[example]]"_s, problems);
        examples.push_back({.name = row.text(u"name"_s).value_or(QString()),
                            .title = row.text(u"title"_s).value_or(QString()),
                            .note = row.text(u"note"_s).value_or(QString()),
                            .pool = row.text(u"pool"_s).value_or(QString()),
                            .load = {.agents = row.number(u"agents"_s).value_or(0),
                                     .contextTokens = row.number(u"context"_s).value_or(0),
                                     .outputTokens = row.number(u"output"_s).value_or(0),
                                     .callsPerMinute = row.number(u"turns"_s).value_or(0),
                                     .cachedShare = row.number(u"cached"_s).value_or(0)}});
        row.finish();
    }
    Q_ASSERT_X(problems.empty(), "headroomExamples", "the shipped examples must parse");
    return examples;
}

} // namespace plimsoll

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/claims/claimreader.h"

#include "app/claims/claimrow.h"

#include <string_view>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

// "[[claim]] C25", or the number of the table where it has no id.
QString nameOf(const toml::table& table, const QString& kind, std::size_t number)
{
    const auto id = table["id"].value_exact<std::string>();
    return u"[[%1]] "_s.arg(kind)
        + (id && !id->empty() ? QString::fromStdString(*id) : QString::number(number));
}

void readVersion(TableReader& root)
{
    const auto version = root.integer(u"version"_s);
    if (!root.has(u"version"_s)) {
        root.problem(0, u"the file lacks \"version = %1\"."_s.arg(claimsVersion));
    } else if (version && *version != claimsVersion) {
        root.problem(
            root.line(u"version"_s),
            u"this version of Plimsoll reads claims of version %1, not %2."_s.arg(claimsVersion)
                .arg(*version));
    }
}

void readClaims(TableReader& root, const ClaimBook& known, ParsedClaims& parsed)
{
    std::size_t number = 0;
    for (const toml::table* table : root.tables(u"claim"_s)) {
        TableReader row(*table, nameOf(*table, u"claim"_s, ++number), parsed.problems);
        Claim claim = readClaim(row);
        if (!claim.id.isEmpty() && (known.find(claim.id) || parsed.added.find(claim.id))) {
            row.problem(row.line(u"id"_s),
                        u"the id \"%1\" is taken by another claim."_s.arg(claim.id));
        }
        parsed.added.claims.push_back(std::move(claim));
    }
}

void readContradiction(TableReader& row, const ClaimBook& known, ParsedClaims& parsed)
{
    Contradiction contradiction;
    contradiction.id = row.text(u"id"_s).value_or(QString());
    contradiction.claims = row.texts(u"claims"_s).value_or(QStringList());
    contradiction.conflict = row.text(u"conflict"_s).value_or(QString());
    contradiction.decidedBy = row.text(u"decided_by"_s).value_or(QString());
    for (const QString& key : {u"id"_s, u"claims"_s, u"conflict"_s, u"decided_by"_s}) {
        if (!row.has(key)) {
            row.problem(row.line(), u"%1 lacks \"%2\"."_s.arg(row.name(), key));
        }
    }
    if (row.has(u"claims"_s) && contradiction.claims.isEmpty()) {
        row.problem(row.line(u"claims"_s), u"claims in %1 names no claim."_s.arg(row.name()));
    }
    for (const QString& id : contradiction.claims) {
        if (!known.find(id) && !parsed.added.find(id)) {
            row.problem(row.line(u"claims"_s),
                        u"%1 names \"%2\", and there is no such claim."_s.arg(row.name(), id));
        }
    }
    row.finish();
    parsed.added.contradictions.push_back(std::move(contradiction));
}

void readRoot(const toml::table& table, const ClaimBook& known, ParsedClaims& parsed)
{
    TableReader root(table, u"the file"_s, parsed.problems);
    readVersion(root);
    readClaims(root, known, parsed);
    std::size_t number = 0;
    for (const toml::table* rivals : root.tables(u"contradiction"_s)) {
        TableReader row(*rivals, nameOf(*rivals, u"contradiction"_s, ++number), parsed.problems);
        readContradiction(row, known, parsed);
    }
    root.finish();
}

} // namespace

ParsedClaims parseClaims(const QByteArray& text, const ClaimBook& known)
{
    ParsedClaims parsed;
    try {
        readRoot(toml::parse(std::string_view(text.constData(), std::size_t(text.size()))), known,
                 parsed);
    } catch (const toml::parse_error& error) {
        const std::string_view why = error.description();
        parsed.problems.push_back({.line = int(error.source().begin.line),
                                   .sentence = u"this is not TOML: %1."_s.arg(
                                       QString::fromUtf8(why.data(), qsizetype(why.size())))});
    }
    return parsed;
}

} // namespace plimsoll

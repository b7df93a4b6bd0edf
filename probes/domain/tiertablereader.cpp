// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/tiertable.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <toml++/toml.h>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

// Values of the file; every mistake is noted with its line, and what is mistaken counts as absent.
class Reader
{
public:
    explicit Reader(QString origin)
        : m_origin(std::move(origin))
    {
    }

    const QStringList& mistakes() const { return m_mistakes; }

    void note(const toml::source_region& where, const QString& what)
    {
        m_mistakes << u"%1, line %2: %3"_s.arg(m_origin).arg(where.begin.line).arg(what);
    }

    void allowOnly(const toml::table& table, std::initializer_list<std::string_view> keys)
    {
        for (const auto& [key, value] : table) {
            if (std::ranges::find(keys, key.str()) == keys.end()) {
                note(key.source(),
                     u"the key \"%1\" is not known here."_s.arg(toQString(key.str())));
            }
        }
    }

    const toml::node* required(const toml::table& table, std::string_view key)
    {
        const toml::node* node = table.get(key);
        if (!node) {
            note(table.source(), u"the key \"%1\" is missing."_s.arg(toQString(key)));
        }
        return node;
    }

    QString text(const toml::node& node, std::string_view key)
    {
        if (!node.is_string()) {
            note(node.source(), u"\"%1\" must be a text in quotes."_s.arg(toQString(key)));
            return {};
        }
        return toQString(**node.as_string());
    }

    QStringList names(const toml::node& node, std::string_view key)
    {
        QStringList all;
        const toml::array* array = node.as_array();
        if (!array || array->empty()) {
            note(node.source(), u"\"%1\" must be a list of names in quotes."_s.arg(toQString(key)));
            return {};
        }
        for (const toml::node& entry : *array) {
            const QString name = text(entry, key);
            if (all.contains(name)) {
                note(entry.source(), u"\"%1\" is named twice."_s.arg(name));
            }
            all << name;
        }
        return all;
    }

    std::optional<TimePoint> day(const toml::node& node, std::string_view key)
    {
        const auto* date = node.as_date();
        if (!date) {
            note(node.source(), u"\"%1\" must be a day such as 2026-05-06."_s.arg(toQString(key)));
            return std::nullopt;
        }
        return std::chrono::sys_days(std::chrono::year((*date)->year) / int((*date)->month)
                                     / int((*date)->day));
    }

    std::optional<qint64> limit(const toml::table& table, std::string_view key)
    {
        const toml::node* node = table.get(key);
        if (!node) {
            return std::nullopt;
        }
        const auto value = node->is_integer() ? node->value<int64_t>() : std::nullopt;
        if (!value || *value <= 0) {
            note(node->source(), u"\"%1\" must be a whole number above 0."_s.arg(toQString(key)));
            return std::nullopt;
        }
        return qint64(*value);
    }

    std::vector<const toml::table*> tables(const toml::table& table, std::string_view key)
    {
        const toml::node* node = required(table, key);
        std::vector<const toml::table*> all;
        if (node && !node->is_array_of_tables()) {
            note(node->source(), u"\"%1\" must be a list of tables, [[%1]]."_s.arg(toQString(key)));
        } else if (node) {
            for (const toml::node& row : *node->as_array()) {
                all.push_back(row.as_table());
            }
        }
        return all;
    }

private:
    QString m_origin;
    QStringList m_mistakes;
};

TierLimits limitsFrom(const toml::node& node, const QString& tier, Reader& reader)
{
    const toml::table* table = node.as_table();
    if (!table) {
        reader.note(node.source(),
                    u"\"%1\" must be a table such as { requests = 50 }."_s.arg(tier));
        return {};
    }
    reader.allowOnly(*table, {"requests", "input_tokens", "output_tokens"});
    TierLimits limits {.requests = reader.limit(*table, "requests"),
                       .inputTokens = reader.limit(*table, "input_tokens"),
                       .outputTokens = reader.limit(*table, "output_tokens")};
    if (table->empty()) {
        reader.note(node.source(), u"\"%1\" holds no limit."_s.arg(tier));
    }
    return limits;
}

std::vector<TierRow> rowsFrom(const toml::table& table, const QStringList& tiers, Reader& reader)
{
    const toml::node* node = reader.required(table, "limits");
    const toml::table* limits = node ? node->as_table() : nullptr;
    if (node && !limits) {
        reader.note(node->source(), u"\"limits\" must be a table with a row for each tier."_s);
    }
    std::vector<TierRow> rows;
    if (limits) {
        for (const auto& [key, value] : *limits) {
            const QString tier = toQString(key.str());
            if (!tiers.contains(tier)) {
                reader.note(key.source(),
                            u"\"%1\" is not among the tiers of its version."_s.arg(tier));
            }
            rows.push_back({.tier = tier, .limits = limitsFrom(value, tier, reader)});
        }
    }
    std::ranges::stable_sort(rows, {}, [&](const TierRow& row) { return tiers.indexOf(row.tier); });
    return rows;
}

void addPools(const toml::table& table, TierVersion& version, Reader& reader)
{
    reader.allowOnly(table, {"pools", "counts_cache_reads", "limits"});
    const toml::node* pools = reader.required(table, "pools");
    const toml::node* counts = table.get("counts_cache_reads");
    if (counts && !counts->is_boolean()) {
        reader.note(counts->source(), u"\"counts_cache_reads\" must be true or false."_s);
    }
    const std::vector<TierRow> rows = rowsFrom(table, version.tiers, reader);
    for (const QString& pool : pools ? reader.names(*pools, "pools") : QStringList()) {
        if (version.find(pool)) {
            reader.note(pools->source(),
                        u"the pool \"%1\" stands in another table of its version."_s.arg(pool));
        }
        version.pools.push_back(
            {.pool = pool, .countsCacheReads = counts && counts->value_or(false), .rows = rows});
    }
}

TierVersion versionFrom(const toml::table& table, Reader& reader)
{
    reader.allowOnly(table, {"from", "read", "source", "tiers", "unpublished", "table"});
    TierVersion version;
    if (const toml::node* from = table.get("from")) {
        version.from = reader.day(*from, "from");
    }
    if (const toml::node* read = reader.required(table, "read")) {
        version.read = reader.day(*read, "read").value_or(TimePoint {});
    }
    if (const toml::node* source = reader.required(table, "source")) {
        version.source = reader.text(*source, "source");
    }
    if (const toml::node* tiers = reader.required(table, "tiers")) {
        version.tiers = reader.names(*tiers, "tiers");
    }
    if (const toml::node* unpublished = table.get("unpublished")) {
        version.unpublished = reader.names(*unpublished, "unpublished");
    }
    for (const toml::table* pools : reader.tables(table, "table")) {
        addPools(*pools, version, reader);
    }
    return version;
}

std::vector<TierVersion> versionsFrom(const toml::table& root, Reader& reader)
{
    reader.allowOnly(root, {"version"});
    std::vector<TierVersion> versions;
    for (const toml::table* table : reader.tables(root, "version")) {
        const TierVersion version = versionFrom(*table, reader);
        if (!versions.empty() && !table->contains("from")) {
            reader.note(table->source(), u"only the first version may lack \"from\"."_s);
        } else if (!versions.empty() && version.from && *version.from <= versions.back().dated()) {
            reader.note(table->source(), u"versions must follow each other in time."_s);
        }
        versions.push_back(version);
    }
    return versions;
}

} // namespace

Result<TierTable> TierTable::fromToml(const QByteArray& text, const QString& origin)
{
    Reader reader(origin);
    TierTable table;
    try {
        const toml::table root =
            toml::parse(std::string_view(text.constData(), std::size_t(text.size())));
        table.m_versions = versionsFrom(root, reader);
    } catch (const toml::parse_error& error) {
        reader.note(error.source(), toQString(error.description()) + u'.');
    }
    if (!reader.mistakes().isEmpty()) {
        return Error {.code = Error::Code::Config, .message = reader.mistakes().join(u'\n')};
    }
    return table;
}

} // namespace plimsoll

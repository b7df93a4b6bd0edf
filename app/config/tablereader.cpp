// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/tablereader.h"

#include "app/config/duration.h"
#include "app/config/nearest.h"
#include "storage/bytesize.h"

#include <cmath>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

QString typeName(const toml::node& node)
{
    switch (node.type()) {
    case toml::node_type::table:
        return u"a table"_s;
    case toml::node_type::array:
        return u"a list"_s;
    case toml::node_type::string:
        return u"a string"_s;
    case toml::node_type::integer:
    case toml::node_type::floating_point:
        return u"a number"_s;
    case toml::node_type::boolean:
        return u"true or false"_s;
    default:
        return u"a date or time"_s;
    }
}

TimePoint fromDate(const toml::date& date)
{
    return std::chrono::sys_days(std::chrono::year(date.year) / int(date.month) / int(date.day));
}

TimePoint fromDateTime(const toml::date_time& value)
{
    const TimePoint local = fromDate(value.date) + std::chrono::hours(value.time.hour)
        + std::chrono::minutes(value.time.minute) + std::chrono::seconds(value.time.second)
        + std::chrono::milliseconds(value.time.nanosecond / 1'000'000);
    return value.offset ? local - std::chrono::minutes(value.offset->minutes) : local;
}

} // namespace

TableReader::TableReader(const toml::table& table, QString name, ConfigProblems& problems)
    : m_table(table)
    , m_name(std::move(name))
    , m_problems(problems)
{
}

bool TableReader::has(const QString& key)
{
    return find(key) != nullptr;
}

std::optional<QString> TableReader::text(const QString& key)
{
    const toml::node* node = find(key);
    if (!node) {
        return std::nullopt;
    }
    if (const auto value = node->value_exact<std::string>()) {
        return QString::fromStdString(*value);
    }
    wrongType(key, *node, u"a string"_s);
    return std::nullopt;
}

std::optional<QStringList> TableReader::texts(const QString& key)
{
    const toml::node* node = find(key);
    if (!node) {
        return std::nullopt;
    }
    const toml::array* array = node->as_array();
    if (!array || !(array->empty() || array->is_homogeneous(toml::node_type::string))) {
        wrongType(key, *node, u"a list of strings"_s);
        return std::nullopt;
    }
    QStringList texts;
    for (const toml::node& element : *array) {
        texts << QString::fromStdString(element.value_or(std::string()));
    }
    return texts;
}

std::optional<bool> TableReader::flag(const QString& key)
{
    const toml::node* node = find(key);
    if (!node) {
        return std::nullopt;
    }
    if (const auto value = node->value_exact<bool>()) {
        return *value;
    }
    wrongType(key, *node, u"true or false"_s);
    return std::nullopt;
}

std::optional<double> TableReader::number(const QString& key)
{
    const toml::node* node = find(key);
    if (!node) {
        return std::nullopt;
    }
    if (node->is_number()) {
        const double value = node->value<double>().value_or(0);
        if (std::isfinite(value)) {
            return value;
        }
        problem(line(key), u"%1 in %2 must be a finite number."_s.arg(key, m_name));
        return std::nullopt;
    }
    wrongType(key, *node, u"a number"_s);
    return std::nullopt;
}

std::optional<qint64> TableReader::integer(const QString& key)
{
    const toml::node* node = find(key);
    if (!node) {
        return std::nullopt;
    }
    if (const auto value = node->value_exact<int64_t>()) {
        return *value;
    }
    wrongType(key, *node, u"a whole number"_s);
    return std::nullopt;
}

std::optional<std::chrono::milliseconds> TableReader::duration(const QString& key)
{
    const toml::node* node = find(key);
    if (!node) {
        return std::nullopt;
    }
    const auto value = node->value_exact<std::string>();
    if (!value) {
        wrongType(key, *node, u"a duration in quotes such as \"60s\", \"5m\" or \"1h 30m\""_s);
        return std::nullopt;
    }
    const QString written = QString::fromStdString(*value);
    const auto parsed = parseDuration(written);
    if (!parsed) {
        problem(line(key),
                u"%1 in %2 is \"%3\", which is not a duration such as \"60s\", \"5m\" or "
                "\"1h 30m\"."_s.arg(key, m_name, written));
    }
    return parsed;
}

std::optional<qint64> TableReader::byteSize(const QString& key)
{
    const toml::node* node = find(key);
    if (!node) {
        return std::nullopt;
    }
    const auto value = node->value_exact<std::string>();
    if (!value) {
        wrongType(key, *node, u"a size in quotes such as \"500 MB\" or \"2 GiB\""_s);
        return std::nullopt;
    }
    const QString written = QString::fromStdString(*value);
    const auto parsed = parseByteSize(written);
    if (!parsed) {
        problem(line(key),
                u"%1 in %2 is \"%3\", which is not a size such as \"500 MB\" or \"2 GiB\" (units: "
                "kB, MB, GB, TB of 1000, KiB, MiB, GiB, TiB of 1024)."_s.arg(key, m_name, written));
    }
    return parsed;
}

std::optional<TimePoint> TableReader::moment(const QString& key)
{
    const toml::node* node = find(key);
    if (!node) {
        return std::nullopt;
    }
    if (const auto date = node->value_exact<toml::date>()) {
        return fromDate(*date);
    }
    if (const auto dateTime = node->value_exact<toml::date_time>()) {
        return fromDateTime(*dateTime);
    }
    wrongType(key, *node, u"a date such as 2026-05-06, without quotes"_s);
    return std::nullopt;
}

const toml::table* TableReader::table(const QString& key)
{
    const toml::node* node = find(key);
    if (!node || node->is_table()) {
        return node ? node->as_table() : nullptr;
    }
    wrongType(key, *node, u"a table, written [%1]"_s.arg(key));
    return nullptr;
}

std::vector<const toml::table*> TableReader::tables(const QString& key, Single single)
{
    const toml::node* node = find(key);
    if (!node) {
        return {};
    }
    if (single == Single::Allowed && node->is_table()) {
        return {node->as_table()};
    }
    if (!node->is_array_of_tables()) {
        wrongType(key, *node, u"a list of tables, each written [[%1]]"_s.arg(key));
        return {};
    }
    std::vector<const toml::table*> found;
    for (const toml::node& element : *node->as_array()) {
        found.push_back(element.as_table());
    }
    return found;
}

void TableReader::finish()
{
    m_known.sort();
    for (const auto& [key, node] : m_table) {
        const QString written = QString::fromUtf8(key.data(), qsizetype(key.length()));
        if (m_known.contains(written)) {
            continue;
        }
        const QString meant = suggestion(written, m_known);
        problem(int(key.source().begin.line),
                u"this version knows no \"%2\" in %1."_s.arg(m_name, written)
                    + (meant.isEmpty() ? u" It knows: %1."_s.arg(m_known.join(u", "_s)) : meant));
    }
}

int TableReader::line() const
{
    return int(m_table.source().begin.line);
}

int TableReader::line(const QString& key) const
{
    const toml::node* node = m_table.get(key.toStdString());
    return node ? int(node->source().begin.line) : line();
}

void TableReader::problem(int line, const QString& sentence)
{
    m_problems.push_back({.line = line, .sentence = sentence});
}

const toml::node* TableReader::find(const QString& key)
{
    if (!m_known.contains(key)) {
        m_known += key;
    }
    return m_table.get(key.toStdString());
}

void TableReader::wrongType(const QString& key, const toml::node& node, const QString& wanted)
{
    problem(line(key), u"%1 in %2 must be %3, not %4."_s.arg(key, m_name, wanted, typeName(node)));
}

} // namespace plimsoll

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/tomlreader.h"

#include <algorithm>
#include <cmath>

namespace plimsoll::simulator {

using namespace Qt::StringLiterals;

namespace {

// One number and its unit: us, ms, s, m or h.
std::optional<std::chrono::microseconds> parsedDuration(QStringView text)
{
    struct Unit
    {
        QLatin1String name;
        double micros = 0;
    };
    static constexpr Unit units[] = {
        {"us"_L1, 1}, {"ms"_L1, 1e3}, {"s"_L1, 1e6}, {"m"_L1, 60 * 1e6}, {"h"_L1, 3600 * 1e6}};
    for (const Unit& unit : units) {
        bool ok = false;
        const double value =
            text.endsWith(unit.name) ? text.chopped(unit.name.size()).toDouble(&ok) : 0;
        if (ok && value >= 0 && value < 1e6) {
            return std::chrono::microseconds(std::llround(value * unit.micros));
        }
    }
    return std::nullopt;
}

TimePoint atUtc(const toml::date& date, const toml::time& time)
{
    using namespace std::chrono;
    const sys_days day = year(date.year) / int(date.month) / int(date.day);
    return day + hours(time.hour) + minutes(time.minute) + seconds(time.second)
        + milliseconds(time.nanosecond / 1'000'000);
}

} // namespace

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

void TomlReader::note(const toml::source_region& where, const QString& what)
{
    m_mistakes << u"%1, line %2: %3"_s.arg(m_origin).arg(where.begin.line).arg(what);
}

void TomlReader::allowOnly(const toml::table& table, std::initializer_list<std::string_view> keys)
{
    for (const auto& [key, value] : table) {
        if (std::ranges::find(keys, key.str()) == keys.end()) {
            note(key.source(), u"the key \"%1\" is not known here."_s.arg(toQString(key.str())));
        }
    }
}

bool TomlReader::require(const toml::table& table, std::string_view key)
{
    if (table.contains(key)) {
        return true;
    }
    note(table.source(), u"the key \"%1\" is missing."_s.arg(toQString(key)));
    return false;
}

QString TomlReader::text(const toml::table& table, std::string_view key)
{
    const toml::node* node = table.get(key);
    if (!node) {
        return {};
    }
    if (!node->is_string()) {
        note(node->source(), u"\"%1\" must be a text in quotes."_s.arg(toQString(key)));
        return {};
    }
    return toQString(**node->as_string());
}

std::optional<double> TomlReader::number(const toml::table& table, std::string_view key, double low,
                                         double high)
{
    const toml::node* node = table.get(key);
    if (!node) {
        return std::nullopt;
    }
    const std::optional<double> value = node->is_number() ? node->value<double>() : std::nullopt;
    if (!value || !(*value >= low && *value <= high)) {
        note(node->source(),
             u"\"%1\" must be a number from %2 to %3."_s.arg(toQString(key)).arg(low).arg(high));
        return std::nullopt;
    }
    return value;
}

std::optional<qint64> TomlReader::count(const toml::table& table, std::string_view key)
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

std::optional<std::chrono::microseconds> TomlReader::duration(const toml::table& table,
                                                              std::string_view key)
{
    const toml::node* node = table.get(key);
    if (!node) {
        return std::nullopt;
    }
    const auto value =
        node->is_string() ? parsedDuration(toQString(**node->as_string())) : std::nullopt;
    if (!value) {
        note(node->source(),
             u"\"%1\" must be a duration such as \"600ms\" or \"40m\"."_s.arg(toQString(key)));
    }
    return value;
}

std::optional<TimePoint> TomlReader::moment(const toml::table& table, std::string_view key)
{
    const toml::node* node = table.get(key);
    if (!node) {
        return std::nullopt;
    }
    if (const auto* date = node->as_date()) {
        return atUtc(**date, {});
    }
    const auto* both = node->as_date_time();
    if (!both || (*both)->offset.value_or(toml::time_offset {}).minutes != 0) {
        note(node->source(),
             u"\"%1\" must be a date or a UTC moment such as 2026-05-06T16:00:00Z."_s.arg(
                 toQString(key)));
        return std::nullopt;
    }
    return atUtc((*both)->date, (*both)->time);
}

void TomlReader::each(const toml::table& table, std::string_view key,
                      const std::function<void(const toml::table&)>& take)
{
    const toml::node* node = table.get(key);
    if (!node) {
        return;
    }
    const toml::array* rows = node->as_array();
    if (!rows) {
        note(node->source(), u"\"%1\" must be a list of tables, [[%1]]."_s.arg(toQString(key)));
        return;
    }
    for (const toml::node& row : *rows) {
        if (const toml::table* inner = row.as_table()) {
            take(*inner);
        } else {
            note(row.source(), u"\"%1\" must hold tables only."_s.arg(toQString(key)));
        }
    }
}

} // namespace plimsoll::simulator

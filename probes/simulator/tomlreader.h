// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <toml++/toml.h>

namespace plimsoll::simulator {

// Reads the values of a scenario file and notes every mistake with its line, so that all are told
// at once. A mistaken value counts as absent.
class TomlReader
{
public:
    explicit TomlReader(QString origin)
        : m_origin(std::move(origin))
    {
    }

    const QStringList& mistakes() const { return m_mistakes; }
    void note(const toml::source_region& where, const QString& what);

    void allowOnly(const toml::table& table, std::initializer_list<std::string_view> keys);
    bool require(const toml::table& table, std::string_view key);

    QString text(const toml::table& table, std::string_view key);
    std::optional<double> number(const toml::table& table, std::string_view key, double low,
                                 double high);
    std::optional<qint64> count(const toml::table& table, std::string_view key); // above 0
    std::optional<std::chrono::microseconds> duration(const toml::table& table,
                                                      std::string_view key); // "600ms"
    std::optional<TimePoint> moment(const toml::table& table, std::string_view key); // UTC
    // Calls for each table of [[key]].
    void each(const toml::table& table, std::string_view key,
              const std::function<void(const toml::table&)>& take);

private:
    QString m_origin;
    QStringList m_mistakes;
};

QString toQString(std::string_view text);

} // namespace plimsoll::simulator

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/problem.h"
#include "probes/domain/clock.h"

#include <QStringList>

#include <chrono>
#include <optional>
#include <string>
#include <toml++/toml.h>

namespace plimsoll {

// Reads one table of a TOML file. Every accessor returns nullopt when the key is absent or wrong;
// what is wrong goes to the list of problems with its line, so that all of a file is reported at
// once. finish() reports the keys that nobody asked for.
class TableReader
{
public:
    // name: how a person would call the table, "[api]".
    TableReader(const toml::table& table, QString name, ConfigProblems& problems);

    bool has(const QString& key);
    std::optional<QString> text(const QString& key);
    std::optional<QStringList> texts(const QString& key); // a list of strings, perhaps empty
    std::optional<bool> flag(const QString& key);
    std::optional<double> number(const QString& key);
    std::optional<qint64> integer(const QString& key);
    std::optional<std::chrono::milliseconds> duration(const QString& key);
    std::optional<qint64> byteSize(const QString& key); // "2 GiB"; in bytes
    std::optional<TimePoint> moment(const QString& key); // a date (midnight UTC) or date and time
    const toml::table* table(const QString& key);
    // [[key]]; also a single [key] when `single` allows it.
    enum class Single { Refused, Allowed };
    std::vector<const toml::table*> tables(const QString& key, Single single = Single::Refused);
    void finish();

    QString name() const { return m_name; }
    int line() const;
    int line(const QString& key) const; // of its value
    void problem(int line, const QString& sentence);

private:
    const toml::node* find(const QString& key);
    void wrongType(const QString& key, const toml::node& node, const QString& wanted);

    const toml::table& m_table;
    QString m_name;
    ConfigProblems& m_problems;
    QStringList m_known;
};

} // namespace plimsoll

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>
#include <QString>
#include <QStringList>

#include <optional>

namespace plimsoll {

Q_DECLARE_LOGGING_CATEGORY(appLog)

enum class LogLevel { Error, Warning, Info, Debug };

QStringList logLevelNames(); // "error", "warning", "info", "debug"
std::optional<LogLevel> logLevelFromName(const QString& name);

// From now on every log line goes to stderr as "2026-11-21T08:00:00.000Z info plimsoll.app: ...",
// one line each, with keys redacted. QT_LOGGING_RULES still wins.
void startLogging(LogLevel level);

} // namespace plimsoll

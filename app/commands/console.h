// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/exitcode.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace plimsoll {

// The two ways out of a command: data on stdout, words for a person on stderr (redacted).
ExitCode printData(const QByteArray& data); // Io when stdout cannot take it all
ExitCode printJson(const QJsonObject& object); // one line
void say(const QString& sentence); // "plimsollctl: ..." with each line of several prefixed
// Asks a person at a terminal; anything but "y" or "yes" is no. Absent when nobody can answer.
std::optional<bool> confirmed(const QString& question);
ExitCode fail(const Error& error); // says the message; its exit code

} // namespace plimsoll

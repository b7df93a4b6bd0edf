// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/settings.h"

#include <QByteArray>
#include <QJsonObject>

namespace plimsoll {

// The settings as a file that parseConfig() reads back to the same settings. Holds the reference of
// the key, never the key.
QByteArray toToml(const Settings& settings);
QJsonObject toJson(const Settings& settings);

} // namespace plimsoll

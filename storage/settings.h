// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace plimsoll {

// [storage]
struct StorageSettings
{
    QString path; // of the SQLite file

    QStringList validate() const;
};

} // namespace plimsoll

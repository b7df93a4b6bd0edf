// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/shippedtable.h"

#include <QFile>

namespace plimsoll {

toml::table shippedTable(const QString& name)
{
    QFile file(QStringLiteral(":/plimsoll/") + name);
    const QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    return toml::parse(std::string_view(text.constData(), std::size_t(text.size())));
}

} // namespace plimsoll

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/redact.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace plimsoll {

QString redacted(const QString& text)
{
    static const QRegularExpression key(QStringLiteral("sk-ant-[A-Za-z0-9_\\-]+"));
    static const QRegularExpression header(
        QStringLiteral(
            "((?:x-api-key|authorization)[\"']?\\s*[:=]\\s*[\"']?(?:bearer\\s+)?)[^\\s\"',;]+"),
        QRegularExpression::CaseInsensitiveOption);
    QString clean = text;
    clean.replace(key, QStringLiteral("[redacted]"));
    clean.replace(header, QStringLiteral("\\1[redacted]"));
    return clean;
}

QByteArray redacted(const QByteArray& text)
{
    // Latin-1 maps every byte to itself, so text that is not UTF-8 survives unchanged.
    return redacted(QString::fromLatin1(text)).toLatin1();
}

bool isSecretHeader(QByteArrayView name)
{
    static constexpr std::array<QByteArrayView, 4> secret {"set-cookie", "cookie", "authorization",
                                                           "x-api-key"};
    return std::ranges::any_of(
        secret, [name](QByteArrayView s) { return name.compare(s, Qt::CaseInsensitive) == 0; });
}

} // namespace plimsoll

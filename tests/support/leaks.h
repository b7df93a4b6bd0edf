// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSet>

// The search for what is left of a secret; independent of the product's own.
namespace plimsoll::test {

// As a reader who resolves percent signs and JSON escapes would read it.
inline QByteArray resolved(const QByteArray& text)
{
    QByteArray result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool percent = text[i] == '%';
        const bool escape = text[i] == '\\' && text.mid(i, 4) == "\\u00";
        const QByteArray digits =
            percent || escape ? text.mid(i + (percent ? 1 : 4), 2) : QByteArray();
        bool ok = false;
        const uint code = digits.size() == 2 ? digits.toUInt(&ok, 16) : 0;
        if (ok && code != 0) {
            result += char(code);
            i += percent ? 2 : 5;
        } else if (text[i] == '\\' && i + 1 < text.size()
                   && QByteArrayView("/\\\"").contains(text[i + 1])) {
            result += text[++i];
        } else {
            result += text[i];
        }
    }
    return result;
}

// Twelve characters of the secret in a row that can be read in the text, as it stands or resolved;
// "" when there are none.
inline QByteArray partOf(const QByteArray& secret, const QByteArray& text)
{
    constexpr qsizetype part = 12;
    QSet<QByteArrayView> parts;
    for (qsizetype i = 0; i + part <= secret.size(); ++i) {
        parts.insert(QByteArrayView(secret).sliced(i, part));
    }
    for (const QByteArray& readable : {text, resolved(text)}) {
        for (qsizetype i = 0; i + part <= readable.size(); ++i) {
            const QByteArrayView piece = QByteArrayView(readable).sliced(i, part);
            if (parts.contains(piece)) {
                return piece.toByteArray();
            }
        }
    }
    return {};
}

} // namespace plimsoll::test

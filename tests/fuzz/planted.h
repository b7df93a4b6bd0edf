// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QString>

// Keys that an input may put anywhere, and the search for what is left of them.
namespace plimsoll::fuzz {

// In an input @KEY@ stands for the first, @PASS@ for the second.
inline const QByteArray& plantedKey()
{
    static const QByteArray key = "sk-ant-api03-Zq8vT4wLm2Xc7RbN5kYd0HsJ9fGp3_-A";
    return key;
}

inline const QByteArray& plantedPassword()
{
    static const QByteArray password = "Canary/55+19.zzz=Qk";
    return password;
}

inline QByteArray planted(QByteArray text)
{
    return text.replace("@KEY@", plantedKey()).replace("@PASS@", plantedPassword());
}

// As a reader who resolves percent signs and JSON escapes would read it.
inline QByteArray resolved(const QByteArray& text)
{
    QByteArray result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool percent = text[i] == '%';
        const bool escape = text.mid(i, 4) == "\\u00";
        const QByteArray digits = text.mid(i + (percent ? 1 : 4), 2);
        bool ok = false;
        const uint code = digits.size() == 2 ? digits.toUInt(&ok, 16) : 0;
        if ((percent || escape) && ok && code != 0) {
            result += char(code);
            i += percent ? 2 : 5;
        } else if (text[i] != '\\' || i + 1 == text.size()
                   || !QByteArrayView("/\\\"").contains(text[i + 1])) {
            result += text[i];
        } else {
            result += text[++i];
        }
    }
    return result;
}

// Whether twelve characters of it in a row can be read in the text, as it stands or resolved.
inline bool holdsPartOf(const QByteArray& secret, const QByteArray& text)
{
    constexpr qsizetype part = 12;
    const QByteArray readable = resolved(text);
    for (qsizetype i = 0; i + part <= secret.size(); ++i) {
        const QByteArray piece = secret.mid(i, part);
        if (text.contains(piece) || readable.contains(piece)) {
            return true;
        }
    }
    return false;
}

// Whether a whole key of the API can be read.
inline bool holdsKey(const QByteArray& text)
{
    return text.contains(plantedKey()) || resolved(text).contains(plantedKey());
}

} // namespace plimsoll::fuzz

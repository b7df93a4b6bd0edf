// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/leaks.h"

#include <QByteArray>

// Keys that an input may put anywhere.
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

// Whether a whole key of the API can be read.
inline bool holdsKey(const QByteArray& text)
{
    return text.contains(plantedKey()) || test::resolved(text).contains(plantedKey());
}

} // namespace plimsoll::fuzz

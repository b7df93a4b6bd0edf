// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/scriptedserver.h"

#include <QByteArray>

#include <vector>

namespace plimsoll::test {

// Secrets that exist nowhere else, so that whatever is left of them somewhere was leaked. In other
// encodings than those of leaks.h, such as Base64, they are not looked for.
struct Canary
{
    const char* name;
    QByteArray secret;
    QByteArray telling; // the part that is not the same for every key
};

// A key of the API, one of another make, an admin key, a password of a proxy.
const Canary& apiCanary();
const Canary& gatewayCanary();
const Canary& adminCanary();
const Canary& proxyCanary();

// "" or a sentence about what can be read where.
QByteArray leakIn(const QByteArray& text, const char* where);

// A way to throw secrets back at whoever sent them.
struct HostileAnswer
{
    const char* name;
    Script script;
};

std::vector<HostileAnswer> hostileAnswers(const QByteArray& secret);

} // namespace plimsoll::test

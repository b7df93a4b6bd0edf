// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lastwords.h"

#include "probes/domain/redact.h"

#include <cstdio>
#include <cstdlib>
#include <exception>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

namespace plimsoll {

namespace {

QByteArray reason()
{
    const std::exception_ptr current = std::current_exception();
    if (!current) {
        return "no exception";
    }
    try {
        std::rethrow_exception(current);
    } catch (const std::exception& exception) {
        return redacted(QByteArray(exception.what()));
    } catch (...) {
        return "an exception of unknown type";
    }
}

[[noreturn]] void sayLastWords()
{
    std::fprintf(stderr, "plimsoll ended by a mistake of its own: %s\n", reason().constData());
    std::abort();
}

} // namespace

void guardLastWords()
{
    std::set_terminate(sayLastWords);
#ifdef Q_OS_UNIX
    const rlimit none {0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
#endif
}

} // namespace plimsoll

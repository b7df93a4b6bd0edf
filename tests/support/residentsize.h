// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#ifdef Q_OS_WIN
#include <psapi.h>
#include <windows.h>
#else
#include <sys/resource.h>
#include <unistd.h>
#endif
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <fstream>

namespace plimsoll::test {

// How much memory of this process is in the machine, in bytes. What the allocator only keeps for
// later is given back first where it can be asked to. Linux and Windows: now; elsewhere: at most so
// far.
inline qint64 residentSize()
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
#if defined(Q_OS_LINUX)
    std::ifstream statm("/proc/self/statm");
    qint64 all = 0;
    qint64 resident = 0;
    statm >> all >> resident;
    return resident * sysconf(_SC_PAGESIZE);
#elif defined(Q_OS_WIN)
    PROCESS_MEMORY_COUNTERS counters {};
    K32GetProcessMemoryInfo(GetCurrentProcess(), &counters, sizeof counters);
    return qint64(counters.WorkingSetSize);
#else
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
#ifdef Q_OS_MACOS
    return qint64(usage.ru_maxrss);
#else
    return qint64(usage.ru_maxrss) * 1024;
#endif
#endif
}

} // namespace plimsoll::test

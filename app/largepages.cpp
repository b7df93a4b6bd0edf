// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/largepages.h"

#include <cstdint>
#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace plimsoll {

void preferLargePages()
{
#ifdef __GLIBC__
    constexpr int reserved = 32 << 20; // addresses; memory is taken as it is touched
    constexpr std::uintptr_t pageBytes = 2 << 20;
    mallopt(M_TOP_PAD, reserved); // the heap grows by this much
    mallopt(M_MMAP_THRESHOLD, reserved); // pictures of the window lie in it, too
    mallopt(M_ARENA_MAX, 1); // and what other threads allocate
    const auto before = reinterpret_cast<std::uintptr_t>(sbrk(0));
    void* volatile large = std::malloc(1 << 20); // more than is there: now it grows
    std::free(large);
    const auto after = reinterpret_cast<std::uintptr_t>(sbrk(0));
    const std::uintptr_t begin = (before + pageBytes - 1) / pageBytes * pageBytes;
    if (begin < after) {
        // Where it is refused the pages are small, as they would have been.
        madvise(reinterpret_cast<void*>(begin), after - begin, MADV_HUGEPAGE);
    }
#endif
}

} // namespace plimsoll

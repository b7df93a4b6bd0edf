// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failingvfs.h"

#include <array>
#include <sqlite3.h>

namespace plimsoll::test {

// SQLite keeps pointers to it: the state behind all files, and the layer itself.
class FailingVfs::Disk
{
public:
    struct File
    {
        sqlite3_file base; // first, as SQLite wants it; the wrapped file follows in the same block
        Disk* disk;
    };

    Disk()
        : under(sqlite3_vfs_find(nullptr))
        , layer(*under)
    {
        layer.zName = "plimsoll-failing";
        layer.pAppData = this;
        layer.pNext = nullptr;
        layer.szOsFile = int(sizeof(File)) + under->szOsFile;
        layer.xOpen = &Disk::open;
        sqlite3_vfs_register(&layer, 1);
    }
    ~Disk()
    {
        sqlite3_vfs_unregister(&layer);
        sqlite3_vfs_register(under, 1);
    }
    Q_DISABLE_COPY_MOVE(Disk)

    static File* mine(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
    static sqlite3_file* wrapped(sqlite3_file* file)
    {
        return reinterpret_cast<sqlite3_file*>(mine(file) + 1);
    }
    static Disk& of(sqlite3_file* file) { return *mine(file)->disk; }

    // Counts the call; true when it is to fail.
    bool strikes(Call call)
    {
        ++counts[std::size_t(call)];
        if (code == 0 || call != failing) {
            return false;
        }
        if (remaining > 0) {
            --remaining;
        }
        if (remaining > 0) {
            return false;
        }
        hit = true;
        return true;
    }
    int answer()
    {
        const int told = code;
        if (lasting == Lasting::Once) {
            code = 0;
        }
        return told;
    }

    static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags,
                    int* outFlags);

    sqlite3_vfs* under;
    sqlite3_vfs layer;
    std::array<int, 6> counts {};
    Call failing = Call::Open;
    int remaining = 0;
    int code = 0; // 0: sound
    Lasting lasting = Lasting::Once;
    How how = How::Nothing;
    bool hit = false;
};

namespace {

// Members of FailingVfs::Disk by another name: the functions below are handed to C.
template<typename Disk>
struct Methods
{
    using Call = FailingVfs::Call;
    using How = FailingVfs::How;

    static int close(sqlite3_file* f)
    {
        return Disk::wrapped(f)->pMethods->xClose(Disk::wrapped(f));
    }
    static int read(sqlite3_file* f, void* to, int amount, sqlite3_int64 at)
    {
        if (Disk::of(f).strikes(Call::Read)) {
            return Disk::of(f).answer();
        }
        return Disk::wrapped(f)->pMethods->xRead(Disk::wrapped(f), to, amount, at);
    }
    static int write(sqlite3_file* f, const void* from, int amount, sqlite3_int64 at)
    {
        sqlite3_file* real = Disk::wrapped(f);
        if (!Disk::of(f).strikes(Call::Write)) {
            return real->pMethods->xWrite(real, from, amount, at);
        }
        const How how = Disk::of(f).how;
        const int reaching = how == How::Whole ? amount : how == How::Half ? amount / 2 : 0;
        if (reaching > 0) {
            real->pMethods->xWrite(real, from, reaching, at);
        }
        return Disk::of(f).answer();
    }
    static int truncate(sqlite3_file* f, sqlite3_int64 size)
    {
        if (Disk::of(f).strikes(Call::Truncate)) {
            return Disk::of(f).answer();
        }
        return Disk::wrapped(f)->pMethods->xTruncate(Disk::wrapped(f), size);
    }
    static int sync(sqlite3_file* f, int flags)
    {
        if (Disk::of(f).strikes(Call::Sync)) {
            return Disk::of(f).answer();
        }
        return Disk::wrapped(f)->pMethods->xSync(Disk::wrapped(f), flags);
    }
    static int fileSize(sqlite3_file* f, sqlite3_int64* size)
    {
        return Disk::wrapped(f)->pMethods->xFileSize(Disk::wrapped(f), size);
    }
    static int lock(sqlite3_file* f, int level)
    {
        return Disk::wrapped(f)->pMethods->xLock(Disk::wrapped(f), level);
    }
    static int unlock(sqlite3_file* f, int level)
    {
        return Disk::wrapped(f)->pMethods->xUnlock(Disk::wrapped(f), level);
    }
    static int checkReservedLock(sqlite3_file* f, int* held)
    {
        return Disk::wrapped(f)->pMethods->xCheckReservedLock(Disk::wrapped(f), held);
    }
    static int fileControl(sqlite3_file* f, int operation, void* argument)
    {
        return Disk::wrapped(f)->pMethods->xFileControl(Disk::wrapped(f), operation, argument);
    }
    static int sectorSize(sqlite3_file* f)
    {
        return Disk::wrapped(f)->pMethods->xSectorSize(Disk::wrapped(f));
    }
    static int characteristics(sqlite3_file* f)
    {
        return Disk::wrapped(f)->pMethods->xDeviceCharacteristics(Disk::wrapped(f));
    }
    static int shmMap(sqlite3_file* f, int page, int bytes, int extend, void volatile** memory)
    {
        if (Disk::of(f).strikes(Call::Shm)) {
            *memory = nullptr;
            return Disk::of(f).answer();
        }
        return Disk::wrapped(f)->pMethods->xShmMap(Disk::wrapped(f), page, bytes, extend, memory);
    }
    static int shmLock(sqlite3_file* f, int offset, int count, int flags)
    {
        // Letting go of a lock cannot fail.
        if ((flags & SQLITE_SHM_LOCK) != 0 && Disk::of(f).strikes(Call::Shm)) {
            return Disk::of(f).answer();
        }
        return Disk::wrapped(f)->pMethods->xShmLock(Disk::wrapped(f), offset, count, flags);
    }
    static void shmBarrier(sqlite3_file* f)
    {
        Disk::wrapped(f)->pMethods->xShmBarrier(Disk::wrapped(f));
    }
    static int shmUnmap(sqlite3_file* f, int remove)
    {
        return Disk::wrapped(f)->pMethods->xShmUnmap(Disk::wrapped(f), remove);
    }

    // Version 2 has shared memory and no memory-mapped reading, which no call could count.
    static const sqlite3_io_methods* table()
    {
        static const sqlite3_io_methods methods {.iVersion = 2,
                                                 .xClose = close,
                                                 .xRead = read,
                                                 .xWrite = write,
                                                 .xTruncate = truncate,
                                                 .xSync = sync,
                                                 .xFileSize = fileSize,
                                                 .xLock = lock,
                                                 .xUnlock = unlock,
                                                 .xCheckReservedLock = checkReservedLock,
                                                 .xFileControl = fileControl,
                                                 .xSectorSize = sectorSize,
                                                 .xDeviceCharacteristics = characteristics,
                                                 .xShmMap = shmMap,
                                                 .xShmLock = shmLock,
                                                 .xShmBarrier = shmBarrier,
                                                 .xShmUnmap = shmUnmap,
                                                 .xFetch = nullptr,
                                                 .xUnfetch = nullptr};
        return &methods;
    }
};

} // namespace

int FailingVfs::Disk::open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags,
                           int* outFlags)
{
    Disk& disk = *static_cast<Disk*>(vfs->pAppData);
    file->pMethods = nullptr;
    if (disk.strikes(Call::Open)) {
        return disk.answer();
    }
    mine(file)->disk = &disk;
    const int code = disk.under->xOpen(disk.under, name, wrapped(file), flags, outFlags);
    if (wrapped(file)->pMethods) {
        file->pMethods = Methods<Disk>::table();
    }
    return code;
}

FailingVfs::FailingVfs()
    : d(std::make_unique<Disk>())
{
}

FailingVfs::~FailingVfs() = default;

void FailingVfs::fail(Call call, int nth, int sqliteCode, Lasting lasting, How how)
{
    d->failing = call;
    d->remaining = nth;
    d->code = sqliteCode;
    d->lasting = lasting;
    d->how = how;
    d->hit = false;
}

void FailingVfs::heal()
{
    d->code = 0;
}

int FailingVfs::calls(Call call) const
{
    return d->counts[std::size_t(call)];
}

bool FailingVfs::struck() const
{
    return d->hit;
}

void FailingVfs::restart()
{
    d->counts = {};
}

} // namespace plimsoll::test

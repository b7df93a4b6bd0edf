// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <memory>

namespace plimsoll::test {

// A disk that breaks when told to: SQLite's own file layer, wrapped. For as long as it lives every
// database of this process is opened through it; one at a time, used from one thread.
class FailingVfs
{
public:
    enum class Call { Open, Read, Write, Sync, Truncate, Shm };
    enum class How {
        Nothing, // the call does nothing
        Half, // half of the bytes reach the file
        Whole // all is done, and yet an error is told
    };
    enum class Lasting { Once, UntilHealed };

    FailingVfs();
    ~FailingVfs();
    Q_DISABLE_COPY_MOVE(FailingVfs)

    // The nth call from now on (1: the next) answers with this code of SQLite's.
    void fail(Call call, int nth, int sqliteCode, Lasting lasting, How how = How::Nothing);
    void heal();

    int calls(Call call) const; // since it was made, or since restart()
    bool struck() const; // an error was told since fail()
    void restart(); // counts from 0

private:
    class Disk;
    std::unique_ptr<Disk> d;
};

} // namespace plimsoll::test

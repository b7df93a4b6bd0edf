// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QString>

#ifdef Q_OS_LINUX
#include <sched.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>
#endif

namespace plimsoll::test {

// Mounts that only this process sees and that go with it. Everything answers false where the
// system does not allow it.
class PrivateMounts
{
public:
    // Before any thread is started.
    static bool enter()
    {
#ifdef Q_OS_LINUX
        const QByteArray map = "0 " + QByteArray::number(::getuid()) + " 1\n";
        if (::unshare(CLONE_NEWNS) != 0) {
            if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0 || !write("/proc/self/uid_map", map)) {
                return false;
            }
        }
        return ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
#else
        return false;
#endif
    }

    // A disk in memory of so many bytes; called again, of another size.
    static bool smallDisk(const QString& directory, qint64 bytes, bool again = false)
    {
#ifdef Q_OS_LINUX
        const QByteArray size = "size=" + QByteArray::number(bytes);
        return ::mount("none", QFile::encodeName(directory).constData(), "tmpfs",
                       again ? static_cast<unsigned long>(MS_REMOUNT) : 0UL, size.constData())
            == 0;
#else
        Q_UNUSED(directory)
        Q_UNUSED(bytes)
        Q_UNUSED(again)
        return false;
#endif
    }

    // The directory bound onto itself, at first read-only.
    static bool bound(const QString& directory)
    {
#ifdef Q_OS_LINUX
        const QByteArray place = QFile::encodeName(directory);
        return ::mount(place.constData(), place.constData(), nullptr, MS_BIND, nullptr) == 0
            && setReadOnly(directory, true);
#else
        Q_UNUSED(directory)
        return false;
#endif
    }
    static bool setReadOnly(const QString& directory, bool readOnly)
    {
#ifdef Q_OS_LINUX
        const QByteArray place = QFile::encodeName(directory);
        struct statvfs now
        {
        };
        if (::statvfs(place.constData(), &now) != 0) {
            return false;
        }
        // What the place must not do otherwise it must not do now.
        unsigned long flags = MS_REMOUNT | MS_BIND;
        flags |= readOnly ? static_cast<unsigned long>(MS_RDONLY) : 0UL;
        flags |= now.f_flag & (ST_NOSUID | ST_NODEV | ST_NOEXEC | ST_NOATIME);
        return ::mount("none", place.constData(), nullptr, flags, nullptr) == 0;
#else
        Q_UNUSED(directory)
        Q_UNUSED(readOnly)
        return false;
#endif
    }
    static void leave(const QString& directory)
    {
#ifdef Q_OS_LINUX
        ::umount2(QFile::encodeName(directory).constData(), MNT_DETACH);
#else
        Q_UNUSED(directory)
#endif
    }

private:
    static bool write(const char* name, const QByteArray& text)
    {
        QFile file(QString::fromLatin1(name));
        return file.open(QIODevice::WriteOnly | QIODevice::Unbuffered)
            && file.write(text) == text.size();
    }
};

} // namespace plimsoll::test

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/sqliteerror.h"

#include "probes/domain/redact.h"

#include <sqlite3.h>

namespace plimsoll::sqlite {

namespace {

struct Explanation
{
    Error::Code code;
    QString why;
};

Explanation explain(Attempt attempt, int primaryCode, const QString& text)
{
    switch (primaryCode) {
    case SQLITE_FULL:
        return {Error::Code::Io,
                QStringLiteral("the disk or the space allowed for the store is full. Make room; "
                               "what was written before is safe.")};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return {Error::Code::Permission,
                QStringLiteral("the file or its directory may not be written to. Check their "
                               "permissions, or choose another [storage] path.")};
    case SQLITE_CANTOPEN:
        return {attempt == Attempt::Read ? Error::Code::Permission : Error::Code::CannotCreate,
                QStringLiteral("the file, or one that must lie beside it, cannot be opened or "
                               "created. Check that the directory exists and may be written to.")};
    case SQLITE_CORRUPT:
        return {Error::Code::BadData,
                QStringLiteral("the file is damaged (%1). Nothing was changed. Restore a backup, "
                               "or save what can be read with `plimsollctl db recover`.")
                    .arg(text)};
    case SQLITE_NOTADB:
        return {Error::Code::BadData,
                QStringLiteral("the file is not a Plimsoll store, or its beginning is damaged. "
                               "Nothing was changed. Choose another [storage] path.")};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {Error::Code::TryLater,
                QStringLiteral("another process holds it. Try again in a moment.")};
    case SQLITE_INTERRUPT:
        return {Error::Code::TryLater, QStringLiteral("the question was given up.")};
    case SQLITE_IOERR:
        return {Error::Code::Io,
                QStringLiteral("the disk reported an error (%1). Check the disk and the system "
                               "log.")
                    .arg(text)};
    default:
        return {Error::Code::Internal, QStringLiteral("SQLite says: %1.").arg(text)};
    }
}

} // namespace

Error storeError(Attempt attempt, const QString& path, int sqliteCode, const QString& sqliteText)
{
    const auto [code, why] = explain(attempt, sqliteCode & 0xff, redacted(sqliteText));
    const QString verb = attempt == Attempt::Open ? QStringLiteral("open")
        : attempt == Attempt::Read                ? QStringLiteral("read")
                                                  : QStringLiteral("write to");
    return Error {.code = code,
                  .message = QStringLiteral("Cannot %1 the store %2: %3").arg(verb, path, why)};
}

Error storeError(Attempt attempt, const QString& path, const SQLite::Exception& failure)
{
    return storeError(attempt, path, failure.getErrorCode(), QString::fromUtf8(failure.what()));
}

void throwDamaged(const char* what)
{
    throw SQLite::Exception(what, SQLITE_CORRUPT);
}

} // namespace plimsoll::sqlite

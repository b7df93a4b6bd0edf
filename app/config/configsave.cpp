// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/configsave.h"

#include "app/config/configwriter.h"
#include "app/config/paths.h"

#include <QFile>
#include <QSaveFile>

#include <optional>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

// Whole or not at all. QSaveFile gives a file that is there its old permissions again.
bool write(const QString& file, const QByteArray& text,
           std::optional<QFile::Permissions> permissions, QString& why)
{
    QSaveFile out(file);
    const bool done = out.open(QIODevice::WriteOnly)
        && (!permissions || out.setPermissions(*permissions)) && out.write(text) == text.size()
        && out.commit();
    why = out.errorString();
    return done;
}

Result<void> keepOld(const QString& file)
{
    QFile old(file);
    const QString backup = file + backupSuffix;
    QString why;
    if (!old.open(QIODevice::ReadOnly)) {
        why = old.errorString();
    } else if (write(backup, old.readAll(), old.permissions(), why)) {
        return {};
    }
    return Error {
        Error::Code::CannotCreate,
        u"The configuration was not changed, because %1 could not be kept as %2: %3."_s.arg(
            file, backup, why)};
}

} // namespace

Result<void> saveConfig(const Settings& settings, const QString& file)
{
    const bool isNew = !QFile::exists(file);
    if (const auto ready = isNew ? makePrivateParent(file) : keepOld(file); !ready) {
        return ready.error();
    }
    QString why;
    const auto permissions =
        isNew ? std::optional(QFile::ReadOwner | QFile::WriteOwner) : std::nullopt;
    if (!write(file, toToml(settings), permissions, why)) {
        return Error {Error::Code::CannotCreate,
                      u"The configuration %1 could not be written: %2."_s.arg(file, why)};
    }
    return {};
}

} // namespace plimsoll

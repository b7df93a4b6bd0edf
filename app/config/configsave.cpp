// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/configsave.h"

#include "app/config/configwriter.h"
#include "app/config/paths.h"

#include <QFile>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

Result<void> keepOld(const QString& file)
{
    if (!QFile::exists(file)) {
        return {};
    }
    const QString backup = file + u".bak"_s;
    QFile old(file);
    QSaveFile copy(backup);
    if (!old.open(QIODevice::ReadOnly) || !copy.open(QIODevice::WriteOnly)
        || copy.write(old.readAll()) != old.size() || !copy.commit()) {
        return Error {
            Error::Code::CannotCreate,
            u"The configuration was not changed, because %1 could not be kept as %2: %3."_s.arg(
                file, backup, old.isOpen() ? copy.errorString() : old.errorString())};
    }
    return {};
}

} // namespace

Result<void> saveConfig(const Settings& settings, const QString& file)
{
    if (const auto made = makePrivateParent(file); !made) {
        return made.error();
    }
    if (const auto kept = keepOld(file); !kept) {
        return kept.error();
    }
    QSaveFile out(file);
    const QByteArray text = toToml(settings);
    if (!out.open(QIODevice::WriteOnly) || out.write(text) != text.size() || !out.commit()) {
        return Error {
            Error::Code::CannotCreate,
            u"The configuration %1 could not be written: %2."_s.arg(file, out.errorString())};
    }
    return {};
}

} // namespace plimsoll

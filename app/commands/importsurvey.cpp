// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/importsurvey.h"

#include "app/commands/console.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QTemporaryFile>
#include <QUuid>

#include <cstdio>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

// Of our own: names below it are digests of files.
constexpr QUuid filesOfObservations {0x6d1f9c04, 0x3a57, 0x4e0b, 0x9c, 0x2e, 0x51,
                                     0x7d,       0x88,   0xa4,   0x06, 0xb3};

Error cannotRead(const QString& shown, const QString& why, Error::Code code)
{
    return {code, u"Could not read %1: %2."_s.arg(shown, why)};
}

Result<void> copyAll(QFile& from, QFile& to)
{
    constexpr qint64 block = qint64 {256} * 1024;
    while (true) {
        const QByteArray part = from.read(block);
        if (part.isEmpty()) {
            break;
        }
        if (to.write(part) != part.size()) {
            return cannotRead(u"standard input"_s,
                              u"it does not fit into a temporary file, "_s + to.errorString(),
                              Error::Code::Io);
        }
    }
    return to.flush() && to.seek(0)
        ? Result<void>()
        : cannotRead(u"standard input"_s, to.errorString(), Error::Code::Io);
}

Result<ImportFile> openStandardInput()
{
    ImportFile source;
    source.shown = u"standard input"_s;
    QFile input;
    const auto spool = std::make_shared<QTemporaryFile>();
    if (!input.open(stdin, QIODevice::ReadOnly, QFileDevice::DontCloseHandle) || !spool->open()) {
        return cannotRead(source.shown, input.isOpen() ? spool->errorString() : input.errorString(),
                          Error::Code::Io);
    }
    if (const auto copied = copyAll(input, *spool); !copied) {
        return copied.error();
    }
    source.file = spool;
    return source;
}

Result<QByteArray> agentOf(const ImportFile& source)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!hash.addData(source.file.get()) || !source.file->seek(0)) {
        return cannotRead(source.shown, source.file->errorString(), Error::Code::Io);
    }
    return QUuid::createUuidV5(filesOfObservations, hash.result().toHex())
        .toByteArray(QUuid::WithoutBraces);
}

} // namespace

ExchangedObservation ImportFile::identified(const SourceRow& row) const
{
    ExchangedObservation exchanged = *row.exchanged;
    if (exchanged.agent.isEmpty()) {
        exchanged.agent = agent;
        exchanged.observation.seq = row.number;
    }
    return exchanged;
}

void ImportProblems::add(const ImportFile& file, const SourceRow& row)
{
    for (const QString& problem : row.problems) {
        if (++m_count <= shown) {
            m_first += u"%1, line %2: %3."_s.arg(file.shown, QString::number(row.line), problem);
        }
    }
}

QStringList ImportProblems::sentences() const
{
    QStringList all = m_first;
    if (m_count > shown) {
        all += u"... and %1 more of that sort."_s.arg(m_count - shown);
    }
    return all;
}

Result<ImportFile> openImportFile(const QString& name)
{
    if (name == u"-") {
        return openStandardInput();
    }
    ImportFile source;
    source.shown = name;
    source.file = std::make_shared<QFile>(name);
    if (QFileInfo(name).isDir()) {
        return cannotRead(name, u"it is a directory"_s, Error::Code::NotFound);
    }
    if (!source.file->open(QIODevice::ReadOnly)) {
        const bool refused = source.file->error() == QFileDevice::PermissionsError;
        return cannotRead(name, source.file->errorString(),
                          QFileInfo::exists(name) && refused ? Error::Code::Permission
                                                             : Error::Code::NotFound);
    }
    if (source.file->isSequential()) {
        return cannotRead(name, u"it must be gone through twice; give it as standard input"_s,
                          Error::Code::NotFound);
    }
    return source;
}

Result<void> survey(ImportFile& source, ImportProblems& problems)
{
    const auto agent = agentOf(source);
    if (!agent) {
        return agent.error();
    }
    source.agent = *agent;
    const auto rows = openObservationSource(*source.file);
    if (!rows) {
        return Error {rows.error().code, u"%1: %2"_s.arg(source.shown, rows.error().message)};
    }
    while (const auto row = (*rows)->next()) {
        if (row->exchanged) {
            ++source.observations;
            (row->exchanged->demo ? source.demo : source.measured) = true;
        } else {
            ++source.bad;
            problems.add(source, *row);
        }
    }
    const QStringList notices = (*rows)->notices();
    for (const QString& notice : notices) {
        say(source.shown + u": " + notice + u'.');
    }
    return source.file->seek(0)
        ? Result<void>()
        : cannotRead(source.shown, source.file->errorString(), Error::Code::Io);
}

} // namespace plimsoll

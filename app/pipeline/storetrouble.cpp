// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/storetrouble.h"

#include "probes/domain/redact.h"
#include "storage/report/cells.h"
#include "storage/report/outputfile.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

// Of this database alone, for several may share the directory.
QString inRuntimeDirectory(const QString& database, const QString& ending)
{
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    const QString directory = QFileInfo(runtime).isDir() ? runtime : QDir::tempPath();
    const QByteArray of = QCryptographicHash::hash(QFileInfo(database).absoluteFilePath().toUtf8(),
                                                   QCryptographicHash::Sha256);
    return directory + u"/plimsoll-"_s + QString::fromLatin1(of.toHex().left(16)) + ending;
}

QStringList troubleFiles(const QString& database)
{
    return {database + u".trouble"_s, inRuntimeDirectory(database, u".trouble"_s)};
}

TimePoint momentOf(const QJsonValue& value)
{
    const QDateTime at = QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
    return fromEpochMs(at.isValid() ? at.toMSecsSinceEpoch() : 0);
}

QStringList spilled(const QString& database)
{
    QStringList found;
    const QStringList files = spillFiles(database);
    for (const QString& file : files) {
        if (QFileInfo(file).size() > 0) {
            found += file;
        }
    }
    return found;
}

} // namespace

QString sentence(const StoreTrouble& trouble)
{
    const Backlog& waiting = trouble.waiting;
    QString text = u"The store has failed since %1: %2 Waiting in memory: %3"_s.arg(
        cells::time(trouble.since), trouble.why, QString::number(waiting.memory));
    if (waiting.files > 0) {
        text +=
            u", in %1: %2"_s.arg(waiting.paths.join(u" and "_s), QString::number(waiting.files));
    }
    if (waiting.dropped > 0) {
        text += u"; lost, for they fit nowhere: %1"_s.arg(waiting.dropped);
    }
    return text + u'.';
}

QJsonObject toJson(const StoreTrouble& trouble)
{
    return {{u"since"_s, cells::time(trouble.since)},
            {u"told"_s, cells::time(trouble.told)},
            {u"why"_s, redacted(trouble.why)},
            {u"waiting_in_memory"_s, trouble.waiting.memory},
            {u"waiting_in_files"_s, trouble.waiting.files},
            {u"files"_s, QJsonArray::fromStringList(trouble.waiting.paths)},
            {u"lost"_s, trouble.waiting.dropped}};
}

QStringList spillFiles(const QString& database)
{
    const QString ending = u".spill.jsonl"_s;
    return {database + ending, inRuntimeDirectory(database, ending)};
}

void tellStoreTrouble(const QString& database, const StoreTrouble& trouble)
{
    const QByteArray text = QJsonDocument(toJson(trouble)).toJson();
    const QStringList files = troubleFiles(database);
    for (const QString& file : files) {
        const auto told = writeOutput(file, [&text](QIODevice& device) -> Result<void> {
            return device.write(text) == text.size() ? Result<void>() : Error {Error::Code::Io, {}};
        });
        if (told) {
            return;
        }
    }
}

void endStoreTrouble(const QString& database)
{
    const QStringList files = troubleFiles(database);
    for (const QString& file : files) {
        QFile::remove(file);
    }
}

std::optional<StoreTrouble> readStoreTrouble(const QString& database)
{
    std::optional<StoreTrouble> newest;
    const QStringList files = troubleFiles(database);
    for (const QString& name : files) {
        QFile file(name);
        constexpr qint64 enough = 64 * 1024;
        if (!file.open(QIODevice::ReadOnly)) {
            continue;
        }
        const QJsonObject json = QJsonDocument::fromJson(file.read(enough)).object();
        StoreTrouble trouble {.since = momentOf(json[u"since"]),
                              .told = momentOf(json[u"told"]),
                              .why = redacted(json[u"why"].toString()),
                              .waiting = {.memory = json[u"waiting_in_memory"].toInteger(),
                                          .files = json[u"waiting_in_files"].toInteger(),
                                          .dropped = json[u"lost"].toInteger()}};
        const QJsonArray paths = json[u"files"].toArray();
        for (const QJsonValue& path : paths) {
            trouble.waiting.paths += path.toString();
        }
        if (!trouble.why.isEmpty() && (!newest || newest->told < trouble.told)) {
            newest = trouble;
        }
    }
    return newest;
}

QString storeTroubleText(const QString& database)
{
    if (const auto trouble = readStoreTrouble(database)) {
        return sentence(*trouble) + u" Told at %1."_s.arg(cells::time(trouble->told));
    }
    const QStringList files = spilled(database);
    return files.isEmpty() ? QString()
                           : u"Observations that the store did not take wait in %1; a collector "
                             "writes them when it starts."_s.arg(files.join(u" and "_s));
}

} // namespace plimsoll

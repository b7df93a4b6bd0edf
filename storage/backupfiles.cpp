// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/backupfiles.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

namespace plimsoll {

namespace {

constexpr QLatin1String stampFormat("yyyyMMdd'T'HHmmss'Z'");
constexpr qsizetype stampLength = 16;

} // namespace

BackupFiles::BackupFiles(const QString& store, const BackupPlan& plan)
    : m_plan(plan)
{
    const QFileInfo info(store);
    m_base = info.completeBaseName();
    m_suffix = info.suffix().isEmpty() ? QString() : QLatin1Char('.') + info.suffix();
}

QString BackupFiles::nameFor(TimePoint now) const
{
    const QString stamp =
        QDateTime::fromMSecsSinceEpoch(toEpochMs(now), Qt::UTC).toString(QString(stampFormat));
    return QDir(m_plan.directory).filePath(m_base + QLatin1Char('-') + stamp + m_suffix);
}

QStringList BackupFiles::matching(const QString& ending) const
{
    const QRegularExpression ours(QRegularExpression::anchoredPattern(
        QRegularExpression::escape(m_base) + QStringLiteral("-\\d{8}T\\d{6}Z")
        + QRegularExpression::escape(m_suffix + ending)));
    const QDir directory(m_plan.directory);
    QStringList found;
    const QStringList names = directory.entryList(QDir::Files, QDir::Name);
    for (const QString& name : names) {
        if (ours.match(name).hasMatch()) {
            found << directory.filePath(name);
        }
    }
    return found;
}

QStringList BackupFiles::all() const
{
    return matching({});
}

bool BackupFiles::due(TimePoint now) const
{
    if (m_plan.every.count() == 0) {
        return false;
    }
    const QStringList made = all();
    for (auto it = made.rbegin(); it != made.rend(); ++it) {
        const QString stamp = QFileInfo(*it).fileName().mid(m_base.size() + 1, stampLength);
        QDateTime at = QDateTime::fromString(stamp, QString(stampFormat));
        at.setTimeSpec(Qt::UTC);
        const TimePoint when = fromEpochMs(at.toMSecsSinceEpoch());
        if (at.isValid() && when <= now) {
            return now - when >= m_plan.every;
        }
    }
    return true;
}

void BackupFiles::prune() const
{
    QStringList made = all();
    while (made.size() > m_plan.keep) {
        QFile::remove(made.takeFirst());
    }
    const QStringList halves = matching(QStringLiteral(".part"));
    for (const QString& half : halves) {
        QFile::remove(half);
    }
}

} // namespace plimsoll

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/spillfile.h"

#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <utility>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

constexpr QFileDevice::Permissions ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

// In a directory that others may write, too, a file may be somebody else's.
bool isOurs(const QFileInfo& file)
{
#ifdef Q_OS_UNIX
    return !file.isSymLink() && (!file.exists() || file.ownerId() == getuid());
#else
    return !file.isSymLink();
#endif
}

QByteArray linesOf(const QByteArray& agent, qint64 seq,
                   const std::vector<Observation>& observations)
{
    QByteArray lines;
    for (const Observation& observation : observations) {
        ExchangedObservation exchanged {.agent = agent, .observation = observation};
        exchanged.observation.seq = ++seq;
        lines += observationLine(exchanged) + '\n';
    }
    return lines;
}

} // namespace

SpillFile::SpillFile(QString path)
    : m_path(std::move(path))
{
}

void SpillFile::look()
{
    m_looked = true;
    QFile file(m_path);
    if (!isOurs(QFileInfo(m_path)) || !file.open(QIODevice::ReadOnly)) {
        return;
    }
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        if (!line.endsWith('\n')) {
            break;
        }
        ++m_lines;
        m_bytes += line.size();
        if (m_agent.isEmpty()) {
            const ReadLine read = readObservationLine(line);
            m_agent = read.exchanged ? read.exchanged->agent : QByteArray();
        }
    }
}

Result<void> SpillFile::append(const std::vector<Observation>& observations)
{
    const QFileInfo there(m_path);
    const bool foreign = !m_looked && m_bytes == 0 && there.size() > 0;
    const bool unreadable = m_lines > 0 && m_agent.isEmpty();
    if (!isOurs(there) || foreign || unreadable) {
        return Error {Error::Code::CannotCreate,
                      u"%1 is in the way: it holds something else."_s.arg(m_path)};
    }
    QFile file(m_path);
    if (!file.open(QIODevice::ReadWrite, ownerOnly)) {
        return Error {Error::Code::CannotCreate,
                      u"Could not write %1: %2."_s.arg(m_path, file.errorString())};
    }
    if (file.size() < m_bytes || m_agent.isEmpty()) { // somebody else has written it to the store
        m_agent = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
        m_lines = m_bytes = m_writtenLines = m_writtenBytes = m_damaged = 0;
    }
    const QByteArray lines = linesOf(m_agent, m_lines, observations);
    const bool whole = file.resize(m_bytes) && file.seek(m_bytes)
        && file.write(lines) == lines.size() && file.flush();
    if (!whole) {
        const QString why = file.errorString();
        file.resize(m_bytes); // half a line at most stays, and is passed over
        return Error {Error::Code::Io, u"Could not write %1: %2."_s.arg(m_path, why)};
    }
    m_lines += qint64(observations.size());
    m_bytes += lines.size();
    return {};
}

Result<ImportTally> SpillFile::writeSome(StoreWriter& writer, std::size_t most)
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly) || !file.seek(m_writtenBytes)) {
        m_reports +=
            u"%1 observations that waited in %2 are lost to the store: %3."_s.arg(waiting()).arg(
                m_path, file.errorString());
        m_lines = m_bytes = m_writtenLines = m_writtenBytes = m_damaged = 0;
        m_agent.clear();
        return ImportTally {};
    }
    Importer importer(writer, most);
    const qint64 last = std::min(m_lines, m_writtenLines + qint64(most));
    qint64 damaged = 0;
    for (qint64 line = m_writtenLines; line < last; ++line) {
        const ReadLine read = readObservationLine(file.readLine());
        if (!read.exchanged || read.exchanged->agent.isEmpty()) {
            ++damaged;
        } else if (const auto added = importer.add(*read.exchanged); !added) {
            return added.error();
        }
    }
    if (const auto done = importer.finish(); !done) {
        return done.error();
    }
    m_damaged += damaged + importer.tally().refused;
    m_writtenLines = last;
    m_writtenBytes = file.pos();
    file.close();
    if (waiting() == 0) {
        finish();
    }
    return importer.tally();
}

void SpillFile::finish()
{
    if (m_damaged > 0) {
        setAside(u"%1 of its %2 lines could not be read"_s.arg(m_damaged).arg(m_lines));
    } else if (!QFile::remove(m_path)) {
        m_reports += u"%1 is written to the store but cannot be deleted. Delete it; left there it "
                     "is read again at each start, and adds nothing."_s.arg(m_path);
        return; // goes on behind what is written
    }
    m_lines = m_bytes = m_writtenLines = m_writtenBytes = m_damaged = 0;
    m_agent.clear();
}

void SpillFile::setAside(const QString& why)
{
    for (int number = 1; number < 1000; ++number) {
        const QString aside = m_path + u".damaged-%1"_s.arg(number);
        if (!QFileInfo::exists(aside) && QFile::rename(m_path, aside)) {
            m_reports += u"%1: %2. The others are in the store; the file is kept as %3."_s.arg(
                m_path, why, aside);
            return;
        }
    }
    m_reports += u"%1: %2. The others are in the store."_s.arg(m_path, why);
}

QStringList SpillFile::takeReports()
{
    return std::exchange(m_reports, {});
}

} // namespace plimsoll

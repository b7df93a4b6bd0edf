// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/exchange/csvreader.h"

#include "storage/report/csvwriter.h"

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestRecord = qsizetype {1024} * 1024;

QString cellOf(const QByteArray& bytes)
{
    QString cell = QString::fromUtf8(bytes);
    return cell.startsWith(u'\'') && needsFormulaGuard(cell.sliced(1)) ? cell.sliced(1) : cell;
}

// A cell in quotes from its opening quote; where it ends, or -1.
qsizetype readQuoted(const QByteArray& record, qsizetype from, QByteArray& cell)
{
    for (qsizetype i = from + 1; i < record.size(); ++i) {
        if (record[i] != '"') {
            cell += record[i];
        } else if (i + 1 < record.size() && record[i + 1] == '"') {
            cell += '"';
            ++i;
        } else {
            return i + 1;
        }
    }
    return -1;
}

QString split(const QByteArray& record, QStringList& cells)
{
    qsizetype at = 0;
    while (true) {
        QByteArray cell;
        if (at < record.size() && record[at] == '"') {
            at = readQuoted(record, at, cell);
            if (at < 0) {
                return u"a quote is not closed"_s;
            }
        } else {
            const qsizetype comma = record.indexOf(',', at);
            cell = record.sliced(at, (comma < 0 ? record.size() : comma) - at);
            at += cell.size();
        }
        cells += cellOf(cell);
        if (at == record.size()) {
            return {};
        }
        if (record[at] != ',') {
            return u"cell %1 goes on after its closing quote"_s.arg(cells.size());
        }
        ++at;
    }
}

} // namespace

CsvReader::CsvReader(QIODevice& device)
    : m_device(device)
{
}

std::optional<CsvRecord> CsvReader::next()
{
    while (!m_failed && !m_device.atEnd()) {
        CsvRecord record {.line = m_line + 1, .cells = {}, .problem = {}};
        const QByteArray bytes = readRecord();
        if (bytes.isEmpty()) {
            continue;
        }
        if (bytes.size() > longestRecord) {
            record.problem = u"it is longer than %1 bytes"_s.arg(longestRecord);
        } else if (!QByteArrayView(bytes).isValidUtf8()) {
            record.problem = u"it is not UTF-8"_s;
        } else {
            record.problem = split(bytes, record.cells);
        }
        if (!record.problem.isEmpty()) {
            record.cells.clear();
        }
        return record;
    }
    return std::nullopt;
}

// While a quote is open the record goes on in the next line.
QByteArray CsvReader::readRecord()
{
    QByteArray record;
    qsizetype quotes = 0;
    do {
        const QByteArray part = m_device.readLine(longestRecord);
        if (part.isEmpty()) { // it cannot be read any further
            m_failed = true;
            break;
        }
        quotes += part.count('"');
        if (record.size() <= longestRecord) {
            record += part;
        }
        m_line += part.endsWith('\n') ? 1 : 0;
    } while ((quotes % 2 != 0 || !record.endsWith('\n')) && record.size() <= longestRecord
             && !m_device.atEnd());
    while (record.endsWith('\n') || record.endsWith('\r')) {
        record.chop(1);
    }
    return record;
}

} // namespace plimsoll

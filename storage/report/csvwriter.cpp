// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/csvwriter.h"

#include <QFileDevice>

#include <algorithm>

namespace plimsoll {

namespace {

constexpr qsizetype blockSize = qsizetype {64} * 1024;

bool isDigits(QStringView text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](QChar c) {
        return c >= QLatin1Char('0') && c <= QLatin1Char('9');
    });
}

// "-12", "-12.5", "-1.5e-07": what our own numbers look like.
bool isNegativeNumber(QStringView text)
{
    text = text.mid(1);
    const qsizetype exponent = text.indexOf(QLatin1Char('e'));
    if (exponent >= 0) {
        QStringView power = text.mid(exponent + 1);
        if (power.startsWith(QLatin1Char('-')) || power.startsWith(QLatin1Char('+'))) {
            power = power.mid(1);
        }
        if (!isDigits(power)) {
            return false;
        }
        text = text.left(exponent);
    }
    const qsizetype dot = text.indexOf(QLatin1Char('.'));
    return dot < 0 ? isDigits(text) : isDigits(text.left(dot)) && isDigits(text.mid(dot + 1));
}

bool needsQuotes(const QByteArray& cell)
{
    return std::ranges::any_of(
        cell, [](char c) { return c == '"' || c == ',' || c == '\r' || c == '\n'; });
}

} // namespace

bool needsFormulaGuard(const QString& cell)
{
    if (cell.isEmpty()) {
        return false;
    }
    switch (cell[0].unicode()) {
    case '=':
    case '+':
    case '@':
    case '\t':
    case '\r':
    case '\n':
        return true;
    case '-':
        return !isNegativeNumber(cell);
    default:
        return false;
    }
}

CsvWriter::CsvWriter(QIODevice& device)
    : m_device(device)
{
}

void CsvWriter::row(const QStringList& cells)
{
    if (m_failed) {
        return;
    }
    bool first = true;
    for (const QString& cell : cells) {
        if (!first) {
            m_block += ',';
        }
        first = false;
        QByteArray bytes = cell.toUtf8();
        if (needsFormulaGuard(cell)) {
            bytes.prepend('\'');
        }
        if (needsQuotes(bytes)) {
            m_block += '"' + bytes.replace('"', "\"\"") + '"';
        } else {
            m_block += bytes;
        }
    }
    m_block += "\r\n";
    if (m_block.size() >= blockSize) {
        writeBlock();
    }
}

void CsvWriter::writeBlock()
{
    if (!m_failed && m_device.write(m_block) != m_block.size()) {
        m_failed = true;
        m_reason = m_device.errorString();
    }
    m_block.clear();
}

Result<void> CsvWriter::finish()
{
    writeBlock();
    auto* file = qobject_cast<QFileDevice*>(&m_device);
    if (!m_failed && file && !file->flush()) {
        m_failed = true;
        m_reason = file->errorString();
    }
    if (m_failed) {
        const QString target =
            file && !file->fileName().isEmpty() ? file->fileName() : QStringLiteral("the output");
        return Error {Error::Code::Io,
                      QStringLiteral("Could not write %1: %2. What was written is not complete.")
                          .arg(target, m_reason)};
    }
    return {};
}

} // namespace plimsoll

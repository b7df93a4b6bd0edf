// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/exchange/csvobservations.h"

#include "probes/domain/redact.h"
#include "storage/exchange/csvfieldreader.h"
#include "storage/exchange/csvreader.h"
#include "storage/report/csv.h"

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

class CsvObservations final : public ObservationSource
{
public:
    explicit CsvObservations(QIODevice& device)
        : m_reader(device)
    {
    }

    Result<void> readHeader()
    {
        const auto header = m_reader.next();
        if (!header || !header->problem.isEmpty()) {
            return Error {Error::Code::BadData,
                          u"there is no header of a CSV file with observations: %1."_s.arg(
                              header ? header->problem : u"the file is empty"_s)};
        }
        for (qsizetype i = 0; i < header->cells.size(); ++i) {
            take(header->cells[i], i);
        }
        QStringList missing;
        for (const QString& needed : {u"model"_s, u"kind"_s, u"outcome"_s}) {
            if (!m_columns.contains(needed)) {
                missing += needed;
            }
        }
        if (!m_columns.contains(u"at_epoch_ms"_s) && !m_columns.contains(u"at"_s)) {
            missing += u"at_epoch_ms (or at)"_s;
        }
        if (!missing.isEmpty()) {
            return Error {Error::Code::BadData,
                          u"the header lacks %1. Write the file with `plimsollctl export "
                          "observations`."_s.arg(missing.join(u", "_s))};
        }
        return {};
    }

    std::optional<SourceRow> next() override
    {
        const auto record = m_reader.next();
        if (!record) {
            return std::nullopt;
        }
        SourceRow row {.line = record->line, .number = ++m_number, .exchanged = {}, .problems = {}};
        if (!record->problem.isEmpty()) {
            row.problems += record->problem;
        } else if (record->cells.size() != m_width) {
            row.problems += u"there are %1 cells, and the header has %2"_s.arg(record->cells.size())
                                .arg(m_width);
        } else {
            ExchangedObservation exchanged;
            exchange::CsvFieldReader fields(m_columns, record->cells, row.problems);
            exchange::visitFields(fields, exchanged.observation);
            if (row.problems.isEmpty()) {
                row.exchanged = std::move(exchanged);
            }
        }
        return row;
    }

    QStringList notices() const override
    {
        return m_unknown.isEmpty()
            ? QStringList()
            : QStringList {
                u"columns that are not known are left out: %1"_s.arg(m_unknown.join(u", "_s))};
    }

private:
    void take(const QString& name, qsizetype place)
    {
        ++m_width;
        if (!observationColumns().contains(name)) {
            m_unknown += redacted(name);
        } else if (!m_columns.contains(name)) {
            m_columns.insert(name, place);
        }
    }

    CsvReader m_reader;
    exchange::CsvFieldReader::Columns m_columns;
    qsizetype m_width = 0;
    qint64 m_number = 0;
    QStringList m_unknown;
};

} // namespace

Result<std::unique_ptr<ObservationSource>> openCsvObservations(QIODevice& device)
{
    if (device.peek(3) == "\xEF\xBB\xBF") {
        device.read(3); // a spreadsheet's byte order mark
    }
    auto source = std::make_unique<CsvObservations>(device);
    if (const auto read = source->readHeader(); !read) {
        return read.error();
    }
    return std::unique_ptr<ObservationSource>(std::move(source));
}

} // namespace plimsoll

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/result.h"
#include "storage/query/overview.h"
#include "storage/store.h"
#include "ui/format/format.h"

#include <QAbstractTableModel>
#include <QFuture>
#include <QHash>

#include <functional>
#include <vector>

namespace plimsoll {

using ObservationRows = Result<std::vector<Observation>>;
// Asks for rows; the answer may come from another thread.
using FetchRows = std::function<QFuture<ObservationRows>(const RowFilter&)>;

// Raw rows, newest first, a page at a time. Lives in the GUI thread.
class ObservationsModel final : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObservationsModel)

public:
    enum Column { At, Model, Kind, OutcomeWords, Http, FirstByte, FirstToken, Total, Cost };

    explicit ObservationsModel(FetchRows fetch, QObject* parent = nullptr);

    // Starts anew, unless only the range has moved on: then rows in view stay where they are.
    void setFilter(const RowFilter& filter);
    void setFormat(const Format& format);
    void setNames(const QHash<QString, QString>& names); // model id -> display name
    const Observation& row(int row) const { return m_rows[std::size_t(row)]; }
    const RowFilter& filter() const { return m_filter; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    static constexpr int pageSize = 200;

signals:
    void loaded(); // an answer has arrived and is shown
    void failed(const plimsoll::Error& error);

private:
    void restart();
    void fetchNewer();
    void dropOlderThan(TimePoint from);
    void ask(RowFilter filter, void (ObservationsModel::*take)(const std::vector<Observation>&));
    void append(const std::vector<Observation>& rows);
    void prepend(const std::vector<Observation>& rows);
    QString text(const Observation& row, int column) const;

    FetchRows m_fetch;
    Format m_format;
    QHash<QString, QString> m_names;
    RowFilter m_filter;
    std::vector<Observation> m_rows;
    quint64 m_generation = 0; // answers to questions of an earlier filter are dropped
    bool m_asking = false;
    bool m_complete = true;
};

// The condition an outcome is drawn with.
Condition conditionOf(Outcome outcome);

} // namespace plimsoll

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/observationsmodel.h"

#include "storage/subject.h"
#include "ui/state/whenanswered.h"
#include "ui/viewmodels/celltable.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

bool onlyRangeMoved(const RowFilter& a, const RowFilter& b)
{
    return a.models == b.models && a.outcomes == b.outcomes && a.kinds == b.kinds
        && a.range.from <= b.range.from && b.range.from < a.range.to && a.range.to <= b.range.to;
}

QString milliseconds(std::optional<Micros> time, const Numbers& numbers)
{
    return time ? numbers.milliseconds(double(time->count()) / 1000) : u"—"_s;
}

} // namespace

Condition conditionOf(Outcome outcome)
{
    if (outcome == Outcome::Ok) {
        return Condition::Normal;
    }
    if (outcome == Outcome::Skipped) {
        return Condition::Unknown;
    }
    return isLimited(outcome) ? Condition::Warning : Condition::Bad;
}

ObservationsModel::ObservationsModel(FetchRows fetch, QObject* parent)
    : QAbstractTableModel(parent)
    , m_fetch(std::move(fetch))
{
}

void ObservationsModel::setFilter(const RowFilter& filter)
{
    const bool keep = onlyRangeMoved(m_filter, filter) && !m_rows.empty();
    m_filter = filter;
    m_filter.newestFirst = true;
    m_filter.brief = true;
    m_filter.limit = pageSize;
    if (!keep) {
        restart();
        return;
    }
    dropOlderThan(filter.range.from);
    fetchNewer();
}

void ObservationsModel::setFormat(const Format& format)
{
    m_format = format;
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (!m_rows.empty()) {
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
}

void ObservationsModel::setNames(const QHash<QString, QString>& names)
{
    m_names = names;
}

void ObservationsModel::restart()
{
    beginResetModel();
    m_rows.clear();
    m_complete = false;
    m_asking = false;
    ++m_generation;
    endResetModel();
    fetchMore({});
}

void ObservationsModel::dropOlderThan(TimePoint from)
{
    const auto first =
        std::ranges::find_if(m_rows, [&](const Observation& row) { return row.at < from; });
    if (first == m_rows.end()) {
        return;
    }
    beginRemoveRows({}, int(first - m_rows.begin()), rowCount() - 1);
    m_rows.erase(first, m_rows.end());
    m_complete = true;
    endRemoveRows();
}

void ObservationsModel::fetchNewer()
{
    if (!m_asking) {
        ask(m_filter, &ObservationsModel::prepend);
    }
}

bool ObservationsModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && !m_complete && !m_asking;
}

void ObservationsModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent)) {
        return;
    }
    RowFilter filter = m_filter;
    if (!m_rows.empty()) {
        filter.beforeSeq = m_rows.back().seq;
    }
    ask(filter, &ObservationsModel::append);
}

void ObservationsModel::ask(RowFilter filter,
                            void (ObservationsModel::*take)(const std::vector<Observation>&))
{
    m_asking = true;
    const quint64 generation = m_generation;
    whenAnswered(m_fetch(filter), this, [this, generation, take](const ObservationRows& rows) {
        if (generation != m_generation) {
            return;
        }
        if (!rows) {
            m_asking = false;
            m_complete = true; // a view must not ask again and again; the next filter tries anew
            emit failed(rows.error());
            return;
        }
        (this->*take)(*rows);
        // Only now: a view may want more from within the insertion, when the last row is not yet
        // known. And not if the answer made us start anew.
        if (generation == m_generation) {
            m_asking = false;
        }
        emit loaded();
    });
}

void ObservationsModel::append(const std::vector<Observation>& rows)
{
    m_complete = rows.size() < std::size_t(pageSize);
    if (rows.empty()) {
        return;
    }
    beginInsertRows({}, rowCount(), rowCount() + int(rows.size()) - 1);
    m_rows.insert(m_rows.end(), rows.begin(), rows.end());
    endInsertRows();
}

void ObservationsModel::prepend(const std::vector<Observation>& rows)
{
    if (m_rows.empty()) {
        append(rows);
        return;
    }
    const auto known = std::ranges::find(rows, m_rows.front().seq, &Observation::seq);
    if (known == rows.end() && !rows.empty()) {
        restart(); // more than a page is new: there would be a hole between
        return;
    }
    const auto count = int(known - rows.begin());
    if (count > 0) {
        beginInsertRows({}, 0, count - 1);
        m_rows.insert(m_rows.begin(), rows.begin(), known);
        endInsertRows();
    }
}

int ObservationsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ObservationsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(Cost) + 1;
}

QString ObservationsModel::text(const Observation& row, int column) const
{
    const Numbers& numbers = m_format.numbers;
    switch (column) {
    case At:
        return m_format.times.exact(row.at);
    case Model:
        return row.target.model.isEmpty()
            ? subjectLabel(u"—"_s, row.target.organization)
            : m_names.value(subjectOf(row.target), subjectOf(row.target));
    case Kind:
        return name(row.target.kind);
    case OutcomeWords:
        return label(row.outcome);
    case Http:
        return row.httpStatus == 0 ? u"—"_s : QString::number(row.httpStatus);
    case FirstByte:
        return milliseconds(row.timing.firstByte, numbers);
    case FirstToken:
        return milliseconds(row.timing.firstToken, numbers);
    case Total:
        return milliseconds(row.timing.total, numbers);
    case Cost:
        return row.costNanoUsd ? numbers.count((*row.costNanoUsd + 500) / 1000) : u"—"_s;
    default:
        return {};
    }
}

QVariant ObservationsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Observation& row = m_rows[std::size_t(index.row())];
    if (role == Qt::TextAlignmentRole) {
        return headerData(index.column(), Qt::Horizontal, role);
    }
    if (role == KeyRole) {
        return QString::number(row.seq);
    }
    Cell cell {.text = text(row, index.column()),
               .weight = index.column() >= Cost ? CellWeight::Quiet : CellWeight::Plain,
               .condition = {},
               .series = {}};
    if (index.column() == OutcomeWords) {
        cell.condition = conditionOf(row.outcome);
    }
    return cellData(cell, role);
}

QVariant ObservationsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        const bool number = section >= Http && section <= Cost;
        return int((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    if (section == At) {
        const TimePoint shown = m_rows.empty() ? m_filter.range.to : m_rows.front().at;
        return QString(tr("Started (%1)").arg(m_format.times.zoneName(shown)));
    }
    const QStringList titles {{},
                              tr("Model"),
                              tr("Kind"),
                              tr("Outcome"),
                              tr("HTTP"),
                              tr("First byte"),
                              tr("First token"),
                              tr("Total"),
                              tr("Micro-USD")};
    return titles[section];
}

} // namespace plimsoll

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/fusebox.h"

#include "probes/domain/redact.h"

#include <QFileInfo>
#include <QJsonDocument>

namespace plimsoll {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

FuseBox::FuseBox(QString file, std::shared_ptr<const Clock> clock, QObject* parent)
    : QObject(parent)
    , m_file(std::move(file))
    , m_clock(std::move(clock))
    , m_watcher(this)
    , m_timer(this)
{
    qRegisterMetaType<plimsoll::FuseTrip>();
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &FuseBox::look);
    connect(&m_timer, &QTimer::timeout, this, &FuseBox::look);
}

void FuseBox::start()
{
    m_timer.start(20s);
    look();
}

void FuseBox::trip(const FuseTrip& trip)
{
    if (m_trip) {
        return;
    }
    const auto written = writeFuse(m_file, trip);
    m_onDisk = bool(written);
    set(trip,
        written ? QString()
                : u"The fuse is tripped in this process alone, for its file cannot be written: %1 "
                  "Once it can be, it is; until then a restart forgets it."_s.arg(
                      written.error().message));
}

void FuseBox::look()
{
    watch();
    const auto found = readFuse(m_file);
    if (found) {
        m_onDisk = true;
        if (!m_trip) {
            set(*found, {});
        }
    } else if (m_trip && m_onDisk) {
        m_trip.reset();
        m_onDisk = false;
        emit happened(fuseResetEvent(m_clock->now()));
        emit reset();
    } else if (m_trip) {
        m_onDisk = bool(writeFuse(m_file, *m_trip));
    }
}

void FuseBox::watch()
{
    const QString directory = QFileInfo(m_file).absolutePath();
    if (m_watcher.directories().isEmpty() && QFileInfo(directory).isDir()) {
        m_watcher.addPath(directory);
    }
}

void FuseBox::set(const FuseTrip& trip, const QString& advice)
{
    m_trip = trip;
    emit happened(eventOf(trip));
    emit tripped(trip, advice);
}

Event eventOf(const FuseTrip& trip)
{
    return {.at = trip.at,
            .type = EventType::FuseTripped,
            .title = u"The fuse tripped"_s,
            .detail = redacted(sentence(trip)),
            .source = u"usage"_s,
            .identity = u"fuse/%1/%2"_s.arg(toEpochMs(trip.at)).arg(redacted(trip.requestId)),
            .models = trip.target.model.isEmpty() ? QStringList()
                                                  : QStringList(redacted(trip.target.model)),
            .raw = QJsonDocument(toJson(trip)).toJson(QJsonDocument::Compact)};
}

Event fuseResetEvent(TimePoint at)
{
    return {.at = at,
            .type = EventType::FuseTripped,
            .title = u"The fuse was reset"_s,
            .detail = u"Paid probes are sent again."_s,
            .source = u"fuse file"_s};
}

} // namespace plimsoll

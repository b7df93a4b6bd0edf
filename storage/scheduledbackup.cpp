// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/scheduledbackup.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace plimsoll {

namespace {

using namespace std::chrono_literals;

constexpr auto lookEvery = 60s;
constexpr auto breath = 10ms; // between two steps: commits go first
constexpr std::chrono::milliseconds retryAfter = 1h;

Result<void> makeDirectory(const QString& store, const QString& directory)
{
    const auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
    const QString above = QFileInfo(directory).absolutePath();
    if (QFileInfo(directory).isDir()
        || (QDir().mkpath(above) && QDir(above).mkdir(QDir(directory).dirName(), ownerOnly))) {
        return {};
    }
    return Error {.code = Error::Code::CannotCreate,
                  .message = QStringLiteral("Cannot back up the store %1: the directory %2 cannot "
                                            "be made. Choose another [storage] backup_directory.")
                                 .arg(store, directory)};
}

} // namespace

ScheduledBackup::ScheduledBackup(const QString& store, const BackupPlan& plan, Writer writer,
                                 QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_files(store, plan)
    , m_plan(plan)
    , m_writer(std::move(writer))
    , m_looking(this)
    , m_stepping(this)
{
    qRegisterMetaType<plimsoll::BackupReport>();
    m_stepping.setSingleShot(true);
    connect(&m_looking, &QTimer::timeout, this, &ScheduledBackup::look);
    connect(&m_stepping, &QTimer::timeout, this, &ScheduledBackup::step);
}

ScheduledBackup::~ScheduledBackup()
{
    if (m_sealing) {
        m_sealing->wait();
    }
}

void ScheduledBackup::start()
{
    m_looking.start(lookEvery);
    look();
}

void ScheduledBackup::look()
{
    const TimePoint now = SystemClock().now();
    const bool resting = m_notBefore && now < *m_notBefore && *m_notBefore - now <= retryAfter;
    if (!m_file.isEmpty() || resting || !m_writer() || !m_files.due(now)) {
        return;
    }
    if (const auto there = makeDirectory(m_store, m_plan.directory); !there) {
        fail(there.error());
        return;
    }
    m_files.prune();
    m_file = m_files.nameFor(now);
    m_stepping.start(0ms);
}

void ScheduledBackup::step()
{
    StoreWriter* writer = m_writer();
    if (!writer) {
        m_file.clear(); // half a copy went with the writer; the next look begins anew
        return;
    }
    const auto more = writer->copyTo(m_file);
    if (!more) {
        fail(more.error());
    } else if (*more) {
        m_stepping.start(breath);
    } else {
        seal();
    }
}

void ScheduledBackup::seal()
{
    const auto result = std::make_shared<std::optional<Result<BackupReport>>>();
    m_sealing.reset(QThread::create(
        [result, store = m_store, file = m_file] { *result = sealCopy(store, file, false); }));
    m_sealing->setObjectName(QStringLiteral("backup"));
    connect(m_sealing.get(), &QThread::finished, this, [this, result] { sealed(**result); });
    m_sealing->start(QThread::LowPriority);
}

void ScheduledBackup::sealed(const Result<BackupReport>& result)
{
    m_sealing->wait();
    if (!result) {
        fail(result.error());
        return;
    }
    m_file.clear();
    m_notBefore.reset();
    m_files.prune();
    emit made(*result);
}

void ScheduledBackup::fail(const Error& error)
{
    m_file.clear();
    m_notBefore = SystemClock().now() + std::min(retryAfter, m_plan.every);
    emit failed(error);
}

} // namespace plimsoll

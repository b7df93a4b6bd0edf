// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secrets/keychain.h"

#include <QFileInfo>
#include <QPointer>
#include <QTimer>
#include <qt6keychain/keychain.h>

#include <chrono>

namespace plimsoll {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// A locked keychain asks the person for a password, so it may take a while.
constexpr auto patience = 10s;

Error unavailable(const QString& why)
{
    return {
        Error::Code::Unavailable,
        u"The keychain cannot be used: %1. Use key = \"env:ANTHROPIC_API_KEY\" or \"file:PATH\" "
        "instead."_s.arg(why)};
}

// Without a session bus QtKeychain would wait for a service that cannot come.
bool sessionBusMissing()
{
#if defined(Q_OS_LINUX) || defined(Q_OS_FREEBSD)
    return qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")
        && !QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + u"/bus");
#else
    return false;
#endif
}

Error explain(const QKeychain::Job& job)
{
    if (job.error() == QKeychain::EntryNotFound) {
        return {
            Error::Code::NotFound,
            u"The keychain has no entry \"%1\". Make it with: plimsollctl key set %1 --stdin"_s.arg(
                job.key())};
    }
    if (job.error() == QKeychain::AccessDenied || job.error() == QKeychain::AccessDeniedByUser) {
        return {Error::Code::Permission,
                u"The keychain refused access to \"%1\"."_s.arg(job.key())};
    }
    const QString why = job.errorString();
    return unavailable(why.isEmpty() ? u"no keychain service answers"_s : why);
}

// Runs a job and reports its end or, when it does not end, an error; exactly one of the two.
void run(QKeychain::Job* job, QObject* context, const QString& name,
         const std::function<void(const std::optional<Error>&)>& answer)
{
    job->setKey(name);
    auto* timer = new QTimer(context); // the context owns it
    timer->setSingleShot(true);
    QObject::connect(timer, &QTimer::timeout, context, [timer, answer, job = QPointer(job)] {
        timer->deleteLater();
        if (job) {
            job->disconnect();
        }
        answer(unavailable(u"it gave no answer within 10 s"_s));
    });
    QObject::connect(job, &QKeychain::Job::finished, timer, [timer, answer, job] {
        timer->stop();
        timer->deleteLater();
        answer(job->error() == QKeychain::NoError ? std::nullopt : std::optional(explain(*job)));
    });
    timer->start(patience);
    job->start();
}

} // namespace

void readKeychain(const QString& name, QObject* context,
                  const std::function<void(const Result<QByteArray>&)>& answer)
{
    if (sessionBusMissing()) {
        answer(unavailable(u"there is no desktop session (no D-Bus session bus)"_s));
        return;
    }
    auto* job = new QKeychain::ReadPasswordJob(u"plimsoll"_s, context); // deletes itself
    run(job, context, name, [job, answer](const std::optional<Error>& error) {
        answer(error ? Result<QByteArray>(*error) : Result<QByteArray>(job->binaryData()));
    });
}

void writeKeychain(const QString& name, const QByteArray& secret, QObject* context,
                   const std::function<void(const Result<void>&)>& answer)
{
    if (sessionBusMissing()) {
        answer(unavailable(u"there is no desktop session (no D-Bus session bus)"_s));
        return;
    }
    auto* job = new QKeychain::WritePasswordJob(u"plimsoll"_s, context); // deletes itself
    job->setBinaryData(secret);
    run(job, context, name, [answer](const std::optional<Error>& error) {
        answer(error ? Result<void>(*error) : Result<void>());
    });
}

} // namespace plimsoll

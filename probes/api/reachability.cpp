// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/reachability.h"

#include <QCoreApplication>
#include <QNetworkInformation>

namespace plimsoll {

namespace {

LineEvidence::System reported()
{
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability)) {
        return LineEvidence::System::Unknown;
    }
    switch (QNetworkInformation::instance()->reachability()) {
    case QNetworkInformation::Reachability::Disconnected:
        return LineEvidence::System::Offline;
    case QNetworkInformation::Reachability::Online:
        return LineEvidence::System::Online;
    default: // a network of unknown reach
        return LineEvidence::System::Unknown;
    }
}

// Carries the answer back by a queued signal, which is dropped when the receiver is gone.
class Messenger final : public QObject
{
    Q_OBJECT

signals:
    void answered(plimsoll::LineEvidence::System system);
};

} // namespace

void askReachability(QObject* context, std::function<void(LineEvidence::System)> then)
{
    // Held by the question, so that it goes even if that is never asked.
    const auto messenger = std::make_shared<Messenger>();
    QObject::connect(messenger.get(), &Messenger::answered, context, std::move(then),
                     Qt::QueuedConnection);
    QMetaObject::invokeMethod(
        QCoreApplication::instance(), [messenger] { emit messenger->answered(reported()); },
        Qt::QueuedConnection);
}

} // namespace plimsoll

#include "reachability.moc"

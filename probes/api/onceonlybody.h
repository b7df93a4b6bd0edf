// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QIODevice>

namespace plimsoll {

// A request body that can be read once. QNetworkAccessManager silently sends a request again, up to
// three times, when the connection closes before an answer; to do so it must rewind the body. This
// one refuses, so one attempt stays one attempt.
class OnceOnlyBody final : public QIODevice
{
    Q_OBJECT

public:
    explicit OnceOnlyBody(QByteArray body, QObject* parent = nullptr);

    bool isSequential() const override { return true; }
    bool reset() override { return false; }
    qint64 bytesAvailable() const override;
    bool atEnd() const override { return bytesAvailable() == 0; }

protected:
    qint64 readData(char* data, qint64 maxSize) override;
    qint64 writeData(const char* data, qint64 size) override;

private:
    QByteArray m_body;
    qint64 m_read = 0;
};

} // namespace plimsoll

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QTcpServer>
#include <QUrl>

#include <functional>
#include <map>
#include <vector>

namespace plimsoll::test {

// A plain HTTP/1.1 server on 127.0.0.1 that gives to each path the answer set for it, 404 to the
// others, and keeps the requests. Answers are whole texts (tests/support httpAnswer), so that a
// wrong length, a cut and silence can be scripted; an empty one is silence.
class AnsweringServer final : public QTcpServer
{
    Q_OBJECT

public:
    QUrl start();
    void answer(const QByteArray& path, const QByteArray& text) { m_answers[path] = text; }

    // Every request for a path, query and all; "" for all paths.
    std::vector<QByteArray> requests(const QByteArray& path = {}) const;

protected:
    void incomingConnection(qintptr handle) override;

private:
    std::map<QByteArray, QByteArray> m_answers; // by path without query
    std::vector<QByteArray> m_requests;
};

// The value of a header in a request, "" when it is not there.
QByteArray headerIn(const QByteArray& request, const QByteArray& name);

} // namespace plimsoll::test

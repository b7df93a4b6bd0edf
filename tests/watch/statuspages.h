// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace plimsoll::test {

// Answers of a Statuspage v2, with made-up ids and texts.

inline QByteArray componentsJson(const QByteArray& apiStatus = "operational")
{
    return QByteArray(R"([{"id":"aaaa1111bbbb","name":"Website","status":"operational"},)"
                      R"({"id":"cccc2222dddd","name":"API at api.example",
                      "status"
                      : ")"
                      + apiStatus
                      + R"(","created_at":"2023-07-11T17:59:12.442Z","position":2,)"
                        R"("description":null,"group":false}])");
}

inline QByteArray updateJson(const QByteArray& id, const QByteArray& status, const QByteArray& at,
                             const QByteArray& body)
{
    return QByteArray(R"({"id":")" + id + R"(","status":")" + status + R"(","body":")" + body
                      + R"(","created_at":")" + at + R"(","display_at":")" + at
                      + R"(","affected_components":null})");
}

// updates: newest first, as the page lists them.
inline QByteArray incidentJson(const QByteArray& id, const QByteArray& name,
                               const QByteArray& status, const QByteArray& updates,
                               const QByteArray& resolvedAt = "null")
{
    return QByteArray(R"({"id":")" + id + R"(","name":")" + name + R"(","status":")" + status
                      + R"(","impact":"major","created_at":"2026-05-27T05:43:10.000Z",)"
                        R"("started_at":"2026-05-27T05:43:00.000Z","resolved_at":)"
                      + resolvedAt + R"(,"shortlink":"https://stspg.io/x","incident_updates":[)"
                      + updates + R"(],"components":)" + componentsJson("partial_outage") + "}");
}

inline QByteArray pageJson()
{
    return R"("page":{"id":"abcd1234efgh","name":"Example","url":"https://status.example",)"
           R"("time_zone":"Etc/UTC","updated_at":"2026-05-27T06:00:00.000Z"})";
}

inline QByteArray incidentsJson(const QByteArray& incidents)
{
    return QByteArray("{" + pageJson() + R"(,"incidents":[)" + incidents + "]}");
}

inline QByteArray summaryJson(const QByteArray& incidents = {},
                              const QByteArray& indicator = "none",
                              const QByteArray& description = "All Systems Operational",
                              const QByteArray& apiStatus = "operational")
{
    return QByteArray("{" + pageJson() + R"(,"components":)" + componentsJson(apiStatus)
                      + R"(,"incidents":[)" + incidents
                      + R"(],"scheduled_maintenances":[],"status":{"indicator":")" + indicator
                      + R"(","description":")" + description + R"("}})");
}

} // namespace plimsoll::test

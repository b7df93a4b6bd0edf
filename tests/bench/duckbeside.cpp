// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/duckbeside.h"

#include "tests/bench/yearcsv.h"
#include "tests/support/paths.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>

#include <algorithm>

namespace plimsoll::bench {

namespace {

constexpr int longestRunMs = 3'600'000;
constexpr int runs = 7;

QByteArray planText(const YearPlan& plan, int target)
{
    QJsonArray columns;
    for (const char* column : columnNames) {
        columns << QLatin1String(column);
    }
    const QJsonObject text {{QStringLiteral("begin"), toEpochMs(Year::begin())},
                            {QStringLiteral("days"), plan.days},
                            {QStringLiteral("targets"), plan.targets},
                            {QStringLiteral("target"), target},
                            {QStringLiteral("adHocFromMs"), adHocFromMs},
                            {QStringLiteral("adHocToMs"), adHocToMs},
                            {QStringLiteral("adHocTotalUs"), adHocTotalUs},
                            {QStringLiteral("runs"), runs},
                            {QStringLiteral("columns"), columns}};
    return QJsonDocument(text).toJson(QJsonDocument::Compact);
}

Answer answerFrom(const QJsonObject& json)
{
    Answer answer;
    for (const QJsonValue& value : json.value(QLatin1String("cells")).toArray()) {
        const QJsonArray cell = value.toArray();
        answer.cells.push_back({.reached = quint64(cell.at(0).toDouble()),
                                .overloaded = quint64(cell.at(1).toDouble()),
                                .p50 = cell.at(2).toDouble(),
                                .p95 = cell.at(3).toDouble(),
                                .p99 = cell.at(4).toDouble()});
    }
    answer.checksum = json.value(QLatin1String("checksum")).toString().toULongLong();
    return answer;
}

DuckFigures figuresFrom(const QJsonObject& json)
{
    const auto better = [](const QJsonObject& figures) {
        return std::min(figures.value(QLatin1String("time")).toDouble(),
                        figures.value(QLatin1String("sorted")).toDouble());
    };
    DuckFigures figures {.version = json.value(QLatin1String("version")).toString(),
                         .bytes = qint64(better(json.value(QLatin1String("bytes")).toObject())),
                         .answers = {}};
    const QJsonObject ms = json.value(QLatin1String("ms")).toObject();
    for (const Question question : questions) {
        const QLatin1String key(name(question));
        const auto of = [&](const char* layout) {
            return ms.value(QLatin1String(layout)).toObject().value(key).toDouble();
        };
        figures.ms.at(std::size_t(question)) = std::min(of("time"), of("sorted"));
        figures.answers.at(std::size_t(question)) =
            answerFrom(json.value(QLatin1String("answers")).toObject().value(key).toObject());
    }
    return figures;
}

} // namespace

Result<DuckFigures> askDuckDbBeside(const Year& year, int target, const QString& directory)
{
    const QString script = test::sourceDir() + QStringLiteral("/tests/bench/duckdb/beside.mjs");
    const QString node = QStandardPaths::findExecutable(QStringLiteral("node"));
    if (node.isEmpty()
        || !QFileInfo::exists(QFileInfo(script).absolutePath() + QStringLiteral("/node_modules"))) {
        return Error {.code = Error::Code::NotFound,
                      .message = QStringLiteral(
                          "DuckDB not measured: run npm install in tests/bench/duckdb.")};
    }
    const QString csv = QDir(directory).filePath(QStringLiteral("year.csv"));
    if (const auto written = writeCsv(year, csv); !written) {
        return written.error();
    }
    QProcess process;
    process.start(node, {script, csv, directory, QString::fromUtf8(planText(year.plan(), target))});
    const bool ended = process.waitForFinished(longestRunMs) && process.exitCode() == 0;
    QFile::remove(csv);
    const QJsonObject json = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    if (!ended || json.isEmpty()) {
        return Error {
            .code = Error::Code::Io,
            .message =
                QStringLiteral("DuckDB not measured: %1 failed: %2")
                    .arg(script, QString::fromUtf8(process.readAllStandardError().right(2000)))};
    }
    return figuresFrom(json);
}

} // namespace plimsoll::bench

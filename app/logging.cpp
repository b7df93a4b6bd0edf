// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/logging.h"

#include "probes/domain/redact.h"

#include <QDateTime>

#include <array>
#include <cstdio>

namespace plimsoll {

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(appLog, "plimsoll.app")

namespace {

QLatin1String word(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug"_L1;
    case QtInfoMsg:
        return "info"_L1;
    case QtWarningMsg:
        return "warning"_L1;
    case QtCriticalMsg:
    case QtFatalMsg:
        break;
    }
    return "error"_L1;
}

void writeLine(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    QString text = redacted(message);
    text.replace(u'\n', u"\n    "_s);
    const QString line = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs) + u' '
        + word(type) + u' ' + QString::fromLatin1(context.category) + u": "_s + text + u'\n';
    const QByteArray bytes = line.toUtf8();
    std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stderr);
}

} // namespace

QStringList logLevelNames()
{
    return {u"error"_s, u"warning"_s, u"info"_s, u"debug"_s};
}

std::optional<LogLevel> logLevelFromName(const QString& name)
{
    const qsizetype index = logLevelNames().indexOf(name);
    return index < 0 ? std::nullopt : std::optional(LogLevel(index));
}

void startLogging(LogLevel level)
{
    qInstallMessageHandler(writeLine);
    QStringList rules;
    const auto rule = [&rules](const QString& type, bool enabled) {
        rules += u"plimsoll.*.%1=%2"_s.arg(type, enabled ? u"true"_s : u"false"_s);
    };
    rule(u"debug"_s, level >= LogLevel::Debug);
    rule(u"info"_s, level >= LogLevel::Info);
    rule(u"warning"_s, level >= LogLevel::Warning);
    QLoggingCategory::setFilterRules(rules.join(u'\n'));
}

} // namespace plimsoll

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/console.h"

#include "probes/domain/redact.h"

#include <QJsonDocument>

#include <array>
#include <cstdio>
#ifdef Q_OS_WIN
#include <io.h>
#else
#include <unistd.h>
#endif

namespace plimsoll {

using namespace Qt::StringLiterals;

ExitCode printData(const QByteArray& data)
{
    const auto size = std::size_t(data.size());
    if (std::fwrite(data.constData(), 1, size, stdout) != size || std::fflush(stdout) != 0) {
        say(u"the output could not be written whole."_s);
        return ExitCode::Io;
    }
    return ExitCode::Ok;
}

ExitCode printJson(const QJsonObject& object)
{
    return printData(QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
}

void say(const QString& sentence)
{
    const QStringList lines = redacted(sentence).split(u'\n', Qt::SkipEmptyParts);
    for (const QString& line : lines) {
        const QByteArray text = "plimsollctl: " + line.toUtf8() + '\n';
        std::fputs(text.constData(), stderr);
    }
}

std::optional<bool> confirmed(const QString& question)
{
#ifdef Q_OS_WIN
    const bool terminal = _isatty(_fileno(stdin)) != 0;
#else
    const bool terminal = isatty(fileno(stdin)) == 1;
#endif
    if (!terminal) {
        return std::nullopt;
    }
    std::fputs((question + u" [y/N] "_s).toUtf8().constData(), stderr);
    std::array<char, 16> line {};
    if (!std::fgets(line.data(), int(line.size()), stdin)) {
        return false;
    }
    const QByteArray answer = QByteArray(line.data()).trimmed().toLower();
    return answer == "y" || answer == "yes";
}

ExitCode fail(const Error& error)
{
    say(error.message);
    return exitCode(error.code);
}

} // namespace plimsoll

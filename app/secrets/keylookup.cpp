// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secrets/keylookup.h"

#include "app/secrets/keychain.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cstdio>
#ifdef Q_OS_WIN
#include <io.h>
#else
#include <unistd.h>
#endif

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 maxKeyBytes = 4096;

// A key travels in a header: one line of visible ASCII. Anything else is a mistake in copying.
Result<FoundKey> checked(const QByteArray& text, const QString& origin, const QString& warning)
{
    const QByteArray key = text.trimmed();
    const bool visible = std::ranges::all_of(key, [](char c) { return c > ' ' && c < 127; });
    if (key.isEmpty()) {
        return Error {Error::Code::NotFound, u"%1 holds no key: it is empty."_s.arg(origin)};
    }
    if (!visible) {
        return Error {Error::Code::BadData,
                      u"%1 holds something that is not a key: it has spaces, line breaks or "
                      "characters outside ASCII."_s.arg(origin)};
    }
    return FoundKey {.key = key, .warning = warning};
}

Result<FoundKey> fromEnvironment(const QString& name, const QProcessEnvironment& environment)
{
    if (!environment.contains(name)) {
        return Error {Error::Code::NotFound,
                      u"The environment variable %1 is not set. Set it to your API key, or say in "
                      "the configuration where the key is kept."_s.arg(name)};
    }
    return checked(environment.value(name).toUtf8(), u"The environment variable "_s + name, {});
}

Result<FoundKey> fromFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        const bool there = QFileInfo::exists(path);
        return Error {there ? Error::Code::Permission : Error::Code::NotFound,
                      u"The key file %1 cannot be read: %2."_s.arg(path, file.errorString())};
    }
    constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
        | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    const QString warning = file.permissions() & others
        ? u"Others on this machine may read the key file %1. Run: chmod 600 %1"_s.arg(path)
        : QString();
    return checked(file.read(maxKeyBytes), u"The key file "_s + path, warning);
}

Result<FoundKey> fromStandardInput(const std::optional<QByteArray>& line)
{
    if (!line) {
        return Error {Error::Code::NotFound,
                      u"The key is to come from the standard input, which only `plimsollctl run "
                      "--key-stdin` reads."_s};
    }
    return checked(*line, u"The standard input"_s, {});
}

bool standardInputIsTerminal()
{
#ifdef Q_OS_WIN
    return _isatty(_fileno(stdin)) != 0;
#else
    return isatty(STDIN_FILENO) != 0;
#endif
}

} // namespace

Result<QByteArray> readKeyFromStandardInput()
{
    if (standardInputIsTerminal()) {
        return Error {
            Error::Code::Usage,
            u"The standard input is a terminal, which would show the key: hand the key in "
            "by a pipe or a file."_s};
    }
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly)) {
        return Error {Error::Code::Io, u"The standard input cannot be read."_s};
    }
    return input.readLine(maxKeyBytes);
}

void lookUpKey(const KeyReference& reference, const KeySources& sources, QObject* context,
               const KeyAnswer& answer)
{
    switch (reference.source) {
    case KeyReference::Source::Environment:
        answer(fromEnvironment(reference.name, sources.environment));
        return;
    case KeyReference::Source::File:
        answer(fromFile(reference.name));
        return;
    case KeyReference::Source::StandardInput:
        answer(fromStandardInput(sources.standardInput));
        return;
    case KeyReference::Source::Keychain:
        break;
    }
    readKeychain(reference.name, context, [name = reference.name, answer](const auto& found) {
        answer(found ? checked(*found, u"The keychain entry "_s + name, {})
                     : Result<FoundKey>(found.error()));
    });
}

void storeKey(const QString& name, const QByteArray& key, QObject* context,
              const std::function<void(const Result<void>&)>& answer)
{
    const auto sound = checked(key, u"The standard input"_s, {});
    if (!sound) {
        answer(Error {Error::Code::BadData, sound.error().message});
        return;
    }
    writeKeychain(name, sound->key, context, answer);
}

} // namespace plimsoll

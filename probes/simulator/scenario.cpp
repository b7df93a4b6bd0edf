// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/scenario.h"

#include <QDir>
#include <QFile>

namespace plimsoll::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestFile = 1'000'000;

Result<QByteArray> contentOf(const QString& nameOrFile, const QString& path)
{
    QFile file(path);
    if (!file.exists()) {
        const QString known = shippedScenarios().join(", "_L1);
        return Error {Error::Code::NotFound,
                      u"There is no scenario or file \"%1\". Shipped scenarios: %2."_s.arg(
                          nameOrFile, known)};
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return Error {Error::Code::Io,
                      u"The scenario \"%1\" cannot be read: %2."_s.arg(path, file.errorString())};
    }
    return file.read(largestFile);
}

} // namespace

QStringList shippedScenarios()
{
    QStringList names;
    const QDir shipped(u":/plimsoll/scenarios"_s);
    for (const QString& file : shipped.entryList({u"*.toml"_s}, QDir::Files, QDir::Name)) {
        names << file.chopped(5);
    }
    return names;
}

Result<Scenario> loadScenario(const QString& nameOrFile)
{
    const bool shipped = shippedScenarios().contains(nameOrFile);
    const QString path = shipped ? u":/plimsoll/scenarios/%1.toml"_s.arg(nameOrFile) : nameOrFile;
    const auto content = contentOf(nameOrFile, path);
    if (!content) {
        return content.error();
    }
    auto scenario = parseScenario(*content, path, SystemClock().now());
    if (scenario) {
        scenario->name = QFileInfo(path).completeBaseName();
    }
    return scenario;
}

} // namespace plimsoll::simulator

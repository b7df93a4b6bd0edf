// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"

#include "tests/support/paths.h"

#include <QDirIterator>
#include <QEventLoop>
#include <QFile>
#include <QTimer>

namespace plimsoll::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestRun = 30'000;
constexpr int longestStart = 20'000;

} // namespace

Program::Program()
    : m_environment(QProcessEnvironment::systemEnvironment())
{
    for (const auto& name : {u"ANTHROPIC_API_KEY"_s, u"ANTHROPIC_BASE_URL"_s, u"PLIMSOLL_CONFIG"_s,
                             u"PLIMSOLL_DB"_s, u"DBUS_SESSION_BUS_ADDRESS"_s, u"http_proxy"_s,
                             u"https_proxy"_s, u"HTTP_PROXY"_s, u"HTTPS_PROXY"_s}) {
        m_environment.remove(name);
    }
    setVariable(u"HOME"_s, m_home.path());
    setVariable(u"XDG_CONFIG_HOME"_s, path(u"config"_s));
    setVariable(u"XDG_DATA_HOME"_s, path(u"data"_s));
    setVariable(u"XDG_CONFIG_DIRS"_s, path(u"etc"_s));
    setVariable(u"TMPDIR"_s, m_home.path());
    setVariable(u"XDG_RUNTIME_DIR"_s, m_home.path());
}

void Program::setVariable(const QString& name, const QString& value)
{
    m_environment.insert(name, value);
}

Program::Ended Program::run(const QStringList& arguments, const QByteArray& input) const
{
    const auto process = start(arguments);
    process->write(input);
    process->closeWriteChannel();
    return waitFor(*process);
}

Program::Ended Program::waitFor(QProcess& process)
{
    // With an event loop, so that servers of the test answer meanwhile.
    QEventLoop loop;
    QObject::connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(longestRun, &loop, &QEventLoop::quit);
    if (process.state() != QProcess::NotRunning) {
        loop.exec();
    }
    Ended ended;
    if (process.state() == QProcess::NotRunning && process.exitStatus() == QProcess::NormalExit) {
        ended.code = process.exitCode();
    }
    ended.out = process.readAllStandardOutput();
    ended.err = process.readAllStandardError();
    return ended;
}

std::unique_ptr<QProcess> Program::start(const QStringList& arguments) const
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(m_environment);
    process->setWorkingDirectory(m_home.path());
    process->start(builtProgram(QStringLiteral("plimsollctl")), arguments);
    process->waitForStarted(longestStart);
    return process;
}

QByteArray Program::firstLine(QProcess& process)
{
    while (!process.canReadLine() && process.waitForReadyRead(longestStart)) { }
    return process.readLine().trimmed();
}

QByteArray Program::everythingOnDisk() const
{
    QByteArray all;
    QDirIterator files(m_home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        all += file.toUtf8() + '\n' + readFile(file) + '\n';
    }
    return all;
}

void writeFile(const QString& path, const QByteArray& content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) {
        qFatal("cannot write %s", qPrintable(path));
    }
}

QByteArray readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace plimsoll::test

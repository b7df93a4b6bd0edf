// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace plimsoll::test {

// Runs the built plimsollctl in a home of its own: nothing of the user's is read or written, no
// desktop session is seen.
class Program
{
public:
    struct Ended
    {
        int code = -1; // -1: it did not end by itself in time
        QByteArray out;
        QByteArray err;
    };

    Program();

    QString path(const QString& name) const { return m_home.filePath(name); }
    void setVariable(const QString& name, const QString& value);
    // Runs to the end, at most 30 s, with the test's event loop running.
    Ended run(const QStringList& arguments, const QByteArray& input = {}) const;
    // Still running when it returns.
    std::unique_ptr<QProcess> start(const QStringList& arguments) const;
    static Ended waitFor(QProcess& process); // at most 30 s
    // Names and contents of all files of the home.
    QByteArray everythingOnDisk() const;
    // Waits for the first line on stdout, at most 20 s.
    static QByteArray firstLine(QProcess& process);

private:
    QTemporaryDir m_home;
    QProcessEnvironment m_environment;
};

void writeFile(const QString& path, const QByteArray& content);
QByteArray readFile(const QString& path);

} // namespace plimsoll::test

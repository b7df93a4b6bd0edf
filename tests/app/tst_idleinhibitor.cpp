// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/idleinhibitor.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;

// What a desktop's screen saver does with such calls.
class ScreenSaver final : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.ScreenSaver")

public:
    QStringList reasons;
    QList<uint> released;

public slots:
    Q_SCRIPTABLE uint Inhibit(const QString& application, const QString& reason)
    {
        reasons << application + u": "_s + reason;
        return 40 + uint(reasons.size());
    }
    Q_SCRIPTABLE void UnInhibit(uint cookie) { released << cookie; }
};

// On a bus of its own, with a real daemon.
class TestIdleInhibitor final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void cleanup();
    void theScreenIsHeldOnAndGivenBack();
    void withoutAScreenSaverItIsToldAndNothingElse();
    void aScreenSaverThatStartsAgainIsAskedAgain();

private:
    bool serve();
    void endService();

    QProcess m_daemon;
    QString m_address;
    ScreenSaver m_saver;
};

namespace {

const QString service = u"org.freedesktop.ScreenSaver"_s;

} // namespace

void TestIdleInhibitor::initTestCase()
{
    m_daemon.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
    QVERIFY2(m_daemon.waitForStarted(), "dbus-daemon is missing");
    while (!m_daemon.canReadLine()) {
        QVERIFY(m_daemon.waitForReadyRead());
    }
    m_address = QString::fromUtf8(m_daemon.readLine()).trimmed();
    QVERIFY(QDBusConnection::connectToBus(m_address, u"desktop"_s).isConnected());
    QVERIFY(QDBusConnection::connectToBus(m_address, u"wall"_s).isConnected());
}

void TestIdleInhibitor::cleanupTestCase()
{
    QDBusConnection::disconnectFromBus(u"desktop"_s);
    QDBusConnection::disconnectFromBus(u"wall"_s);
    m_daemon.terminate();
    QVERIFY(m_daemon.waitForFinished());
}

void TestIdleInhibitor::cleanup()
{
    endService();
    m_saver.reasons.clear();
    m_saver.released.clear();
}

bool TestIdleInhibitor::serve()
{
    QDBusConnection desktop(u"desktop"_s);
    return desktop.registerObject(u"/org/freedesktop/ScreenSaver"_s, &m_saver,
                                  QDBusConnection::ExportScriptableSlots)
        && desktop.registerService(service);
}

void TestIdleInhibitor::endService()
{
    QDBusConnection desktop(u"desktop"_s);
    desktop.unregisterService(service);
    desktop.unregisterObject(u"/org/freedesktop/ScreenSaver"_s);
}

void TestIdleInhibitor::theScreenIsHeldOnAndGivenBack()
{
    QVERIFY(serve());
    {
        const IdleInhibitor inhibitor(QDBusConnection(u"wall"_s), u"Shows figures"_s);
        QTRY_VERIFY(inhibitor.isHeld());
        QCOMPARE(m_saver.reasons, QStringList {u"Plimsoll: Shows figures"_s});
        QVERIFY(m_saver.released.isEmpty());
    }
    QTRY_COMPARE(m_saver.released, QList<uint> {41});
}

void TestIdleInhibitor::withoutAScreenSaverItIsToldAndNothingElse()
{
    const IdleInhibitor inhibitor(QDBusConnection(u"wall"_s), u"Shows figures"_s);
    QSignalSpy refused(&inhibitor, &IdleInhibitor::refused);
    QTRY_COMPARE(refused.count(), 1);
    QVERIFY(!refused[0][0].toString().isEmpty());
    QVERIFY(!inhibitor.isHeld());
}

void TestIdleInhibitor::aScreenSaverThatStartsAgainIsAskedAgain()
{
    QVERIFY(serve());
    const IdleInhibitor inhibitor(QDBusConnection(u"wall"_s), u"Shows figures"_s);
    QTRY_VERIFY(inhibitor.isHeld());
    endService();
    QVERIFY(serve());
    QTRY_COMPARE(m_saver.reasons.size(), 2);
    QTRY_VERIFY(inhibitor.isHeld());
}

QTEST_GUILESS_MAIN(TestIdleInhibitor)
#include "tst_idleinhibitor.moc"

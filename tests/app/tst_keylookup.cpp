// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secrets/keylookup.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;

namespace {

// The answer of a lookup that answers at once.
std::optional<Result<FoundKey>> lookUp(const QString& reference,
                                       const QProcessEnvironment& environment = {},
                                       const std::optional<QByteArray>& standardInput = {})
{
    const KeySources sources {.environment = environment, .standardInput = standardInput};
    std::optional<Result<FoundKey>> answer;
    QObject context;
    lookUpKey(*parseKeyReference(reference), sources, &context,
              [&answer](const Result<FoundKey>& found) { answer.emplace(found); });
    return answer;
}

} // namespace

class TestKeyLookup : public QObject
{
    Q_OBJECT

private slots:
    void references_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("source");
        QTest::addColumn<QString>("name");
        using Source = KeyReference::Source;
        QTest::newRow("a variable") << u"env:KEY"_s << int(Source::Environment) << u"KEY"_s;
        QTest::newRow("a file") << u"file:/run/key"_s << int(Source::File) << u"/run/key"_s;
        QTest::newRow("the keychain") << u"keychain:work"_s << int(Source::Keychain) << u"work"_s;
        QTest::newRow("the standard input")
            << u"stdin"_s << int(Source::StandardInput) << QString();
        QTest::newRow("colons belong to the name")
            << u"file:C:/key"_s << int(Source::File) << u"C:/key"_s;
    }
    void references()
    {
        QFETCH(QString, text);
        QFETCH(int, source);
        QFETCH(QString, name);
        const auto reference = parseKeyReference(text);
        QVERIFY(reference);
        QCOMPARE(int(reference->source), source);
        QCOMPARE(reference->name, name);
        QCOMPARE(toText(*reference), text);
    }

    void wrongReferences_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("no source") << u"ANTHROPIC_API_KEY"_s;
        QTest::newRow("no name") << u"env:"_s;
        QTest::newRow("an unknown source") << u"vault:x"_s;
        QTest::newRow("a key itself") << u"sk-ant-api03-canary"_s;
        QTest::newRow("a key behind a source") << u"env:sk-ant-api03-canary"_s;
    }
    void wrongReferences()
    {
        QFETCH(QString, text);
        const auto reference = parseKeyReference(text);
        QVERIFY(!reference);
        QVERIFY(!reference.error().message.contains(u"canary"_s));
    }

    void variable()
    {
        QProcessEnvironment environment;
        environment.insert(u"KEY"_s, u" sk-ant-test \n"_s);
        environment.insert(u"EMPTY"_s, u"  "_s);
        environment.insert(u"BROKEN"_s, u"sk-ant-one sk-ant-two"_s);
        QCOMPARE((**lookUp(u"env:KEY"_s, environment)).key, QByteArray("sk-ant-test"));
        QCOMPARE(lookUp(u"env:NONE"_s, environment)->error().code, Error::Code::NotFound);
        QCOMPARE(lookUp(u"env:EMPTY"_s, environment)->error().code, Error::Code::NotFound);
        const auto broken = lookUp(u"env:BROKEN"_s, environment);
        QCOMPARE(broken->error().code, Error::Code::BadData);
        QVERIFY(!broken->error().message.contains(u"sk-ant"_s));
    }

    void file()
    {
        const QTemporaryDir directory;
        const QString path = directory.filePath(u"key"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("sk-ant-file\n");
        file.close();
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        const auto own = lookUp(u"file:"_s + path);
        QCOMPARE((**own).key, QByteArray("sk-ant-file"));
        QCOMPARE((**own).warning, QString());
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::ReadGroup));
        QVERIFY((**lookUp(u"file:"_s + path)).warning.contains(u"chmod 600 "_s + path));
        QCOMPARE(lookUp(u"file:"_s + path + u".none")->error().code, Error::Code::NotFound);
    }

    void standardInput()
    {
        QCOMPARE((**lookUp(u"stdin"_s, {}, "sk-ant-piped\n")).key, QByteArray("sk-ant-piped"));
        QCOMPARE(lookUp(u"stdin"_s, {}, "")->error().code, Error::Code::NotFound);
        const auto unread = lookUp(u"stdin"_s);
        QCOMPARE(unread->error().code, Error::Code::NotFound);
        QVERIFY(unread->error().message.contains(u"--key-stdin"_s));
    }

    void keychainWithoutADesktopSaysSoAtOnce()
    {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        qputenv("XDG_RUNTIME_DIR", "/nonexistent");
        const auto answer = lookUp(u"keychain:default"_s);
        QVERIFY(answer);
        QCOMPARE(answer->error().code, Error::Code::Unavailable);
        QVERIFY(answer->error().message.contains(u"env:ANTHROPIC_API_KEY"_s));
    }
};

QTEST_GUILESS_MAIN(TestKeyLookup)
#include "tst_keylookup.moc"

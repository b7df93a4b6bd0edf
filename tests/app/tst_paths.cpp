// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/paths.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;

class TestPaths : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        setApplicationNames();
        m_directory = std::make_unique<QTemporaryDir>();
        qputenv("XDG_CONFIG_HOME", m_directory->filePath(u"config"_s).toUtf8());
        qputenv("XDG_DATA_HOME", m_directory->filePath(u"data"_s).toUtf8());
        qputenv("XDG_CONFIG_DIRS", m_directory->filePath(u"etc"_s).toUtf8());
    }

    void standardPlacesHoldTheNameOnce()
    {
        const Paths paths = findPaths({}, {}, {});
        QCOMPARE(paths.configFile, m_directory->filePath(u"config/plimsoll/plimsoll.toml"_s));
        QCOMPARE(paths.database, m_directory->filePath(u"data/plimsoll/plimsoll.sqlite"_s));
        QCOMPARE(paths.stateFile, m_directory->filePath(u"config/plimsoll/state.ini"_s));
        QVERIFY(!paths.configFileNamed);
        QVERIFY(!paths.databaseNamed);
    }

    void systemWideFileIsFound()
    {
        const QString file = m_directory->filePath(u"etc/plimsoll/plimsoll.toml"_s);
        QVERIFY(makePrivateParent(file));
        QVERIFY(QFile(file).open(QIODevice::WriteOnly));
        QCOMPARE(findPaths({}, {}, {}).configFile, file);
    }

    void optionWinsOverEnvironment()
    {
        QProcessEnvironment environment;
        environment.insert(u"PLIMSOLL_CONFIG"_s, u"/e/c.toml"_s);
        environment.insert(u"PLIMSOLL_DB"_s, u"/e/d.sqlite"_s);
        const Paths fromEnvironment = findPaths({}, {}, environment);
        QCOMPARE(fromEnvironment.configFile, u"/e/c.toml"_s);
        QCOMPARE(fromEnvironment.database, u"/e/d.sqlite"_s);
        QVERIFY(fromEnvironment.configFileNamed && fromEnvironment.databaseNamed);
        const Paths fromOptions = findPaths(u"/o/c.toml"_s, u"/o/d.sqlite"_s, environment);
        QCOMPARE(fromOptions.configFile, u"/o/c.toml"_s);
        QCOMPARE(fromOptions.database, u"/o/d.sqlite"_s);
    }

    void storagePath()
    {
        const Paths usual = findPaths(u"/c/plimsoll.toml"_s, {}, {});
        QCOMPARE(databasePath(usual, {}), usual.database);
        QCOMPARE(databasePath(usual, u"here.sqlite"_s), u"/c/here.sqlite"_s);
        QCOMPARE(databasePath(usual, u"/abs/here.sqlite"_s), u"/abs/here.sqlite"_s);
        QCOMPARE(databasePath(usual, u"~/here.sqlite"_s),
                 QString(QDir::homePath() + u"/here.sqlite"));
        const Paths named = findPaths({}, u"/o/d.sqlite"_s, {});
        QCOMPARE(databasePath(named, u"/abs/here.sqlite"_s), u"/o/d.sqlite"_s);
    }

    void directoriesAreForTheUserAlone()
    {
        const QString file = m_directory->filePath(u"a/b/c.sqlite"_s);
        QVERIFY(makePrivateParent(file));
        for (const auto& made : {u"a"_s, u"a/b"_s}) {
            const auto others = QFile::permissions(m_directory->filePath(made))
                & (QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
                   | QFile::WriteOther | QFile::ExeOther);
            QCOMPARE(int(others), 0);
        }
        QVERIFY(makePrivateParent(file)); // a second time changes nothing
    }

    void directoryThatCannotBe()
    {
        const QString blocker = m_directory->filePath(u"file"_s);
        QFile file(blocker);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto made = makePrivateParent(blocker + u"/sub/d.sqlite");
        QVERIFY(!made);
        QCOMPARE(made.error().code, Error::Code::CannotCreate);
        QVERIFY(made.error().message.contains(blocker));
    }

private:
    std::unique_ptr<QTemporaryDir> m_directory;
};

QTEST_GUILESS_MAIN(TestPaths)
#include "tst_paths.moc"

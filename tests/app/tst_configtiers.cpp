// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/configfile.h"
#include "app/config/configwriter.h"
#include "tests/support/program.h"

#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray tables = R"([[version]]
read = 2027-02-03
source = "a page"
tiers = ["Gold"]
[[version.table]]
pools = ["Opus 4.x"]
limits.Gold = { requests = 7 }
)";

} // namespace

class TestConfigTiers : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }
    void aFileOfTheUserTakesThePlaceOfTheShippedTables();
    void withoutOneTheShippedTablesHold();
    void whatIsWrongWithItIsAMistakeOfTheConfiguration_data();
    void whatIsWrongWithItIsAMistakeOfTheConfiguration();
    void itIsWrittenAsItWasRead();

private:
    Result<LoadedConfig> load(const QByteArray& config) const
    {
        Paths paths;
        paths.configFile = m_directory->filePath(u"plimsoll.toml"_s);
        paths.configFileNamed = true;
        paths.database = m_directory->filePath(u"plimsoll.sqlite"_s);
        writeFile(paths.configFile, config);
        return loadConfig(paths, {});
    }

    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestConfigTiers::aFileOfTheUserTakesThePlaceOfTheShippedTables()
{
    writeFile(m_directory->filePath(u"mine.toml"_s), tables);
    const auto loaded = load("[limits]\ntiers = \"mine.toml\"\n");
    QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().message));
    const Catalogue catalogue = catalogueOf(loaded->settings);
    QCOMPARE(catalogue.tiers().versions().size(), std::size_t(1));
    QCOMPARE(catalogue.tiers().versions()[0].label(), u"2027-02-03"_s);
}

void TestConfigTiers::withoutOneTheShippedTablesHold()
{
    const auto loaded = load("");
    QVERIFY(loaded);
    QCOMPARE(catalogueOf(loaded->settings).tiers().versions().size(),
             TierTable::shipped().versions().size());
}

void TestConfigTiers::whatIsWrongWithItIsAMistakeOfTheConfiguration_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("it is not there") << QByteArray("[limits]\ntiers = \"none.toml\"\n")
                                     << QByteArray() << u"none.toml cannot be read"_s;
    QTest::newRow("it is a directory") << QByteArray("[limits]\ntiers = \".\"\n") << QByteArray()
                                       << u"is a directory, not a file"_s;
    QTest::newRow("it has a mistake")
        << QByteArray("[limits]\ntiers = \"mine.toml\"\n")
        << QByteArray(tables).replace("= 7 ", "= -7 ")
        << u"mine.toml, line 7: \"requests\" must be a whole number above 0."_s;
    QTest::newRow("it is no text") << QByteArray("[limits]\ntiers = 7\n") << QByteArray()
                                   << u"tiers in [limits] must be a string"_s;
    QTest::newRow("an unknown key")
        << QByteArray("[limits]\ntier = \"x\"\n") << QByteArray() << u"Did you mean \"tiers\"?"_s;
}

void TestConfigTiers::whatIsWrongWithItIsAMistakeOfTheConfiguration()
{
    QFETCH(const QByteArray, config);
    QFETCH(const QByteArray, file);
    QFETCH(const QString, sentence);
    writeFile(m_directory->filePath(u"mine.toml"_s), file);
    const auto loaded = load(config);
    QVERIFY(!loaded);
    QVERIFY2(loaded.error().message.contains(sentence), qPrintable(loaded.error().message));
}

void TestConfigTiers::itIsWrittenAsItWasRead()
{
    writeFile(m_directory->filePath(u"mine.toml"_s), tables);
    const auto loaded = load("[limits]\ntiers = \"mine.toml\"\n");
    QVERIFY(loaded);
    const auto again = load(toToml(loaded->settings));
    QVERIFY2(again, again ? "" : qPrintable(again.error().message));
    QCOMPARE(again->settings.tierFile, u"mine.toml"_s);
    QCOMPARE(toJson(loaded->settings)[u"limits"_s].toObject()[u"tiers"_s].toString(),
             u"mine.toml"_s);
    QVERIFY(toJson(Settings())[u"limits"_s].toObject()[u"tiers"_s].isNull());
}

QTEST_GUILESS_MAIN(TestConfigTiers)
#include "tst_configtiers.moc"

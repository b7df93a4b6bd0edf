// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/configfile.h"
#include "app/config/configsave.h"
#include "app/config/configwriter.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;

namespace {

constexpr QFile::Permissions usersMay = QFile::ReadUser | QFile::WriteUser | QFile::ExeUser;
constexpr QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
    | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void put(const QString& path, const QByteArray& text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

} // namespace

class TestConfigSave : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_settings = defaultSettings({});
        m_settings.targets.resize(2);
        m_settings.budget.usdPerDay = 0.125;
        m_settings.budget.usdPerMonth = std::nullopt;
    }

    void aNewFileIsForTheUserAlone()
    {
        const QString file = m_directory->filePath(u"new/plimsoll/plimsoll.toml"_s);
        QVERIFY(saveConfig(m_settings, file));
        QCOMPARE(contentOf(file), toToml(m_settings));
        QCOMPARE(QFile::permissions(file) & others, QFile::Permissions());
        QCOMPARE(QFile::permissions(file) & usersMay, QFile::ReadUser | QFile::WriteUser);
        const QString directory = QFileInfo(file).absolutePath();
        QCOMPARE(QFile::permissions(directory) & others, QFile::Permissions());
        QCOMPARE(QDir(directory).entryList(QDir::Files | QDir::Hidden),
                 QStringList(u"plimsoll.toml"_s));
    }

    void theOldFileIsKeptWithItsCommentsAndPermissions()
    {
        const QString file = m_directory->filePath(u"plimsoll.toml"_s);
        const QByteArray old = "# mine\n[budget]\nusd_per_day = 2\n";
        put(file, old);
        const auto mode = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup;
        QVERIFY(QFile::setPermissions(file, mode));
        QVERIFY(saveConfig(m_settings, file));
        QCOMPARE(contentOf(file + backupSuffix), old);
        QCOMPARE(contentOf(file), toToml(m_settings));
        for (const QString& kept : {file, QString(file + backupSuffix)}) {
            QCOMPARE(QFile::permissions(kept) & others, QFile::Permissions(QFile::ReadGroup));
        }
    }

    void eachSaveKeepsTheFileBeforeIt()
    {
        const QString file = m_directory->filePath(u"plimsoll.toml"_s);
        put(file, "# first\n");
        QVERIFY(saveConfig(m_settings, file));
        const QByteArray second = contentOf(file);
        m_settings.targets.resize(1);
        QVERIFY(saveConfig(m_settings, file));
        QCOMPARE(contentOf(file + backupSuffix), second);
    }

    void whatIsSavedIsReadBack()
    {
        const QString file = m_directory->filePath(u"plimsoll.toml"_s);
        QVERIFY(saveConfig(m_settings, file));
        const auto loaded = loadConfig(findPaths(file, {}, {}), {});
        QVERIFY2(bool(loaded), loaded ? "" : qPrintable(loaded.error().message));
        QCOMPARE(loaded->settings.targets, m_settings.targets);
        QCOMPARE(loaded->settings.budget.usdPerDay, m_settings.budget.usdPerDay);
        QCOMPARE(loaded->settings.budget.usdPerMonth, m_settings.budget.usdPerMonth);
    }

    // Root may write anywhere, so a directory in the way stands for what is forbidden.
    void withoutABackupNothingIsChanged()
    {
        const QString file = m_directory->filePath(u"plimsoll.toml"_s);
        put(file, "# mine\n");
        QVERIFY(QDir().mkpath(file + backupSuffix + u"/full"));
        const auto saved = saveConfig(m_settings, file);
        QVERIFY(!saved);
        QVERIFY2(saved.error().message.contains(u"was not changed"),
                 qPrintable(saved.error().message));
        QCOMPARE(contentOf(file), QByteArray("# mine\n"));
    }

private:
    std::unique_ptr<QTemporaryDir> m_directory;
    Settings m_settings;
};

QTEST_GUILESS_MAIN(TestConfigSave)
#include "tst_configsave.moc"

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/assembly.h"
#include "app/pipeline/keyring.h"

#include <QTemporaryDir>
#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;

namespace {

Target targetOf(const QString& organization, ProbeKind kind = ProbeKind::Admission)
{
    Target target;
    target.id = {u"claude-opus-4-7"_s, kind, organization};
    if (kind == ProbeKind::Line) {
        target.id.model.clear();
    }
    return target;
}

// [api] and acme with keys in variables, one target each.
Settings twoOrganizations()
{
    Settings settings;
    settings.keyReference = u"env:API_KEY"_s;
    settings.organizations[u"acme"_s].keyReference = u"env:ACME_KEY"_s;
    settings.targets = {targetOf({}), targetOf(u"acme"_s)};
    return settings;
}

KeySources variables(const QStringList& names)
{
    KeySources sources;
    sources.environment = {};
    for (const QString& name : names) {
        sources.environment.insert(name, u"sk-ant-"_s + name);
    }
    return sources;
}

// Of lookups that answer at once; each answers once.
Keyring lookUp(const Settings& settings, const KeySources& sources,
               KeysWanted wanted = KeysWanted::Needed)
{
    QObject context;
    std::vector<Keyring> answers;
    lookUpKeys(settings, wanted, sources, &context,
               [&answers](const Keyring& keyring) { answers.push_back(keyring); });
    if (answers.size() != 1) {
        Keyring none;
        none.warnings = QStringList {u"not one answer"_s};
        return none;
    }
    return answers.front();
}

} // namespace

class TestKeyring : public QObject
{
    Q_OBJECT

private slots:
    void eachOrganizationHasItsOwn()
    {
        Settings settings = twoOrganizations();
        settings.organizations[u"acme"_s].adminKeyReference = u"env:ADMIN"_s;
        const Keyring keyring =
            lookUp(settings, variables({u"API_KEY"_s, u"ACME_KEY"_s, u"ADMIN"_s}));
        QVERIFY(keyring.warnings.isEmpty());
        QVERIFY(!noKeyAtAll(settings, keyring));
        QCOMPARE(keyTroubles(settings, keyring), QStringList());
        const ProbeSettings probes = probeSettingsOf(settings, keyring.found, 1);
        QCOMPARE(probes.api.key, QByteArray("sk-ant-API_KEY"));
        QCOMPARE(probes.api.adminKey, QByteArray());
        QCOMPARE(probes.organizations.at(u"acme"_s).key, QByteArray("sk-ant-ACME_KEY"));
        QCOMPARE(probes.organizations.at(u"acme"_s).adminKey, QByteArray("sk-ant-ADMIN"));
        QCOMPARE(probes.targets.size(), std::size_t(2));
        QCOMPARE(probes.validate(), QStringList());
    }

    void aMissingKeyDoesNotStopTheOthers_data()
    {
        QTest::addColumn<QString>("there");
        QTest::addColumn<QString>("probed");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("acme's is missing")
            << u"API_KEY"_s << QString() << u"[organization.acme] is left out (1 of 3 targets): "_s;
        QTest::newRow("that of [api] is missing")
            << u"ACME_KEY"_s << u"acme"_s << u"[api] is left out (1 of 3 targets): "_s;
    }
    void aMissingKeyDoesNotStopTheOthers()
    {
        QFETCH(QString, there);
        QFETCH(QString, probed);
        QFETCH(QString, sentence);
        Settings settings = twoOrganizations();
        settings.targets.push_back(targetOf(u"acme"_s, ProbeKind::Line)); // needs none
        const Keyring keyring = lookUp(settings, variables({there}));
        QVERIFY(!noKeyAtAll(settings, keyring));
        const QStringList troubles = keyTroubles(settings, keyring);
        QCOMPARE(troubles.size(), 1);
        QVERIFY2(troubles[0].startsWith(sentence), qPrintable(troubles[0]));
        const ProbeSettings probes = probeSettingsOf(settings, keyring.found, 1);
        QCOMPARE(probes.targets.size(), std::size_t(2));
        QCOMPARE(probes.targets[0].id.organization, probed);
        QCOMPARE(probes.targets[1].id.kind, ProbeKind::Line);
        QCOMPARE(probes.validate(), QStringList());
    }

    void withoutAnyKeyNothingBegins()
    {
        const Settings settings = twoOrganizations();
        const Keyring keyring = lookUp(settings, variables({}));
        const auto error = noKeyAtAll(settings, keyring);
        QVERIFY(error);
        QCOMPARE(error->code, Error::Code::NotFound);
        QVERIFY(error->message.contains(u"API_KEY"_s));
    }

    void theLineAloneNeedsNoKey()
    {
        Settings settings = twoOrganizations();
        settings.targets = {targetOf({}, ProbeKind::Line)};
        const Keyring keyring = lookUp(settings, variables({}));
        QVERIFY(keyring.missing.empty());
        QVERIFY(!noKeyAtAll(settings, keyring));
        QCOMPARE(probeSettingsOf(settings, keyring.found, 1).targets.size(), std::size_t(1));
    }

    void onlyWhatIsNeededIsAskedFor()
    {
        Settings settings = twoOrganizations();
        settings.targets.pop_back();
        QVERIFY(lookUp(settings, variables({u"API_KEY"_s})).missing.empty());
        const Keyring all = lookUp(settings, variables({u"API_KEY"_s}), KeysWanted::All);
        QCOMPARE(all.missing.size(), std::size_t(1));
        QVERIFY(all.missing.contains(u"acme"_s));
    }

    void aMissingAdminKeyIsSaidAndStopsNothing()
    {
        Settings settings = twoOrganizations();
        settings.adminKeyReference = u"env:ADMIN"_s;
        const Keyring keyring = lookUp(settings, variables({u"API_KEY"_s, u"ACME_KEY"_s}));
        QVERIFY(!noKeyAtAll(settings, keyring));
        const QStringList troubles = keyTroubles(settings, keyring);
        QCOMPARE(troubles.size(), 1);
        QVERIFY(troubles[0].startsWith(u"The Admin API of [api] is not read: "_s));
        QCOMPARE(probeSettingsOf(settings, keyring.found, 1).targets.size(), std::size_t(2));
    }

    void aFileThatOthersMayReadIsAWarning()
    {
        const QTemporaryDir directory;
        QFile file(directory.filePath(u"key"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("sk-ant-file\n");
        file.close();
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::ReadOther));
        Settings settings = twoOrganizations();
        settings.organizations[u"acme"_s].keyReference = u"file:"_s + file.fileName();
        settings.keyReference = settings.organizations[u"acme"_s].keyReference;
        const Keyring keyring = lookUp(settings, variables({}));
        QCOMPARE(keyring.warnings.size(), 1); // once, though two refer to it
        QCOMPARE(keyTroubles(settings, keyring), keyring.warnings);
    }

    void noSentenceHoldsAKey()
    {
        Settings settings = twoOrganizations();
        settings.organizations[u"acme"_s].keyReference = u"sk-ant-canary"_s;
        settings.adminKeyReference = u"env:BROKEN"_s;
        KeySources sources = variables({u"API_KEY"_s});
        sources.environment.insert(u"BROKEN"_s, u"sk-ant-canary two words"_s);
        const QStringList troubles = keyTroubles(settings, lookUp(settings, sources));
        QCOMPARE(troubles.size(), 2);
        QVERIFY2(!troubles.join(u' ').contains(u"canary"_s), qPrintable(troubles.join(u' ')));
    }
};

QTEST_GUILESS_MAIN(TestKeyring)
#include "tst_keyring.moc"

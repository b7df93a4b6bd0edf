// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/redact.h"

#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;

class TestRedact : public QObject
{
    Q_OBJECT

private slots:
    void redacts_data();
    void redacts();
    void hidesASecret_data();
    void hidesASecret();
    void keepsTheBytesOfOtherText();
    void knowsSecretHeaders();
};

void TestRedact::redacts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("clean");
    const auto row = [](const char* name, const QString& text, const QString& clean) {
        QTest::newRow(name) << text << clean;
    };
    row("an API key", u"key sk-ant-api03-Ab_9-x, refused"_s, u"key [redacted], refused"_s);
    row("an admin key in JSON", u"{\"k\":\"sk-ant-admin01-XYZ\"}"_s, u"{\"k\":\"[redacted]\"}"_s);
    row("a percent-encoded key", u"?k=sk%2Dant%2dapi03-Ab%5f9&x"_s, u"?k=[redacted]&x"_s);
    row("a key escaped as in JSON", u"\"\\u0073k-ant-api03-A\\u0062c\""_s, u"\"[redacted]\""_s);
    row("a bearer header", u"Authorization: Bearer abc.def"_s,
        u"Authorization: Bearer [redacted]"_s);
    row("a proxy's password, as it is sent", u"Proxy-Authorization: Basic dXNlcjpwYXNz"_s,
        u"Proxy-Authorization: Basic [redacted]"_s);
    row("a key header of another make", u"X-API-Key: 12345"_s, u"X-API-Key: [redacted]"_s);
    row("a password in a URL", u"via http://me:s3cret@proxy:3128/"_s,
        u"via http://me:[redacted]@proxy:3128/"_s);
    row("an address and a mail address are no password",
        u"see https://example.org:443/a, mail me@example.org"_s,
        u"see https://example.org:443/a, mail me@example.org"_s);
    row("nothing secret", u"Overloaded, 100% \\ try again"_s, u"Overloaded, 100% \\ try again"_s);
    row("the edge of a text", u"%4"_s, u"%4"_s);
    row("the edge of an escape", u"\\u00"_s, u"\\u00"_s);
    row("no text", u""_s, u""_s);
}

void TestRedact::redacts()
{
    QFETCH(QString, text);
    QFETCH(QString, clean);
    QCOMPARE(redacted(text), clean);
    QCOMPARE(redacted(clean), clean);
    QCOMPARE(redacted(text.toLatin1()), clean.toLatin1());
}

void TestRedact::hidesASecret_data()
{
    QTest::addColumn<QString>("secret");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("clean");
    const auto row = [](const char* name, const QString& text, const QString& clean) {
        QTest::newRow(name) << u"Canary/55+19.zzz=Qk"_s << text << clean;
    };
    row("as it is", u"<Canary/55+19.zzz=Qk>"_s, u"<[redacted]>"_s);
    row("twice in a row", u"Canary/55+19.zzz=QkCanary/55+19.zzz=Qk"_s, u"[redacted]"_s);
    row("percent-encoded", u"k=Canary%2F55%2B19.zzz%3dQk!"_s, u"k=[redacted]!"_s);
    row("with a slash escaped as in JSON", u"\"Canary\\/55+19.zzz=Qk\""_s, u"\"[redacted]\""_s);
    row("with letters escaped as in JSON", u"\"\\u0043anary/55\\u002B19.zzz=Qk\""_s,
        u"\"[redacted]\""_s);
    row("its first half, where a text was cut", u"ends with Canary/55+19"_s,
        u"ends with [redacted]"_s);
    row("its second half, where a text begins late", u"5+19.zzz=Qk begins"_s,
        u"5+19.zzz=Qk begins"_s); // eleven characters
    row("twelve characters of it", u"55+19.zzz=Qk begins"_s, u"[redacted] begins"_s);
    row("other text", u"Canary islands, 55 + 19"_s, u"Canary islands, 55 + 19"_s);
    QTest::newRow("a short secret is found whole")
        << u"pw%41/"_s << u"the pw%41/ and pw%2541%2F"_s << u"the [redacted] and [redacted]"_s;
    QTest::newRow("no secret") << u""_s << u"text"_s << u"text"_s;
}

void TestRedact::hidesASecret()
{
    QFETCH(QString, secret);
    QFETCH(QString, text);
    QFETCH(QString, clean);
    QCOMPARE(withoutSecrets(text, {secret.toLatin1()}), clean);
    QCOMPARE(withoutSecrets(text.toLatin1(), {secret.toLatin1()}), clean.toLatin1());
}

void TestRedact::keepsTheBytesOfOtherText()
{
    QByteArray all;
    for (int byte = 0; byte < 256; ++byte) {
        all.append(char(byte));
    }
    QCOMPARE(redacted(all), all);
    QCOMPARE(withoutSecrets(QByteArray(all + "hidden" + all), {"hidden"}),
             QByteArray(all + "[redacted]" + all));
}

void TestRedact::knowsSecretHeaders()
{
    QVERIFY(isSecretHeader("Set-Cookie"));
    QVERIFY(isSecretHeader("X-Api-Key"));
    QVERIFY(isSecretHeader("Proxy-Authorization"));
    QVERIFY(!isSecretHeader("request-id"));
}

QTEST_GUILESS_MAIN(TestRedact)
#include "tst_redact.moc"

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/classify.h"
#include "probes/api/rejectedparameter.h"

#include <QJsonDocument>
#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;

namespace {

QByteArray bodyOf(const QString& message, const QJsonValue& details = {})
{
    return QJsonDocument(QJsonObject {{u"type"_s, u"error"_s},
                                      {u"error"_s,
                                       QJsonObject {{u"type"_s, u"invalid_request_error"_s},
                                                    {u"message"_s, message},
                                                    {u"details"_s, details}}}})
        .toJson();
}

} // namespace

class TestRejectedParameter : public QObject
{
    Q_OBJECT

private slots:
    void messages_data();
    void messages();
    void detailsDecideFirst();
    void theDetailNamesIt_data();
    void theDetailNamesIt();
};

void TestRejectedParameter::messages_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("parameter");
    const auto row = [](const char* name, const QString& message, const QString& parameter) {
        QTest::newRow(name) << message << parameter;
    };
    row("in quotes", u"\"thinking.type.disabled\" is not supported for this model. Use x."_s,
        u"thinking.type.disabled"_s);
    row("in backticks", u"`temperature` and `top_p` cannot both be specified"_s, u"temperature"_s);
    row("before a colon", u"max_tokens: 200000 > 128000, which is the maximum"_s, u"max_tokens"_s);
    row("a path before a colon", u"messages.0.content: Field required"_s, u"messages.0.content"_s);
    row("a path with an index", u"tools[0].name: too long"_s, u"tools[0].name"_s);
    row("a header", u"anthropic-version: not a known version"_s, u"anthropic-version"_s);
    row("in the middle of a sentence", u"For this model temperature is no longer taken"_s,
        u"temperature"_s);
    row("a spoken path", u"Please do not send thinking.budget_tokens here."_s,
        u"thinking.budget_tokens"_s);
    row("adaptive thinking", u"adaptive thinking is not supported on this model"_s,
        u"thinking.type.adaptive"_s);
    row("prefill", u"This model does not support assistant message prefill."_s, u"messages"_s);
    row("the model as a word is no parameter", u"This model cannot do that"_s, {});
    row("a quoted word that is none of ours", u"\"hello\" is not supported"_s, {});
    row("a word before a colon that is none of ours", u"error: it failed"_s, {});
    row("a spend limit", u"You have reached your specified API usage limits."_s, {});
    row("a word that only begins like one", u"\"thinkingly\" is unknown"_s, {});
    row("nothing", {}, {});
}

void TestRejectedParameter::messages()
{
    QFETCH(QString, message);
    QTEST(rejectedParameter(readBody(bodyOf(message))), "parameter");
}

void TestRejectedParameter::detailsDecideFirst()
{
    const QJsonObject details {{u"error_code"_s, u"x"_s}, {u"parameter"_s, u"max_tokens"_s}};
    QCOMPARE(rejectedParameter(readBody(bodyOf(u"temperature: wrong"_s, details))),
             u"max_tokens"_s);
    QCOMPARE(rejectedParameter(readBody("<html>\"max_tokens\"</html>")), QString());
}

void TestRejectedParameter::theDetailNamesIt_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("detail");
    QTest::newRow("once, where the message begins with it")
        << u"max_tokens: too many"_s << u"max_tokens: too many"_s;
    QTest::newRow("in front, where it stands within")
        << u"You may not set \"top_k\" here."_s << u"top_k: You may not set \"top_k\" here."_s;
    QTest::newRow("not where none is named") << u"No."_s << u"No."_s;
}

void TestRejectedParameter::theDetailNamesIt()
{
    QFETCH(QString, message);
    Exchange exchange;
    exchange.phase = Phase::Stream;
    exchange.status = 400;
    exchange.body = bodyOf(message);
    const Judgement judgement = classify(ProbeKind::Admission, exchange, {});
    QCOMPARE(judgement.outcome, Outcome::Misconfigured);
    QTEST(judgement.detail, "detail");
}

QTEST_GUILESS_MAIN(TestRejectedParameter)
#include "tst_rejectedparameter.moc"

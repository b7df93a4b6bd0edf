// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/apirequest.h"
#include "probes/simulator/requestcheck.h"
#include "tests/simulator/apirequest.h"

#include <QJsonArray>
#include <QTest>

#include <random>

using namespace plimsoll;
using namespace plimsoll::simulator;
using namespace Qt::StringLiterals;

namespace {

constexpr std::array kinds {ProbeKind::Admission, ProbeKind::Prefill,  ProbeKind::Generation,
                            ProbeKind::Control,   ProbeKind::Followup, ProbeKind::CacheWrite,
                            ProbeKind::CacheRead};

// What the strict check of the simulator says to a probe; "" when it is taken. `truth` is what the
// service knows, `ours` what we do.
QByteArray verdict(const World& truth, const TargetId& target, const ModelInfo* ours,
                   const QByteArray& version = "2023-06-01")
{
    const ApiRequest api = apiRequest(target, ours, 123'456);
    HttpRequest http = request("POST", api.path, api.body);
    setHeader(http, "anthropic-version", version);
    const CheckedRequest checked = checkMessages(
        http, truth, now, target.kind == ProbeKind::Control ? Counting::Yes : Counting::No);
    return checked.failure ? checked.failure->message + " in " + api.body : QByteArray();
}

World worldOf(const Catalogue& catalogue)
{
    return World(always(Shape::Ok), 1, catalogue);
}

QString quoted(const QStringList& words)
{
    return words.isEmpty() ? u"[]"_s : QString(u"[\""_s + words.join(u"\", \""_s) + u"\"]"_s);
}

// A model as the service knows it, and as we may know it: some of it, none of it wrong.
struct Pair
{
    Catalogue truth;
    Catalogue ours;
};

Pair randomPair(std::mt19937& random)
{
    const auto coin = [&random] { return random() % 2 == 0; };
    QStringList accepted;
    QStringList rejected;
    QStringList knownAccepted;
    QStringList knownRejected;
    for (const QString& type : {u"adaptive"_s, u"between_tools"_s, u"disabled"_s, u"enabled"_s}) {
        const bool takes = coin();
        (takes ? accepted : rejected) << type;
        if (coin()) {
            (takes ? knownAccepted : knownRejected) << type;
        }
    }
    const QString head = u"[[model]]\nid = \"claude-test\"\nreleased = 2026-01-01\n"_s;
    const QString zero = u"accepts_zero_tokens = %1\n"_s.arg(coin() ? u"true"_s : u"false"_s);
    const QString thinks = u"thinks_by_default = %1\n"_s.arg(coin() ? u"true"_s : u"false"_s);
    const QString most = u"max_output_tokens = %1\n"_s.arg(1 + random() % 40);
    const QString types = u"accepted_thinking = %1\nrejected_thinking = %2\n"_s;
    const QString truth =
        head + zero + thinks + most + types.arg(quoted(accepted), quoted(rejected));
    const QString ours = head + zero + most + (coin() ? thinks : QString())
        + types.arg(quoted(knownAccepted), quoted(knownRejected));
    return {*Catalogue::fromToml(truth.toUtf8(), u"truth"_s),
            *Catalogue::fromToml(ours.toUtf8(), u"ours"_s)};
}

} // namespace

// What we send is what the API takes, whatever a model can do and however much of that we know.
class TestProbeBodies : public QObject
{
    Q_OBJECT

private slots:
    void everyShippedModelTakesEveryKind();
    void soItDoesWithTheListRead();
    void noCapabilitiesLeadToARefusal();
    void anUnknownModelGetsTheLeast();
    void theCheckRefuses_data();
    void theCheckRefuses();
};

void TestProbeBodies::everyShippedModelTakesEveryKind()
{
    const World world = worldOf(Catalogue::shipped());
    for (const ModelInfo& model : Catalogue::shipped().models()) {
        for (const ProbeKind kind : kinds) {
            for (const char* version : {"2023-06-01", "2026-10-21"}) {
                const QByteArray said = verdict(world, {model.id, kind}, &model, version);
                QVERIFY2(said.isEmpty(), said.constData());
            }
        }
    }
}

void TestProbeBodies::soItDoesWithTheListRead()
{
    Api api(always(Shape::Ok), 1, Catalogue::shipped());
    const Parsed answer =
        parsed(api.handle(request("GET", u"/v1/models?limit=1000"_s), {now, now, {}}));
    const auto page = readModelPage(QJsonDocument(answer.json).toJson());
    QVERIFY(page);
    QCOMPARE(page->models.size(), Catalogue::shipped().models().size());
    Catalogue learned;
    learned.learn(page->models);
    const World world = worldOf(Catalogue::shipped());
    for (const ModelInfo& model : learned.models()) {
        for (const ProbeKind kind : kinds) {
            const QByteArray said = verdict(world, {model.id, kind}, &model);
            QVERIFY2(said.isEmpty(), said.constData());
        }
    }
}

void TestProbeBodies::noCapabilitiesLeadToARefusal()
{
    std::mt19937 random(20'261'121);
    int withThinking = 0;
    for (int i = 0; i < 2000; ++i) {
        const Pair pair = randomPair(random);
        const World world = worldOf(pair.truth);
        const ModelInfo* ours = pair.ours.find(u"claude-test"_s);
        for (const ProbeKind kind : kinds) {
            const TargetId target {ours->id, kind};
            const QByteArray said = verdict(world, target, ours);
            QVERIFY2(said.isEmpty(), said.constData());
            const QJsonObject body =
                QJsonDocument::fromJson(apiRequest(target, ours, 1).body).object();
            const QString thinking = body[u"thinking"][u"type"].toString();
            QVERIFY(thinking != u"adaptive" && thinking != u"enabled");
            withThinking += !thinking.isEmpty();
        }
    }
    QVERIFY(withThinking > 1000); // or the property would hold of nothing
}

void TestProbeBodies::anUnknownModelGetsTheLeast()
{
    for (const ProbeKind kind : {ProbeKind::Admission, ProbeKind::Prefill, ProbeKind::Generation,
                                 ProbeKind::Control, ProbeKind::Followup}) {
        const QJsonObject body =
            QJsonDocument::fromJson(apiRequest({u"claude-next"_s, kind}, nullptr, 1).body).object();
        QVERIFY(!body.contains(u"thinking"));
        QCOMPARE(body[u"messages"].toArray().size(), 1);
    }
}

void TestProbeBodies::theCheckRefuses_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QByteArray>("words"); // "": taken
    const auto row = [](const char* name, const QString& model, const char* fields,
                        const char* words) {
        QTest::newRow(name) << model << QByteArray(fields) << QByteArray(words);
    };
    const QString sonnet = u"claude-sonnet-5-5"_s;
    row("between tools on Sonnet 5.5", sonnet,
        R"("max_tokens":1,"thinking":{"type":"between_tools"})", "");
    row("disabled on Sonnet 5.5", sonnet, R"("max_tokens":1,"thinking":{"type":"disabled"})",
        "\"thinking.type.disabled\" is not supported for this model.");
    row("a type of which nothing is known", u"claude-opus-4-7"_s,
        R"("max_tokens":1,"thinking":{"type":"between_tools"})", "thinking.type.between_tools");
    row("adaptive on Haiku 4.5", u"claude-haiku-4-5"_s,
        R"("max_tokens":1,"thinking":{"type":"adaptive"})",
        "adaptive thinking is not supported on this model");
    row("disabled on Opus 5", u"claude-opus-5"_s,
        R"("max_tokens":1,"thinking":{"type":"disabled"})", "");
    row("disabled on Opus 5 with the highest effort", u"claude-opus-5"_s,
        R"("max_tokens":1,"thinking":{"type":"disabled"},"output_config":{"effort":"max"})",
        "thinking.type.disabled");
    row("more tokens than the model gives", u"claude-haiku-4-5"_s, R"("max_tokens":64001)",
        "max_tokens: 64001 > 64000");
    row("none with a stream", sonnet, R"("max_tokens":0,"stream":true)", "max_tokens: 0");
    row("none with a forced tool", sonnet, R"("max_tokens":0,"tool_choice":{"type":"any"})",
        "max_tokens: 0");
    row("none with a format", sonnet,
        R"("max_tokens":0,"output_config":{"format":{"type":"json_schema"}})", "max_tokens: 0");
    row("none by itself", sonnet, R"("max_tokens":0)", "");
    row("a field that there is not", sonnet, R"("max_tokens":1,"colour":"red")",
        "colour: Extra inputs are not permitted");
    row("a stream in words", sonnet, R"("max_tokens":1,"stream":"yes")", "stream:");
    row("a temperature", sonnet, R"("max_tokens":1,"temperature":1)", "temperature:");
}

void TestProbeBodies::theCheckRefuses()
{
    QFETCH(QString, model);
    QFETCH(QByteArray, fields);
    QFETCH(QByteArray, words);
    const QByteArray body = R"({"messages":[{"role":"user","content":"."}],"model":")"
        + model.toUtf8() + R"(",)" + fields + "}";
    const CheckedRequest checked = checkMessages(request("POST", u"/v1/messages"_s, body),
                                                 worldOf(Catalogue::shipped()), now, Counting::No);
    QCOMPARE(checked.failure.has_value(), !words.isEmpty());
    const QByteArray said = checked.failure ? checked.failure->message : QByteArray();
    QVERIFY2(said.contains(words), said.constData());
}

QTEST_GUILESS_MAIN(TestProbeBodies)
#include "tst_probebodies.moc"

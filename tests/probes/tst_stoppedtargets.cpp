// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/gate.h"
#include "probes/schedule/stoppedtargets.h"

#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

TimePoint on(int year, unsigned month, unsigned day)
{
    return std::chrono::sys_days(std::chrono::year(year) / int(month) / int(day));
}

const TimePoint now = on(2026, 11, 21);
const QString opus = u"claude-opus-4-7"_s;
const QString sonnet = u"claude-sonnet-4-5-20250929"_s; // retires on 2026-11-30

Observation answered(const QString& model, Outcome outcome, ProbeKind kind = ProbeKind::Admission,
                     TimePoint at = now)
{
    Observation observation;
    observation.at = at;
    observation.target = {model, kind};
    observation.outcome = outcome;
    return observation;
}

Observation refused(const QByteArray& message, ProbeKind kind = ProbeKind::Generation)
{
    Observation observation = answered(u"claude-opus-5"_s, Outcome::Misconfigured, kind);
    observation.bodyExcerpt =
        R"({"type":"error","error":{"type":"invalid_request_error","message":")" + message
        + R"("}})";
    return observation;
}

ListedModel listed(const QString& id, Lifecycle lifecycle = Lifecycle::Active)
{
    ListedModel model;
    model.id = id;
    model.lifecycle = lifecycle;
    return model;
}

// Stopped targets with the catalogue they are asked about.
struct Stops
{
    Catalogue catalogue = Catalogue::shipped();
    StoppedTargets stopped {};

    const ModelInfo* info(const TargetId& target) const { return catalogue.find(target.model); }
    void learn(const Observation& observation, Elapsed at)
    {
        stopped.learn(observation, info(observation.target), at);
    }
    bool rests(const TargetId& target, Elapsed at) const
    {
        return stopped.rests(target, info(target), at);
    }
    std::optional<QString> refusal(const TargetId& target, TimePoint wall, Elapsed at)
    {
        return stopped.refusal(target, info(target), wall, at);
    }
};

} // namespace

class TestStoppedTargets : public QObject
{
    Q_OBJECT

private slots:
    void a404StopsTheModel();
    void aFreeProbeMayLookOnceADay();
    void theListBringsItBack();
    void aListThatSaysTheSameDoesNot();
    void aModelUnknownToUsStopsToo();
    void theDayOfRetirementStopsIt();
    void anAnswerAfterThatDayCounts();
    void aRefusedBodyIsNotSentAgain();
    void anotherBodyIs();
    void aRefusalWithoutANameIsTriedOnceADay();
    void theListOfModelsIsNoModel();
    void tellsWhichAndWhy();
    void theGateAsks();
};

void TestStoppedTargets::a404StopsTheModel()
{
    Stops stops;
    stops.learn(answered(opus, Outcome::ModelGone), 0s);
    for (const ProbeKind kind : {ProbeKind::Admission, ProbeKind::Prefill, ProbeKind::Generation,
                                 ProbeKind::Followup, ProbeKind::Control}) {
        QVERIFY(stops.rests({opus, kind}, 1s));
    }
    QVERIFY(stops.rests({opus, ProbeKind::Admission}, 24h * 365));
    QVERIFY(!stops.rests({u"claude-opus-4-8"_s, ProbeKind::Admission}, 1s));
    QVERIFY(!stops.rests({opus, ProbeKind::Admission, u"other"_s}, 1s));
    QVERIFY(!stops.rests({QString(), ProbeKind::Line}, 1s));
}

void TestStoppedTargets::aFreeProbeMayLookOnceADay()
{
    Stops stops;
    const TargetId control {opus, ProbeKind::Control};
    const TargetId admission {opus, ProbeKind::Admission};
    stops.learn(answered(opus, Outcome::ModelGone), 0s);
    QVERIFY(stops.rests(control, 24h - 1s));
    QVERIFY(!stops.rests(control, 24h));
    QVERIFY(stops.rests(admission, 24h));
    stops.learn(answered(opus, Outcome::ModelGone, ProbeKind::Control), 24h);
    QVERIFY(stops.rests(control, 48h - 1s));
    QVERIFY(!stops.rests(control, 48h));
    // Trouble on the way says nothing about the model.
    stops.learn(answered(opus, Outcome::TimedOut, ProbeKind::Control), 48h);
    QVERIFY(stops.rests(admission, 49h));
    stops.learn(answered(opus, Outcome::Ok, ProbeKind::Control), 49h);
    QVERIFY(!stops.rests(admission, 49h));
}

void TestStoppedTargets::theListBringsItBack()
{
    Stops stops;
    stops.learn(answered(opus, Outcome::ModelGone), 0s);
    stops.catalogue.learn({listed(opus)});
    QVERIFY(!stops.rests({opus, ProbeKind::Admission}, 1h));
    QVERIFY(stops.stopped.all(stops.catalogue).empty());
}

// A model that is listed and answers 404 is not enabled for this key: no probe with each list.
void TestStoppedTargets::aListThatSaysTheSameDoesNot()
{
    Stops stops;
    stops.catalogue.learn({listed(opus)});
    stops.learn(answered(opus, Outcome::ModelGone), 0s);
    stops.catalogue.learn({listed(opus), listed(u"claude-opus-6"_s)});
    QVERIFY(stops.rests({opus, ProbeKind::Admission}, 1h));
}

void TestStoppedTargets::aModelUnknownToUsStopsToo()
{
    Stops stops;
    const TargetId target {u"claude-next"_s, ProbeKind::Admission};
    stops.learn(answered(target.model, Outcome::ModelGone), 0s);
    QVERIFY(stops.rests(target, 24h * 30));
    stops.catalogue.learn({listed(target.model)});
    QVERIFY(!stops.rests(target, 24h * 30));
}

void TestStoppedTargets::theDayOfRetirementStopsIt()
{
    Stops stops;
    const TargetId target {sonnet, ProbeKind::Admission};
    QVERIFY(!stops.refusal(target, on(2026, 11, 30) - 1ms, 0s));
    const auto reason = stops.refusal(target, on(2026, 11, 30), 1s);
    QCOMPARE(
        reason.value_or(QString()),
        u"claude-sonnet-4-5-20250929 retired on 2026-11-30; probe claude-sonnet-5-5 instead"_s);
    QVERIFY(stops.rests(target, 2s)); // said once
    QVERIFY(stops.rests({sonnet, ProbeKind::Generation}, 2s));

    ListedModel postponed = listed(sonnet, Lifecycle::Deprecated);
    postponed.retiresAt = on(2027, 3, 1);
    stops.catalogue.learn({postponed});
    QVERIFY(!stops.rests(target, 3s));
    QVERIFY(!stops.refusal(target, on(2026, 12, 1), 3s));
    QVERIFY(stops.refusal(target, on(2027, 3, 1), 4s));
}

void TestStoppedTargets::anAnswerAfterThatDayCounts()
{
    Stops stops;
    const TargetId target {sonnet, ProbeKind::Admission};
    const TargetId control {sonnet, ProbeKind::Control};
    QVERIFY(stops.refusal(target, on(2026, 11, 30), 0s));
    QVERIFY(!stops.rests(control, 24h));
    QVERIFY(!stops.refusal(control, on(2026, 12, 1), 24h)); // it goes out to look
    stops.learn(answered(sonnet, Outcome::Ok, ProbeKind::Control, on(2026, 12, 1)), 24h);
    QVERIFY(!stops.rests(target, 24h));
    QVERIFY(!stops.refusal(target, on(2026, 12, 1), 24h));
}

void TestStoppedTargets::aRefusedBodyIsNotSentAgain()
{
    Stops stops;
    const Observation refusal = refused("max_tokens: must be less");
    stops.learn(refusal, 0s);
    QVERIFY(stops.rests(refusal.target, 24h * 365));
    QVERIFY(!stops.rests({refusal.target.model, ProbeKind::Prefill}, 1s));
}

void TestStoppedTargets::anotherBodyIs()
{
    Stops stops;
    const Observation refusal =
        refused(R"(\"thinking.type.disabled\" is not supported for this model.)");
    stops.learn(refusal, 0s);
    QVERIFY(stops.rests(refusal.target, 1h));
    ListedModel told = listed(refusal.target.model);
    stops.catalogue.learn({told}); // tells nothing about thinking: the body stays the same
    QVERIFY(stops.rests(refusal.target, 1h));
    told.capabilities = {{u"thinking.types.disabled"_s, false}};
    stops.catalogue.learn({told});
    QVERIFY(!stops.rests(refusal.target, 1h));
}

// A spend limit that the organization set itself is a 400 as well, and ends by itself.
void TestStoppedTargets::aRefusalWithoutANameIsTriedOnceADay()
{
    Stops stops;
    const Observation refusal = refused("You have reached your specified API usage limits.");
    stops.learn(refusal, 0s);
    QVERIFY(stops.rests(refusal.target, 24h - 1s));
    QVERIFY(!stops.rests(refusal.target, 24h));
    stops.learn(refusal, 24h);
    QVERIFY(stops.rests(refusal.target, 47h));
    Observation ok = answered(refusal.target.model, Outcome::Ok, refusal.target.kind);
    stops.learn(ok, 48h);
    QVERIFY(!stops.rests(refusal.target, 48h));
}

void TestStoppedTargets::theListOfModelsIsNoModel()
{
    Stops stops;
    stops.learn(answered(QString(), Outcome::ModelGone, ProbeKind::Control), 0s);
    QVERIFY(!stops.rests({QString(), ProbeKind::Control}, 1s));
    QVERIFY(stops.stopped.all(stops.catalogue).empty());
}

void TestStoppedTargets::tellsWhichAndWhy()
{
    Stops stops;
    stops.learn(answered(opus, Outcome::ModelGone), 0s);
    Observation refusal = refused("temperature: gone");
    refusal.detail = u"temperature: gone"_s;
    stops.learn(refusal, 1s);
    refusal.at += 1h;
    stops.learn(refusal, 1h);
    const auto all = stops.stopped.all(stops.catalogue);
    QCOMPARE(all.size(), std::size_t(2));
    QCOMPARE(all[0].model, opus);
    QVERIFY(!all[0].kind);
    QVERIFY2(all[0].reason.contains(u"probe claude-opus-5-5 instead"_s), qPrintable(all[0].reason));
    QVERIFY(all[1].kind == ProbeKind::Generation);
    QCOMPARE(all[1].reason, u"temperature: gone"_s);
    QVERIFY(all[1].since == now);
}

void TestStoppedTargets::theGateAsks()
{
    Gate gate({}, Catalogue::shipped(), {}, now);
    const TargetId target {opus, ProbeKind::Admission};
    QVERIFY(!gate.refusal(target, {now, 0s}));
    gate.settle(0, answered(opus, Outcome::ModelGone), {now, 0s});
    QVERIFY(gate.rests(target, 24h));
    Catalogue learned = Catalogue::shipped();
    learned.learn({listed(opus)});
    gate.setCatalogue(learned);
    QVERIFY(!gate.rests(target, 24h));

    const TargetId old {sonnet, ProbeKind::Admission};
    Gate later({}, Catalogue::shipped(), {}, on(2026, 12, 1));
    QVERIFY(!later.rests(old, 0s));
    const auto refusal = later.refusal(old, {on(2026, 12, 1), 0s});
    QVERIFY(refusal && refusal->reason.contains(u"probe claude-sonnet-5-5 instead"_s));
    QVERIFY(later.rests(old, 1s));
}

QTEST_GUILESS_MAIN(TestStoppedTargets)
#include "tst_stoppedtargets.moc"

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/scenario.h"
#include "probes/simulator/tomlreader.h"

#include <algorithm>
#include <tuple>

namespace plimsoll::simulator {

using namespace Qt::StringLiterals;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

namespace {

// Reads one file; see resources/scenarios for the keys.
class Parser
{
public:
    Parser(const QString& origin, TimePoint now)
        : m_reader(origin)
        , m_now(now)
    {
    }

    Scenario parse(const toml::table& root);
    const QStringList& mistakes() const { return m_reader.mistakes(); }

private:
    void readWeights(const toml::table& root);
    void readHistory(const toml::table& root);
    void readModel(const toml::table& table);
    void readBehaviour(const toml::table& table, ModelBehaviour& behaviour);
    void readMix(const toml::table& table, std::string_view key, FaultMix& mix);
    void readLimits(const toml::table& table);
    void readBurst(const toml::table& table);
    void readTraffic(const toml::table& table);
    void readStatusPage(const toml::table& root);
    void readEvent(const toml::table& table);
    void readGap(const toml::table& table);
    TimeRange range(const toml::table& table);

    TomlReader m_reader;
    TimePoint m_now;
    Scenario m_scenario;
};

Scenario Parser::parse(const toml::table& root)
{
    m_reader.allowOnly(root,
                       {"description", "tier", "live_at", "hour_weights", "weekend_weight",
                        "spread", "history", "model", "limits", "burst", "event", "gap", "traffic",
                        "status_page"});
    m_scenario.description = m_reader.text(root, "description");
    m_scenario.tier = m_reader.text(root, "tier");
    m_scenario.liveAt = m_reader.moment(root, "live_at");
    m_scenario.spread = m_reader.number(root, "spread", 0, 1).value_or(0);
    readWeights(root);
    readHistory(root);
    readStatusPage(root);
    m_reader.each(root, "model", [this](const toml::table& table) { readModel(table); });
    m_reader.each(root, "limits", [this](const toml::table& table) { readLimits(table); });
    m_reader.each(root, "burst", [this](const toml::table& table) { readBurst(table); });
    m_reader.each(root, "traffic", [this](const toml::table& table) { readTraffic(table); });
    m_reader.each(root, "event", [this](const toml::table& table) { readEvent(table); });
    m_reader.each(root, "gap", [this](const toml::table& table) { readGap(table); });
    std::ranges::stable_sort(m_scenario.limits, {}, [](const PoolLimitsFrom& row) {
        return std::tie(row.pool, row.from);
    });
    return m_scenario;
}

void Parser::readWeights(const toml::table& root)
{
    m_scenario.weekendWeight = m_reader.number(root, "weekend_weight", 0, 10).value_or(1);
    m_scenario.hourWeights.fill(1);
    const toml::node* node = root.get("hour_weights");
    if (!node) {
        return;
    }
    const toml::array* weights = node->as_array();
    bool right = weights && weights->size() == m_scenario.hourWeights.size();
    for (std::size_t hour = 0; right && hour < weights->size(); ++hour) {
        const auto weight = weights->get(hour)->value<double>();
        right = weight && *weight >= 0;
        m_scenario.hourWeights[hour] = weight.value_or(0);
    }
    if (!right) {
        m_reader.note(node->source(),
                      u"\"hour_weights\" must be 24 numbers, none below 0, one per UTC hour."_s);
    }
}

void Parser::readHistory(const toml::table& root)
{
    const toml::table* history = root["history"].as_table();
    if (!history) {
        m_reader.note(root.source(), u"the table \"history\" with its key \"from\" is missing."_s);
        return;
    }
    m_reader.allowOnly(*history, {"from", "to"});
    m_reader.require(*history, "from");
    const TimePoint from = m_reader.moment(*history, "from").value_or(m_now);
    m_scenario.history = {from, m_reader.moment(*history, "to").value_or(m_now)};
    if (history->contains("to") && m_scenario.history.isEmpty()) {
        m_reader.note(history->source(), u"\"to\" of the history must be after \"from\"."_s);
    }
}

void Parser::readModel(const toml::table& table)
{
    m_reader.allowOnly(table,
                       {"id", "from", "deprecated", "retired", "bursts_per_day", "burst_median",
                        "burst_sigma", "first_token", "first_token_sigma", "per_token", "calm",
                        "burst", "change"});
    m_reader.require(table, "id");
    ModelBehaviour behaviour;
    behaviour.model = m_reader.text(table, "id");
    const bool twice = std::ranges::any_of(m_scenario.behaviours, [&](const BehaviourFrom& row) {
        return row.behaviour.model == behaviour.model;
    });
    if (twice) {
        m_reader.note(table.source(),
                      u"the model \"%1\" stands here a second time."_s.arg(behaviour.model));
    }
    behaviour.from = m_reader.moment(table, "from").value_or(TimePoint {});
    behaviour.deprecated = m_reader.moment(table, "deprecated");
    behaviour.retired = m_reader.moment(table, "retired");
    readBehaviour(table, behaviour);
    m_scenario.behaviours.push_back({TimePoint {}, behaviour});

    // What a change does not name stays as it was.
    m_reader.each(table, "change", [&](const toml::table& change) {
        m_reader.allowOnly(change,
                           {"from", "bursts_per_day", "burst_median", "burst_sigma", "first_token",
                            "first_token_sigma", "per_token", "calm", "burst"});
        m_reader.require(change, "from");
        const TimePoint from = m_reader.moment(change, "from").value_or(TimePoint {});
        if (from < m_scenario.behaviours.back().from) {
            m_reader.note(change.source(), u"changes must stand in order of their dates."_s);
        }
        readBehaviour(change, behaviour);
        m_scenario.behaviours.push_back({from, behaviour});
    });
}

void Parser::readBehaviour(const toml::table& table, ModelBehaviour& behaviour)
{
    const auto set = [](auto& target, const auto& value) { target = value.value_or(target); };
    set(behaviour.burstsPerDay, m_reader.number(table, "bursts_per_day", 0, 200));
    set(behaviour.burstSigma, m_reader.number(table, "burst_sigma", 0, 3));
    set(behaviour.firstToken, m_reader.duration(table, "first_token"));
    set(behaviour.firstTokenSigma, m_reader.number(table, "first_token_sigma", 0, 3));
    set(behaviour.perToken, m_reader.duration(table, "per_token"));
    if (const auto median = m_reader.duration(table, "burst_median")) {
        behaviour.burstMedian = duration_cast<milliseconds>(*median);
    }
    readMix(table, "calm", behaviour.calm);
    readMix(table, "burst", behaviour.burst);
}

void Parser::readMix(const toml::table& table, std::string_view key, FaultMix& mix)
{
    const toml::node* node = table.get(key);
    if (!node) {
        return;
    }
    const toml::table* shares = node->as_table();
    if (!shares) {
        m_reader.note(node->source(), u"\"%1\" must be a table of shares."_s.arg(toQString(key)));
        return;
    }
    mix = {};
    for (const auto& [shapeKey, value] : *shares) {
        const auto shape = shapeFromName(toQString(shapeKey.str()));
        if (!shape || *shape == Shape::Ok) {
            m_reader.note(shapeKey.source(),
                          u"\"%1\" is no shape of an answer."_s.arg(toQString(shapeKey.str())));
            continue;
        }
        mix[*shape] = m_reader.number(*shares, shapeKey.str(), 0, 1).value_or(0);
    }
    if (mix.sum() > 1) {
        m_reader.note(node->source(),
                      u"the shares of \"%1\" add up to more than 1."_s.arg(toQString(key)));
    }
}

void Parser::readLimits(const toml::table& table)
{
    m_reader.allowOnly(table, {"pool", "from", "tiers"});
    m_reader.require(table, "pool");
    PoolLimitsFrom limits;
    limits.pool = m_reader.text(table, "pool");
    limits.from = m_reader.moment(table, "from").value_or(TimePoint {});
    const toml::table* row = table["tiers"][m_scenario.tier.toStdString()].as_table();
    if (!row) {
        m_reader.note(table.source(),
                      u"these limits have no row for the tier \"%1\"."_s.arg(m_scenario.tier));
        return;
    }
    m_reader.allowOnly(*row, {"requests", "input_tokens", "output_tokens"});
    for (const auto& [key, target] :
         {std::pair("requests", &limits.requests), std::pair("input_tokens", &limits.inputTokens),
          std::pair("output_tokens", &limits.outputTokens)}) {
        m_reader.require(*row, key);
        *target = m_reader.count(*row, key).value_or(1);
    }
    m_scenario.limits.push_back(limits);
}

TimeRange Parser::range(const toml::table& table)
{
    m_reader.require(table, "from");
    m_reader.require(table, "to");
    const TimePoint from = m_reader.moment(table, "from").value_or(TimePoint {});
    const TimeRange range {from, m_reader.moment(table, "to").value_or(from)};
    if (table.contains("from") && table.contains("to") && range.isEmpty()) {
        m_reader.note(table.source(), u"\"to\" must be after \"from\"."_s);
    }
    return range;
}

void Parser::readBurst(const toml::table& table)
{
    m_reader.allowOnly(table, {"models", "from", "to", "severity"});
    ScriptedBurst burst;
    burst.range = range(table);
    burst.severity = m_reader.number(table, "severity", 0, 1).value_or(1);
    if (const toml::array* models = table["models"].as_array()) {
        for (const toml::node& model : *models) {
            burst.models.push_back(toQString(model.value_or(std::string_view())));
        }
    } else if (table.contains("models")) {
        m_reader.note(table.source(), u"\"models\" must be a list of model ids."_s);
    }
    m_scenario.bursts.push_back(burst);
}

void Parser::readTraffic(const toml::table& table)
{
    m_reader.allowOnly(table, {"pool", "from", "to", "begin", "end"});
    for (const char* key : {"pool", "begin", "end"}) {
        m_reader.require(table, key);
    }
    Traffic traffic;
    traffic.pool = m_reader.text(table, "pool");
    traffic.range = range(table);
    traffic.begin = m_reader.number(table, "begin", 0, 1).value_or(0);
    traffic.end = m_reader.number(table, "end", 0, 1).value_or(0);
    m_scenario.traffic.push_back(traffic);
}

void Parser::readStatusPage(const toml::table& root)
{
    const QString mode = m_reader.text(root, "status_page");
    if (mode == "challenge"_L1) {
        m_scenario.statusPage = StatusPageMode::Challenge;
    } else if (mode == "down"_L1) {
        m_scenario.statusPage = StatusPageMode::Down;
    } else if (!mode.isEmpty() && mode != "open"_L1) {
        m_reader.note(root.get("status_page")->source(),
                      u"\"status_page\" must be \"open\", \"challenge\" or \"down\"."_s);
    }
}

void Parser::readEvent(const toml::table& table)
{
    m_reader.allowOnly(table, {"at", "title", "detail", "source"});
    m_reader.require(table, "at");
    m_reader.require(table, "title");
    Event event;
    event.type = EventType::Announced;
    event.at = m_reader.moment(table, "at").value_or(TimePoint {});
    event.title = m_reader.text(table, "title");
    event.detail = m_reader.text(table, "detail");
    event.source = m_reader.text(table, "source");
    m_scenario.events.push_back(event);
}

void Parser::readGap(const toml::table& table)
{
    m_reader.allowOnly(table, {"from", "to", "reason"});
    Gap gap {range(table), GapReason::NotRunning};
    const QString reason = m_reader.text(table, "reason");
    constexpr std::array reasons {GapReason::NotRunning, GapReason::Suspended,
                                  GapReason::Paused,     GapReason::Offline,
                                  GapReason::Budget,     GapReason::StoreFailed};
    const auto it =
        std::ranges::find_if(reasons, [&](GapReason known) { return name(known) == reason; });
    if (it == reasons.end()) {
        m_reader.note(table.source(), u"\"%1\" is no reason of a gap."_s.arg(reason));
    } else {
        gap.reason = *it;
    }
    m_scenario.gaps.push_back(gap);
}

} // namespace

Result<Scenario> parseScenario(const QByteArray& text, const QString& origin, TimePoint now)
{
    try {
        const toml::table root =
            toml::parse(std::string_view(text.constData(), std::size_t(text.size())));
        Parser parser(origin, now);
        Scenario scenario = parser.parse(root);
        if (parser.mistakes().isEmpty()) {
            return scenario;
        }
        return Error {Error::Code::Config, parser.mistakes().join(u'\n')};
    } catch (const toml::parse_error& error) {
        return Error {Error::Code::Config,
                      u"%1, line %2: %3"_s.arg(origin)
                          .arg(error.source().begin.line)
                          .arg(toQString(error.description()))};
    }
}

} // namespace plimsoll::simulator

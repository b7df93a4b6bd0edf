// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/statuspage.h"

#include "probes/watch/foreigntext.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/planted.h"

// Input: a body, read both as summary.json and as incidents.json.

using namespace plimsoll;
using namespace plimsoll::fuzz;

namespace {

void checkName(const QString& text, const char* promise)
{
    bool plain = !text.isEmpty() && text.size() <= 64;
    for (const QChar c : text) {
        plain = plain && c.unicode() < 128 && (c.isLetterOrNumber() || c == u'_' || c == u'-');
    }
    check(plain, promise);
}

void checkText(const QString& text, qsizetype longest)
{
    check(text.size() <= longest, "texts are bounded");
    check(!holdsKey(text.toUtf8()), "texts hold no key");
    for (const QChar c : text) {
        check(c == u'\n' || c.category() != QChar::Other_Control,
              "texts hold nothing that a terminal obeys");
    }
}

void checkComponents(const std::vector<StatusComponent>& components)
{
    for (const StatusComponent& component : components) {
        checkName(component.id, "a component has an id");
        checkName(component.status, "a component has a state");
        checkText(component.name, maxForeignTitle);
    }
}

void checkIncidents(const std::vector<Incident>& incidents)
{
    for (const Incident& incident : incidents) {
        checkName(incident.id, "an incident has an id");
        checkName(incident.status, "an incident has a state");
        checkName(incident.impact, "an incident has an impact");
        check(!incident.name.isEmpty(), "an incident has a name");
        checkText(incident.name, maxForeignTitle);
        checkText(incident.link, maxForeignTitle);
        check(incident.raw.size() <= maxForeignRaw, "evidence is bounded");
        check(!holdsKey(incident.raw), "evidence holds no key");
        check(incident.isOver() || !incident.resolvedAt, "what is resolved is over");
        std::optional<TimePoint> before;
        for (const IncidentUpdate& update : incident.updates) {
            checkName(update.id, "an update has an id");
            checkText(update.body, maxForeignText);
            check(before <= update.at, "updates are in the order of their times");
            before = update.at;
        }
        checkComponents(incident.components);
    }
}

void checkError(const Error& error)
{
    check(error.code == Error::Code::BadData, "a strange page is bad data");
    checkText(error.message, 500);
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArray body = planted(Input(data, size).rest());
    const auto summary = readStatusSummary(body);
    const auto incidents = readIncidents(body);
    if (summary) {
        check(body.trimmed().startsWith('{'), "only JSON is a summary");
        checkName(summary->pageId, "a summary names its page");
        checkName(summary->indicator, "a summary has an indicator");
        checkText(summary->description, maxForeignTitle);
        checkComponents(summary->components);
        checkIncidents(summary->incidents);
        check(bool(incidents) && *incidents == summary->incidents,
              "both readers see the same incidents");
    } else {
        checkError(summary.error());
    }
    if (incidents) {
        checkIncidents(*incidents);
    } else {
        checkError(incidents.error());
    }
    return 0;
}

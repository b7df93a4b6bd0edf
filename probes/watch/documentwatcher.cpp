// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/documentwatcher.h"

#include "probes/watch/document.h"
#include "probes/watch/foreigntext.h"
#include "probes/watch/linediff.h"
#include "probes/watch/modelmention.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

QByteArray packed(const QStringList& lines)
{
    return qCompress(lines.join(u'\n').toUtf8());
}

QStringList unpacked(const QByteArray& memory)
{
    const QByteArray text = qUncompress(memory);
    return text.isEmpty() ? QStringList() : QString::fromUtf8(text).split(u'\n');
}

QString fingerprint(const QStringList& lines)
{
    const QByteArray text = lines.join(u'\n').toUtf8();
    return QString::fromLatin1(
        QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex().first(16));
}

} // namespace

DocumentWatcher::DocumentWatcher(QUrl page, Catalogue catalogue, const MemoryMap& memories)
    : m_page(std::move(page))
    , m_catalogue(std::move(catalogue))
{
    if (const auto memory = memories.find(memoryName()); memory != memories.end()) {
        m_lines = unpacked(memory->second.value);
    }
}

QString DocumentWatcher::name() const
{
    return u"document %1"_s.arg(m_page.toString());
}

QString DocumentWatcher::memoryName() const
{
    return u"watch/document/%1"_s.arg(m_page.toString());
}

WatchAsk DocumentWatcher::begin(TimePoint /*now*/)
{
    m_read.reset();
    m_trouble.clear();
    WatchAsk ask;
    ask.url = m_page;
    ask.accept = "text/markdown, text/plain;q=0.9";
    ask.conditional = !m_lines.isEmpty();
    return ask;
}

WatchStep DocumentWatcher::take(const WatchAnswer& answer)
{
    if (answer.isUnchanged()) {
        return {.accepted = true, .next = {}};
    }
    m_trouble = refusalOf(answer);
    if (!m_trouble.isEmpty()) {
        return {};
    }
    auto lines = readDocument(answer.body);
    if (!lines) {
        m_trouble = lines.error().message;
        return {};
    }
    m_read = std::move(*lines);
    return {.accepted = true, .next = {}};
}

WatchFindings DocumentWatcher::finish(TimePoint now)
{
    WatchFindings findings;
    findings.trouble = m_trouble;
    if (!m_read || *m_read == m_lines) {
        return findings;
    }
    if (!m_lines.isEmpty()) {
        findings.events.push_back(changed(*m_read, now));
    }
    m_lines = *m_read;
    findings.memories.push_back({.name = memoryName(), .at = now, .value = packed(m_lines)});
    return findings;
}

Event DocumentWatcher::changed(const QStringList& after, TimePoint now) const
{
    const LineDiff diff = lineDiff(m_lines, after);
    const QString title = documentTitle(after);
    const QString text = diff.lines.join(u'\n');
    return {.at = now,
            .type = EventType::DocumentChanged,
            .title = u"%1 changed: %2 lines added, %3 removed"_s
                         .arg(title.isEmpty() ? m_page.fileName() : title)
                         .arg(diff.added)
                         .arg(diff.removed),
            .detail = plainText(text),
            .source = m_page.toString(),
            // The page may come back to what it once said: that is a change of its own.
            .identity = u"document:%1:%2:%3:%4"_s
                            .arg(m_page.toString(), fingerprint(m_lines), fingerprint(after))
                            .arg(toEpochMs(now)),
            .models = modelsMentioned(text, m_catalogue),
            .raw = evidence(text.toUtf8())};
}

} // namespace plimsoll

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/pagestack.h"

#include "ui/viewmodels/sentences.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

using namespace std::chrono_literals;

// Whether one may stand for the other while that is read: the same question, asked a moment later.
bool isAboutTheSame(const Dashboard& one, const Dashboard& other)
{
    const auto near = [](TimePoint a, TimePoint b) { return a - b <= 1min && b - a <= 1min; };
    return one.selection.models == other.selection.models
        && near(one.selection.range.from, other.selection.range.from)
        && near(one.selection.range.to, other.selection.range.to) && near(one.asOf, other.asOf);
}

} // namespace

PageStack::PageStack(QWidget* parent)
    : QStackedWidget(parent)
{
}

void PageStack::add(const PageName& name, Make make)
{
    m_slots.push_back({.name = name, .make = std::move(make)});
}

QStringList PageStack::ids() const
{
    QStringList ids;
    for (const Slot& slot : m_slots) {
        ids << slot.name.id;
    }
    return ids;
}

QString PageStack::titleOf(const QString& id) const
{
    const auto slot =
        std::ranges::find_if(m_slots, [&](const Slot& one) { return one.name.id == id; });
    return slot == m_slots.end() ? QString() : slot->name.title;
}

PageStack::Slot* PageStack::find(const QString& id)
{
    const auto slot =
        std::ranges::find_if(m_slots, [&](const Slot& one) { return one.name.id == id; });
    return slot == m_slots.end() ? nullptr : &*slot;
}

Page* PageStack::page(const QString& id)
{
    Slot* slot = find(id);
    if (!slot) {
        return nullptr;
    }
    if (!slot->page) {
        build(*slot);
    }
    bringUp(*slot->page);
    return slot->page;
}

Page* PageStack::current() const
{
    const auto* scroll = qobject_cast<QScrollArea*>(currentWidget());
    return scroll ? qobject_cast<Page*>(scroll->widget()) : nullptr;
}

bool PageStack::showPage(const QString& id)
{
    if (!page(id)) {
        return false;
    }
    setCurrentWidget(find(id)->scroll);
    return true;
}

void PageStack::build(Slot& slot)
{
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName("pageScroll"_L1);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    slot.page = slot.make();
    m_charts.joinAll(*slot.page);
    slot.scroll = scroll;
    scroll->setWidget(slot.page);
    connect(slot.page, &Page::focusChosen, this, &PageStack::focusChosen);
    connect(slot.page, &Page::failed, this, &PageStack::failed);
    connect(slot.page, &Page::exported, this, &PageStack::exported);
    slot.page->setFormat(m_format);
    slot.page->setFocus(m_focus);
    slot.page->setWaiting(m_waiting);
    addWidget(scroll);
}

void PageStack::bringUp(Page& page)
{
    page.setFreshness(m_freshness);
    if (m_findings) {
        page.setFindings(m_findings);
    }
    if (!m_dashboard || page.shows(*m_dashboard)) {
        return;
    }
    if (covers(m_dashboard->parts, page.needs())) {
        page.setDashboard(m_dashboard);
    } else if (page.isReady() && !isAboutTheSame(page.shown(), *m_dashboard)) {
        page.forget(waitingHeadline(Waiting::Reading));
    }
}

void PageStack::setDashboard(SharedDashboard dashboard)
{
    m_dashboard = std::move(dashboard);
    m_waiting = waitingHeadline(Waiting::Reading); // of a page that needs more than this
    if (Page* seen = current()) {
        bringUp(*seen);
    }
}

void PageStack::setFindings(SharedFindings findings)
{
    m_findings = std::move(findings);
    if (Page* seen = current()) {
        bringUp(*seen);
    }
}

void PageStack::setWaiting(const Headline& headline)
{
    m_waiting = headline;
    for (const Slot& slot : m_slots) {
        if (slot.page) {
            slot.page->setWaiting(headline);
        }
    }
}

void PageStack::setFormat(const Format& format)
{
    m_format = format;
    for (const Slot& slot : m_slots) {
        if (slot.page) {
            slot.page->setFormat(format);
        }
    }
}

void PageStack::setFreshness(const Freshness& freshness)
{
    m_freshness = freshness;
    if (Page* seen = current()) {
        seen->setFreshness(freshness);
    }
}

void PageStack::setFocus(const QString& model)
{
    m_focus = model;
    for (const Slot& slot : m_slots) {
        if (slot.page) {
            slot.page->setFocus(model);
        }
    }
}

} // namespace plimsoll

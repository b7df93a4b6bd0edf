// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartlink.h"
#include "ui/pages/page.h"

#include <QScrollArea>
#include <QStackedWidget>

#include <functional>
#include <memory>
#include <vector>

namespace plimsoll {

// The pages, one of them seen. A page is built when it is first asked for, and only the one that is
// seen is kept up to date: the others catch up when their turn comes.
class PageStack final : public QStackedWidget
{
    Q_OBJECT

public:
    using Make = std::function<Page*()>; // the stack becomes the owner

    explicit PageStack(QWidget* parent = nullptr);

    void add(const PageName& name, Make make);
    QStringList ids() const;
    QString titleOf(const QString& id) const; // "" when unknown
    Page* page(const QString& id); // up to date; null when unknown
    Page* current() const; // null before the first was shown
    bool showPage(const QString& id); // false when unknown
    const ChartLink& charts() const { return m_charts; } // of all pages

    void setDashboard(SharedDashboard dashboard);
    void setFindings(SharedFindings findings);
    void setWaiting(const Headline& headline); // of pages without a dashboard
    void setFormat(const Format& format);
    void setFreshness(const Freshness& freshness);
    void setFocus(const QString& model);

signals:
    void focusChosen(const QString& model);
    void exported(const QString& path);
    void failed(const plimsoll::Error& error);

private:
    struct Slot
    {
        PageName name;
        Make make;
        Page* page = nullptr; // built
        QScrollArea* scroll = nullptr; // holds it
    };
    Slot* find(const QString& id);
    void build(Slot& slot);
    void bringUp(Page& page);

    std::vector<Slot> m_slots;
    ChartLink m_charts;
    SharedDashboard m_dashboard; // the newest; null before the first
    SharedFindings m_findings; // the same
    Headline m_waiting;
    Format m_format;
    Freshness m_freshness;
    QString m_focus;
};

} // namespace plimsoll

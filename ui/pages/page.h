// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/dashboard.h"
#include "storage/query/findings.h"
#include "ui/theme/themestate.h"
#include "ui/viewmodels/modeltile.h"
#include "ui/widgets/verdictline.h"

#include <QIODevice>
#include <QPushButton>
#include <QVBoxLayout>
#include <QWidget>

#include <functional>
#include <memory>

namespace plimsoll {

struct PageName
{
    QString id; // "trends"
    QString title;
};

// One page: a sentence on top, then what supports it. Shows values it is given and asks nobody.
class Page : public QWidget
{
    Q_OBJECT

public:
    Page(PageName name, const ThemeState& themes, QWidget* parent = nullptr);

    QString id() const { return m_name.id; }
    QString title() const { return m_name.title; }
    const Headline& headline() const { return m_verdict->headline(); }

    // Until the first dashboard arrives: a sentence, and nothing that could be taken for data.
    void setWaiting(const Headline& headline);
    void setFormat(const Format& format);
    // One for all pages: it is large, and nobody changes it. Holds what the page needs.
    void setDashboard(SharedDashboard dashboard);
    void setDashboard(const Dashboard& dashboard);
    void setFreshness(const Freshness& freshness); // once a second: ages and staleness
    void setFocus(const QString& model);
    // The same of what takes longer to find out; of other kinds than this page wants it is left
    // out.
    void setFindings(SharedFindings findings);
    bool isReady() const { return m_ready; } // it shows what it was given
    const Dashboard& shown() const { return *m_dashboard; } // empty while not ready
    bool shows(const Dashboard& one) const { return m_dashboard.get() == &one; }
    // What a dashboard has to hold for this page.
    virtual DashboardParts needs() const { return {}; }
    // What is to be found out for it; until then it waits, or shows what stands without that.
    virtual FindingKinds wants() const { return {}; }
    virtual bool standsWithoutFindings() const { return false; }
    // What is shown answers another question: back to waiting.
    void forget(const Headline& waiting);

    // What the page shows, as CSV into a file, replaced as a whole; exported() or failed() follows.
    virtual void exportTo(const QString& path) = 0;
    void askForFile(); // and then exports to it

signals:
    void focusChosen(const QString& model);
    void exported(const QString& path);
    void failed(const plimsoll::Error& error);

protected:
    virtual void showDashboard() = 0;
    virtual void showAges() { }

    const ThemeState& themes() const { return m_themes; }
    const Dashboard& dashboard() const { return *m_dashboard; }
    const Findings* findings() const { return m_findings.get(); } // null before the first
    const Format& format() const { return m_format; }
    const Freshness& freshness() const { return m_freshness; }
    QString focus() const; // a model of the dashboard, "" when it has none
    void setHeadline(const Headline& headline) { m_verdict->setHeadline(headline); }
    QVBoxLayout* content() { return m_layout; }
    QPushButton* makeExportButton(); // place it where the page has room
    // For pages that hold all they show: writes at once and tells.
    void writeFile(const QString& path,
                   const std::function<Result<void>(QIODevice& device)>& write);

private:
    void takeIn();
    void refresh();
    void showContent(bool shown);

    PageName m_name;
    const ThemeState& m_themes;
    SharedDashboard m_dashboard = std::make_shared<const Dashboard>();
    SharedFindings m_findings;
    bool m_hasDashboard = false;
    Format m_format;
    Freshness m_freshness;
    QString m_focus;
    bool m_ready = false;
    QVBoxLayout* m_layout;
    VerdictLine* m_verdict;
    QWidget* m_filler; // holds the sentence on top while there is nothing below it
};

} // namespace plimsoll

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/page.h"

#include <QFileDialog>
#include <QSaveFile>

#include <utility>

using namespace Qt::StringLiterals;

namespace plimsoll {

Page::Page(PageName name, const ThemeState& themes, QWidget* parent)
    : QWidget(parent)
    , m_name(std::move(name))
    , m_themes(themes)
    , m_layout(new QVBoxLayout(this))
    , m_verdict(new VerdictLine(themes, this))
    , m_filler(new QWidget(this))
{
    setObjectName("page"_L1);
    setAccessibleName(m_name.title);
    m_layout->setContentsMargins(24, 16, 24, 12);
    m_layout->setSpacing(12);
    m_layout->addWidget(m_verdict);
    m_filler->hide();
    m_layout->addWidget(m_filler, 1000);
    connect(&themes, &ThemeState::changed, this, &Page::refresh);
}

void Page::setWaiting(const Headline& headline)
{
    if (!m_ready) {
        setHeadline(headline);
        showContent(false);
    }
}

void Page::forget(const Headline& waiting)
{
    m_ready = false;
    m_hasDashboard = false;
    m_dashboard = std::make_shared<const Dashboard>();
    setWaiting(waiting);
}

void Page::showContent(bool shown)
{
    for (int i = 0; i < m_layout->count(); ++i) {
        QWidget* widget = m_layout->itemAt(i)->widget();
        if (widget && widget != m_verdict) {
            widget->setVisible(shown == (widget != m_filler));
        }
    }
}

void Page::setFormat(const Format& format)
{
    m_format = format;
    refresh();
}

void Page::setDashboard(const Dashboard& dashboard)
{
    setDashboard(std::make_shared<const Dashboard>(dashboard));
}

void Page::setDashboard(SharedDashboard dashboard)
{
    Q_ASSERT(covers(dashboard->parts, needs()));
    m_dashboard = std::move(dashboard);
    m_hasDashboard = true;
    takeIn();
}

void Page::setFindings(SharedFindings findings)
{
    if (!wants() || !covers(findings->kinds, wants()) || m_findings == findings) {
        return;
    }
    m_findings = std::move(findings);
    takeIn();
}

void Page::takeIn()
{
    if (!m_hasDashboard || !(m_findings || !wants() || standsWithoutFindings())) {
        return;
    }
    if (!std::exchange(m_ready, true)) {
        showContent(true);
    }
    refresh();
}

void Page::setFreshness(const Freshness& freshness)
{
    m_freshness = freshness;
    if (m_ready) {
        showAges();
    }
}

void Page::setFocus(const QString& model)
{
    m_focus = model;
    refresh();
}

QString Page::focus() const
{
    return focusedModel(*m_dashboard, m_focus);
}

void Page::refresh()
{
    if (m_ready) {
        showDashboard();
        showAges();
    }
}

QPushButton* Page::makeExportButton()
{
    auto* button = new QPushButton(tr("Export CSV…"), this); // taken by a layout
    button->setObjectName("exportButton"_L1);
    button->setAccessibleName(tr("Export what this page shows as CSV"));
    button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(button, &QPushButton::clicked, this, &Page::askForFile);
    return button;
}

void Page::askForFile()
{
    auto* dialog = new QFileDialog(this, tr("Export CSV")); // deletes itself when closed
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("CSV files (*.csv)"));
    dialog->setDefaultSuffix(u"csv"_s);
    dialog->selectFile(u"plimsoll-"_s + m_name.id + u".csv"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &Page::exportTo);
    dialog->open();
}

void Page::writeFile(const QString& path,
                     const std::function<Result<void>(QIODevice& device)>& write)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        emit failed({.code = Error::Code::CannotCreate,
                     .message = tr("Cannot create %1: %2").arg(path, file.errorString())});
        return;
    }
    if (const Result<void> written = write(file); !written) {
        emit failed(written.error());
        return;
    }
    if (!file.commit()) {
        emit failed({.code = Error::Code::Io,
                     .message = tr("Cannot write %1: %2").arg(path, file.errorString())});
        return;
    }
    emit exported(path);
}

} // namespace plimsoll

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/advisorpage.h"

#include "storage/report/csv.h"
#include "ui/viewmodels/advicesentences.h"
#include "ui/viewmodels/advicetables.h"
#include "ui/widgets/sidebyside.h"

#include <QSignalBlocker>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

QLabel* makeParagraph(QWidget* parent)
{
    QLabel* label = makeLabel("body", {}, parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

PageName AdvisorPage::name()
{
    return {.id = u"advisor"_s, .title = tr("Retry advisor")};
}

AdvisorPage::AdvisorPage(const ThemeState& themes, QWidget* parent)
    : Page(name(), themes, parent)
    , m_models(new ModelChooser(tr("Model"), this))
    , m_back(new QPushButton(this))
    , m_chart(new SurvivalChart(themes, this))
    , m_waits(new FigureTable(themes, this))
    , m_habitsModel(new CellTableModel(this))
    , m_habits(new DataTable(themes, DataTable::Height::FitRows, this))
    , m_fallbacksModel(new CellTableModel(this))
    , m_fallbacks(new DataTable(themes, DataTable::Height::FitRows, this))
{
    auto* above = new SideBySide(5, 2, this);
    above->main()->addWidget(makeChartCard(), 1);
    above->side()->addWidget(makeHereCard(), 1);
    content()->addWidget(above, 1);
    auto* below = new SideBySide(3, 2, this);
    below->setBreakpoint(themes.px(1180)); // two wide tables
    below->main()->addWidget(makeHabitsCard(), 1);
    below->side()->addWidget(makeFallbackCard(), 1);
    content()->addWidget(below);
    connect(m_models, &ModelChooser::chosen, this, &Page::focusChosen);
    connect(m_chart, &SurvivalChart::moved, this, &AdvisorPage::moveHandle);
    connect(m_back, &QPushButton::clicked, this, [this] { moveHandle(std::nullopt); });
}

Card* AdvisorPage::makeChartCard()
{
    m_chartCard = new Card(tr("How long an overload lasts"), u" "_s, this);
    m_back->setObjectName("handleBack"_L1);
    m_back->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_back->setAccessibleName(tr("Handle back to the overload under way"));
    auto* row = new QHBoxLayout; // of its own: a small screen has no room beside the heading
    row->addWidget(m_models);
    row->addStretch();
    row->addWidget(m_back);
    m_chartCard->body()->addLayout(row);
    m_chartCard->body()->addWidget(m_chart, 1);
    return m_chartCard;
}

Card* AdvisorPage::makeHereCard()
{
    m_hereCard = new Card(tr("From here on"), u" "_s, this);
    m_waits->setAccessibleName(tr("Free again within"));
    m_hereCard->body()->addWidget(m_waits);
    m_hereCard->body()->addWidget(makeSeparator(this));
    m_mustHeading = makeLabel("heading", {}, this);
    m_mustHeading->setWordWrap(true);
    m_mustHave = makeParagraph(this);
    m_anyModel = makeParagraph(this);
    m_hereCard->body()->addWidget(m_mustHeading);
    m_hereCard->body()->addWidget(m_mustHave);
    m_hereCard->body()->addWidget(makeSeparator(this));
    m_hereCard->body()->addWidget(makeLabel("heading", tr("If any model will do"), this));
    m_hereCard->body()->addWidget(m_anyModel);
    m_hereCard->body()->addStretch();
    m_hereNote = makeLabel("caption", {}, this);
    m_hereNote->setWordWrap(true);
    m_hereCard->body()->addWidget(m_hereNote);
    return m_hereCard;
}

Card* AdvisorPage::makeHabitsCard()
{
    m_habitsCard = new Card(tr("What each habit would have achieved"), u" "_s, this);
    m_habits->setModel(m_habitsModel);
    m_habits->setAccessibleName(tr("What each habit would have achieved"));
    m_habits->setElastic({{.column = 1}, {.column = 0}}); // what it does, then its name
    m_habitsCard->body()->addWidget(m_habits);
    QLabel* note = makeLabel(
        "caption",
        tr("Got through: an answer before the habit gives up. Requests: mean per call, the first "
           "included. Median wait: of those that got through. Intervals as if each overload was "
           "met by one call; of another model Wilson's, which bursts make too narrow."),
        this);
    note->setWordWrap(true);
    m_habitsCard->body()->addWidget(note);
    m_habitsCard->body()->addStretch();
    return m_habitsCard;
}

Card* AdvisorPage::makeFallbackCard()
{
    auto* card =
        new Card(tr("Fallback matrix"),
                 tr("Answered by the model of the column, of so many overloaded probes"), this);
    m_fallbacks->setModel(m_fallbacksModel);
    m_fallbacks->setAccessibleName(tr("Fallback matrix"));
    card->body()->addWidget(m_fallbacks);
    QLabel* note = makeLabel(
        "caption",
        tr("“Too few” stands where fewer than %1 overloaded probes have a probe of the other model "
           "beside them, “—” where none has.")
            .arg(format().numbers.count(qint64(leastPairs))),
        this);
    note->setWordWrap(true);
    card->body()->addWidget(note);
    card->body()->addStretch();
    auto* row = new QHBoxLayout;
    row->addWidget(makeExportButton());
    row->addStretch();
    card->body()->addLayout(row);
    connect(m_fallbacks, &DataTable::rowChosen, this,
            [this](const QModelIndex& index) { emit focusChosen(index.data(KeyRole).toString()); });
    return card;
}

const Advice* AdvisorPage::advice() const
{
    const auto& all = findings()->advice;
    const auto found = std::ranges::find(all, focus(), &Advice::subject);
    return found == all.end() ? nullptr : &*found;
}

void AdvisorPage::showDashboard()
{
    showModels();
    if (m_shown != focus()) { // another model has another overload
        m_shown = focus();
        m_already.reset();
    }
    showFallbacks();
    const Advice* now = advice();
    if (!now) {
        setHeadline({.condition = Condition::Unknown,
                     .sentence = tr("No probe of this model tells how long its overloads last."),
                     .detail = {}});
        m_habitsModel->setContent({});
        showHere();
        return;
    }
    setHeadline(adviceHeadline(*now, findings()->asOf, format()));
    m_habitsModel->setContent(habitTable(*now, format()));
    m_habitsCard->setCaption(
        tr("Replayed over these overloads of %1, begun at any moment within them")
            .arg(now->displayName));
    m_mustHeading->setText(tr("If you must have %1").arg(now->displayName));
    m_chartCard->setHeading(tr("How long an overload of %1 lasts").arg(now->displayName));
    m_chartCard->setCaption(lengthsCaption(*now, format()));
    showHere();
}

void AdvisorPage::showFallbacks()
{
    m_fallbacksModel->setContent(fallbackTable(findings()->advice, format()));
    m_fallbacks->setMinimumWidth(themes().px(90) * m_fallbacksModel->columnCount());
    const QSignalBlocker notChosen(m_fallbacks); // by the reader
    for (int row = 0; row < m_fallbacksModel->rowCount(); ++row) {
        if (m_fallbacksModel->index(row, 0).data(KeyRole).toString() == focus()) {
            m_fallbacks->selectRow(row);
        }
    }
}

void AdvisorPage::showModels()
{
    m_models->setModels(findings()->advice, focus());
}

void AdvisorPage::moveHandle(std::optional<std::chrono::milliseconds> already)
{
    m_already = already;
    showHere();
}

// All that follows from where the handle stands; asks nobody.
void AdvisorPage::showHere()
{
    const Advice* now = advice();
    if (!now) {
        m_back->hide();
        m_chart->setContent({});
        m_waits->setContent({});
        m_mustHave->clear();
        m_anyModel->clear();
        return;
    }
    const Advice here =
        adviceAt(*now, m_already.value_or(now->already), {.evidence = findings()->evidence});
    const auto model = std::ranges::find(dashboard().models, focus(), &ModelOverview::subject);
    m_chart->setLengths(here, model == dashboard().models.end() ? 0 : model->series, format());
    m_hereCard->setCaption(watchedText(here, format()));
    m_waits->setContent(waitTable(here, format()));
    m_mustHave->setText(mustHaveText(here, format()));
    m_anyModel->setText(anyModelText(here, format()));
    m_hereNote->setText(resolutionText(here) + u' '
                        + tr("Past overloads need not resemble this one."));
    m_back->setVisible(m_already.has_value());
    m_back->setText(now->already > std::chrono::milliseconds(0)
                        ? tr("Back to now: %1").arg(format().numbers.duration(now->already))
                        : tr("Back to the begin"));
}

void AdvisorPage::exportTo(const QString& path)
{
    writeFile(path,
              [this](QIODevice& device) { return writeAdviceCsv(device, findings()->advice); });
}

} // namespace plimsoll

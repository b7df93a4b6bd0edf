// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/targetrow.h"

#include "ui/widgets/labels.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace plimsoll {

namespace {

using std::chrono::milliseconds;

constexpr std::array kinds {ProbeKind::Admission, ProbeKind::Prefill,    ProbeKind::Generation,
                            ProbeKind::Control,   ProbeKind::CacheWrite, ProbeKind::Line};

// As the configuration calls it: one target sends both halves of a cache pair.
QString wordOf(ProbeKind kind)
{
    return kind == ProbeKind::CacheWrite ? u"cache"_s : QString(name(kind));
}

QString meaningOf(ProbeKind kind)
{
    switch (kind) {
    case ProbeKind::Admission:
        return TargetRow::tr("One token, streamed: the sample for the overload rate");
    case ProbeKind::Prefill:
        return TargetRow::tr("No token, not streamed: the cheapest of the paid ones");
    case ProbeKind::Generation:
        return TargetRow::tr("About 32 tokens: time to the first and time per token");
    case ProbeKind::Control:
        return TargetRow::tr("Free: the model list, or with a model its tokens counted");
    case ProbeKind::CacheWrite:
        return TargetRow::tr("A long prompt written to the prompt cache, then read from it: by far "
                             "the dearest");
    case ProbeKind::Line:
        return TargetRow::tr("Free: name, TCP and TLS alone");
    default:
        return {};
    }
}

void choose(QComboBox& box, const QVariant& data)
{
    box.setCurrentIndex(box.findData(data));
}

} // namespace

TargetRow::TargetRow(const Target& target, const Choices& choices, const ThemeState& themes,
                     QWidget* parent)
    : QWidget(parent)
    , m_target(target)
    , m_number(makeLabel("caption", {}, this))
    , m_model(new QComboBox(this))
    , m_kind(new QComboBox(this))
    , m_organization(new QComboBox(this))
    , m_every(new QSpinBox(this))
    , m_unit(new QComboBox(this))
    , m_sampling(new QComboBox(this))
    , m_cost(makeLabel("body", {}, this))
    , m_remove(new QToolButton(this))
    , m_mistakes(makeLabel("mistake", {}, this))
{
    fillModels(choices.catalogue);
    fillKinds();
    fillOrganizations(choices.organizations);
    fillEvery();
    fillSampling();
    arrange(themes);
    connectFields();
}

void TargetRow::arrange(const ThemeState& themes)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    auto* fields = new QHBoxLayout; // taken by the layout
    fields->setSpacing(8);
    fields->addWidget(m_number);
    fields->addWidget(m_model, 3);
    fields->addWidget(m_kind, 2);
    fields->addWidget(m_organization, 2);
    fields->addWidget(m_every);
    fields->addWidget(m_unit);
    fields->addWidget(m_sampling);
    fields->addWidget(m_cost);
    fields->addWidget(m_remove);
    layout->addLayout(fields);
    layout->addWidget(m_mistakes);
    m_number->setFixedWidth(themes.px(18));
    m_number->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_mistakes->setIndent(m_number->width() + fields->spacing()); // below the model
    m_mistakes->setWordWrap(true);
    m_mistakes->hide();
    // Alike in all rows, however long a name is.
    for (QComboBox* box : {m_model, m_organization}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(box == m_model ? 14 : 8);
    }
    m_every->setMinimumWidth(themes.px(110));
    m_unit->setMinimumWidth(themes.px(64));
    m_cost->setFixedWidth(themes.px(100));
    m_cost->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_remove->setObjectName("arrow"_L1);
    m_remove->setText(u"✕"_s);
}

void TargetRow::connectFields()
{
    for (QComboBox* box : {m_model, m_kind, m_organization, m_unit, m_sampling}) {
        connect(box, &QComboBox::currentIndexChanged, this, &TargetRow::edited);
    }
    connect(m_every, &QSpinBox::valueChanged, this, &TargetRow::edited);
    connect(m_remove, &QToolButton::clicked, this, &TargetRow::removed);
    for (QWidget* field : fields()) {
        field->setFocusPolicy(Qt::StrongFocus);
        field->installEventFilter(this);
    }
}

// A wheel that scrolls the list must not change the fields that pass below it.
bool TargetRow::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Wheel && !static_cast<QWidget*>(watched)->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void TargetRow::fillModels(const Catalogue& catalogue)
{
    m_model->addItem(tr("no model"), QString());
    for (const ModelInfo& model : catalogue.models()) {
        m_model->addItem(model.displayName, model.id);
        m_model->setItemData(m_model->count() - 1, model.id, Qt::ToolTipRole);
    }
    if (m_model->findData(m_target.id.model) < 0) {
        m_model->addItem(m_target.id.model, m_target.id.model);
    }
    choose(*m_model, m_target.id.model);
}

void TargetRow::fillKinds()
{
    for (const ProbeKind kind : kinds) {
        m_kind->addItem(wordOf(kind), int(kind));
        m_kind->setItemData(m_kind->count() - 1, meaningOf(kind), Qt::ToolTipRole);
    }
    choose(*m_kind, int(m_target.id.kind));
}

void TargetRow::fillOrganizations(const QStringList& organizations)
{
    m_organization->addItem(tr("key of [api]"), QString());
    for (const QString& organization : organizations) {
        m_organization->addItem(organization, organization);
        m_organization->setItemData(m_organization->count() - 1, organization, Qt::ToolTipRole);
    }
    choose(*m_organization, m_target.id.organization);
    m_organization->setVisible(!organizations.isEmpty());
}

// In the largest unit in which the interval is whole.
void TargetRow::fillEvery()
{
    m_unit->addItem(tr("h"), qint64(milliseconds(1h).count()));
    m_unit->addItem(tr("min"), qint64(milliseconds(1min).count()));
    m_unit->addItem(tr("s"), qint64(milliseconds(1s).count()));
    if (m_target.every % 1s != 0ms) {
        m_unit->addItem(tr("ms"), qint64(1));
    }
    const qint64 every = m_target.every.count();
    while (every % m_unit->currentData().toLongLong() != 0) {
        m_unit->setCurrentIndex(m_unit->currentIndex() + 1);
    }
    m_every->setPrefix(tr("every "));
    // As far as the longest interval goes in the smallest unit.
    m_every->setRange(
        1, int(7 * 24h / milliseconds(m_unit->itemData(m_unit->count() - 1).toLongLong())));
    m_every->setValue(int(every / m_unit->currentData().toLongLong()));
}

void TargetRow::fillSampling()
{
    m_sampling->addItem(tr("at random"), int(Sampling::Poisson));
    m_sampling->addItem(tr("regularly"), int(Sampling::Fixed));
    choose(*m_sampling, int(m_target.sampling));
    m_sampling->setToolTip(tr("At random (Poisson), load that comes in periods cannot hide "
                              "between the probes."));
}

Target TargetRow::target() const
{
    Target target = m_target;
    target.id.model = m_model->currentData().toString();
    target.id.kind = ProbeKind(m_kind->currentData().toInt());
    target.id.organization = m_organization->currentData().toString();
    target.every = milliseconds(m_every->value() * m_unit->currentData().toLongLong());
    target.sampling = Sampling(m_sampling->currentData().toInt());
    return target;
}

void TargetRow::setNumber(int number)
{
    m_number->setText(QString::number(number));
    const auto call = [number](QWidget& field, const QString& name) {
        field.setAccessibleName(tr("%1 of target %2").arg(name).arg(number));
    };
    call(*m_model, tr("Model"));
    call(*m_kind, tr("Kind"));
    call(*m_organization, tr("Organization"));
    call(*m_every, tr("Interval"));
    call(*m_unit, tr("Unit of the interval"));
    call(*m_sampling, tr("Sampling"));
    call(*m_cost, tr("Cost"));
    m_remove->setAccessibleName(tr("Remove target %1").arg(number));
    m_remove->setToolTip(m_remove->accessibleName());
}

void TargetRow::showReading(const ScheduleReading::Row& row)
{
    m_cost->setText(row.usdPerDay);
    m_kind->setToolTip(m_kind->currentData(Qt::ToolTipRole).toString());
    m_mistakes->setText(row.mistakes.join(u'\n'));
    m_mistakes->setVisible(!row.mistakes.isEmpty());
    // Read out together with the field that takes the focus first.
    m_model->setAccessibleDescription(row.mistakes.join(u' '));
}

void TargetRow::takeFocus()
{
    m_model->setFocus(Qt::OtherFocusReason);
}

QWidgetList TargetRow::fields() const
{
    return {m_model, m_kind, m_organization, m_every, m_unit, m_sampling, m_remove};
}

} // namespace plimsoll

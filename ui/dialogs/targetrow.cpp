// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/targetrow.h"

#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace plimsoll {

namespace {

constexpr std::array kinds {ProbeKind::Admission, ProbeKind::Prefill,    ProbeKind::Generation,
                            ProbeKind::Control,   ProbeKind::CacheWrite, ProbeKind::Line};
constexpr std::array<std::chrono::milliseconds, 3> units {1s, 1min, 1h};

// The largest unit in which the interval is whole.
int unitOf(std::chrono::milliseconds every)
{
    int unit = int(units.size()) - 1;
    while (unit > 0 && every % units[std::size_t(unit)] != 0ms) {
        --unit;
    }
    return unit;
}

} // namespace

TargetRow::TargetRow(const Target& target, const Catalogue& catalogue, QWidget* parent)
    : QWidget(parent)
    , m_target(target)
    , m_model(new QComboBox(this))
    , m_kind(new QComboBox(this))
    , m_every(new QSpinBox(this))
    , m_unit(new QComboBox(this))
    , m_sampling(new QComboBox(this))
    , m_cost(makeLabel("body", {}, this))
    , m_remove(new QToolButton(this))
    , m_mistakes(makeLabel("mistake", {}, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* fields = new QHBoxLayout; // taken by the layout
    fields->addWidget(m_model, 3);
    fields->addWidget(m_kind, 2);
    fields->addWidget(m_every);
    fields->addWidget(m_unit);
    fields->addWidget(m_sampling);
    fields->addWidget(m_cost, 1);
    fields->addWidget(m_remove);
    layout->addLayout(fields);
    layout->addWidget(m_mistakes);
    m_mistakes->setWordWrap(true);
    m_mistakes->hide();
    m_cost->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_remove->setText(u"✕"_s);
    m_remove->setFocusPolicy(Qt::StrongFocus);
    m_sampling->addItem(tr("at random"), int(Sampling::Poisson));
    m_sampling->addItem(tr("regularly"), int(Sampling::Fixed));
    m_sampling->setCurrentIndex(m_sampling->findData(int(target.sampling)));
    m_sampling->setToolTip(tr("At random (Poisson): load that comes in periods cannot hide."));
    fillModels(catalogue);
    fillKinds();
    showEvery();
    for (QComboBox* box : {m_model, m_kind, m_unit, m_sampling}) {
        connect(box, &QComboBox::currentIndexChanged, this, &TargetRow::edited);
    }
    connect(m_every, &QSpinBox::valueChanged, this, &TargetRow::edited);
    connect(m_remove, &QToolButton::clicked, this, &TargetRow::removed);
}

void TargetRow::fillModels(const Catalogue& catalogue)
{
    m_model->addItem(tr("no model"), QString());
    for (const ModelInfo& model : catalogue.models()) {
        m_model->addItem(model.displayName, model.id);
    }
    if (m_model->findData(m_target.id.model) < 0) {
        m_model->addItem(m_target.id.model, m_target.id.model);
    }
    m_model->setCurrentIndex(m_model->findData(m_target.id.model));
}

void TargetRow::fillKinds()
{
    for (const ProbeKind kind : kinds) {
        m_kind->addItem(QString(name(kind)), int(kind));
    }
    m_kind->setCurrentIndex(m_kind->findData(int(m_target.id.kind)));
}

void TargetRow::showEvery()
{
    m_unit->addItems({tr("s"), tr("min"), tr("h")});
    const int unit = unitOf(m_target.every);
    m_unit->setCurrentIndex(unit);
    m_every->setRange(1, 604'800);
    m_every->setValue(int(m_target.every / units[std::size_t(unit)]));
}

Target TargetRow::target() const
{
    Target target = m_target;
    target.id.model = m_model->currentData().toString();
    target.id.kind = ProbeKind(m_kind->currentData().toInt());
    target.every = m_every->value() * units[std::size_t(m_unit->currentIndex())];
    target.sampling = Sampling(m_sampling->currentData().toInt());
    return target;
}

void TargetRow::setNumber(int number)
{
    const auto call = [number](QWidget& field, const QString& name) {
        field.setAccessibleName(tr("%1 of target %2").arg(name).arg(number));
    };
    call(*m_model, tr("Model"));
    call(*m_kind, tr("Kind"));
    call(*m_every, tr("Interval"));
    call(*m_unit, tr("Unit of the interval"));
    call(*m_sampling, tr("Sampling"));
    m_remove->setAccessibleName(tr("Remove target %1").arg(number));
    m_remove->setToolTip(m_remove->accessibleName());
}

void TargetRow::showReading(const ScheduleReading::Row& row)
{
    m_cost->setText(row.usdPerDay);
    m_mistakes->setText(row.mistakes.join(u'\n'));
    m_mistakes->setVisible(!row.mistakes.isEmpty());
}

void TargetRow::takeFocus()
{
    m_model->setFocus(Qt::OtherFocusReason);
}

} // namespace plimsoll

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/modelchooser.h"

#include <QHBoxLayout>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;

namespace plimsoll {

ModelChooser::ModelChooser(const QString& accessibleName, QWidget* parent)
    : QWidget(parent)
    , m_few(new SegmentedControl(accessibleName, this))
    , m_many(new QComboBox(this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_few);
    layout->addWidget(m_many);
    m_many->setObjectName("manyModels"_L1);
    m_many->setAccessibleName(accessibleName);
    m_many->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_many->hide();
    connect(m_few, &SegmentedControl::chosen, this, &ModelChooser::chosen);
    connect(m_many, &QComboBox::currentIndexChanged, this,
            [this](int row) { emit chosen(m_many->itemData(row).toString()); });
}

void ModelChooser::take(const std::vector<SegmentedControl::Segment>& models,
                        const QString& current)
{
    const bool areMany = models.size() > mostButtons;
    m_few->setVisible(!areMany);
    m_many->setVisible(areMany);
    if (!areMany) {
        m_few->setSegments(models);
        m_few->setCurrent(current);
        return;
    }
    const QSignalBlocker silent(m_many); // only the reader chooses
    m_many->clear();
    for (const SegmentedControl::Segment& model : models) {
        m_many->addItem(model.text, model.key);
    }
    m_many->setCurrentIndex(m_many->findData(current));
}

} // namespace plimsoll

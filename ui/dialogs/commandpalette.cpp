// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/commandpalette.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPointer>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

// The name on the left, its keys on the right.
class CommandDelegate final : public QStyledItemDelegate
{
public:
    CommandDelegate(const ThemeState& themes, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_themes(themes)
    {
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        const Theme& theme = m_themes.theme();
        const bool chosen = option.state.testFlag(QStyle::State_Selected);
        painter->fillRect(option.rect, theme[chosen ? Token::AccentBg : Token::Surface]);
        const int margin = m_themes.px(12);
        const QRect inner = option.rect.adjusted(margin, 0, -margin, 0);
        painter->setFont(m_themes.font(13));
        painter->setPen(theme[Token::Text]);
        painter->drawText(inner, Qt::AlignLeft | Qt::AlignVCenter,
                          index.data(Qt::DisplayRole).toString());
        painter->setFont(m_themes.font(11));
        painter->setPen(theme[Token::Text3]);
        painter->drawText(inner, Qt::AlignRight | Qt::AlignVCenter,
                          index.data(CommandList::KeysRole).toString());
    }

    QSize sizeHint(const QStyleOptionViewItem& /*option*/,
                   const QModelIndex& /*index*/) const override
    {
        return {m_themes.px(200), m_themes.px(28)};
    }

private:
    const ThemeState& m_themes;
};

} // namespace

CommandPalette::CommandPalette(std::vector<QAction*> commands, ThemeState& themes, QWidget* parent)
    : QDialog(parent, Qt::Dialog | Qt::FramelessWindowHint)
    , m_list(new CommandList(std::move(commands), this))
    , m_typed(new QLineEdit(this))
    , m_view(new QListView(this))
{
    setObjectName("palette"_L1);
    setWindowTitle(tr("Commands"));
    resize(themes.px(520), themes.px(400));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    m_typed->setPlaceholderText(tr("What do you want to do?"));
    m_typed->setAccessibleName(tr("Letters of a command"));
    layout->addWidget(m_typed);
    m_view->setModel(m_list);
    m_view->setItemDelegate(new CommandDelegate(themes, this));
    m_view->setAccessibleName(tr("Commands that fit"));
    m_view->setFocusPolicy(Qt::NoFocus); // the field has the keys
    layout->addWidget(m_view);
    m_typed->installEventFilter(this);
    connect(m_typed, &QLineEdit::textChanged, this, [this](const QString& typed) {
        m_list->setTyped(typed);
        setRow(0);
    });
    connect(m_typed, &QLineEdit::returnPressed, this, [this] { run(m_view->currentIndex()); });
    connect(m_view, &QListView::clicked, this, &CommandPalette::run);
    setRow(0);
}

void CommandPalette::setRow(int row)
{
    const int last = m_list->rowCount() - 1;
    m_view->setCurrentIndex(m_list->index(std::clamp(row, 0, std::max(0, last)), 0));
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int row = m_view->currentIndex().row();
        const int page = 8; // rows
        switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Down:
            setRow(row + 1);
            return true;
        case Qt::Key_Up:
            setRow(row - 1);
            return true;
        case Qt::Key_PageDown:
            setRow(row + page);
            return true;
        case Qt::Key_PageUp:
            setRow(row - page);
            return true;
        default:
            break;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void CommandPalette::run(const QModelIndex& index)
{
    // The palette is gone before the command opens something of its own.
    const QPointer<QAction> command = m_list->command(index);
    accept();
    if (command) {
        command->trigger();
    }
}

} // namespace plimsoll

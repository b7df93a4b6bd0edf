// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/cannedstore.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/tilecard.h"

#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;

class TestTileCard final : public QObject
{
    Q_OBJECT

private slots:
    void aRetirementIsSaidWhereThereIsOne();
};

void TestTileCard::aRetirementIsSaidWhereThereIsOne()
{
    const ThemeState themes(Appearance::Light);
    TileCard card(themes);
    card.resize(320, 480);
    card.show();
    const auto* notice = card.findChild<NoticeLabel*>(u"notice"_s);
    QVERIFY(notice);
    ModelOverview model;
    model.displayName = u"Sonnet 4.5"_s;
    const Freshness freshness {.now = cannedNow()};
    card.setTile(modelTile(model, freshness, Format()), freshness);
    QVERIFY(notice->isHidden());
    const int height = card.sizeHint().height();

    model.notice = u"claude-sonnet-4-5 retires on 2026-11-30, in 9 days; probe x instead"_s;
    card.setTile(modelTile(model, freshness, Format()), freshness);
    QVERIFY(!notice->isHidden());
    QCOMPARE(notice->text(), model.notice);
    QVERIFY(card.sizeHint().height() > height);
    QVERIFY(card.minimumSizeHint().width() < 320); // it wraps

    model.notice.clear();
    card.setTile(modelTile(model, freshness, Format()), freshness);
    QVERIFY(notice->isHidden());
}

QTEST_MAIN(TestTileCard)
#include "tst_tilecard.moc"

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/modelmention.h"

#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;

namespace {

Catalogue someModels()
{
    const auto model = [](const char* id, const char* name, const char* line) {
        return QByteArray("[[model]]\nid = \"" + QByteArray(id) + "\"\nname = \"" + QByteArray(name)
                          + "\"\nline = \"" + QByteArray(line)
                          + "\"\npool = \"x\"\nreleased = 2026-01-01\nseries = 0\n"
                            "prices = [{ from = 2026-01-01, input = 1.0, output = 1.0 }]\n");
    };
    const QByteArray toml = model("claude-opus-5", "Opus 5", "opus")
        + model("claude-opus-5-5", "Opus 5.5", "opus")
        + model("claude-opus-4-7", "Opus 4.7", "opus")
        + model("claude-opus-4-6", "Claude Opus 4.6", "opus")
        + model("claude-sonnet-4-6", "Sonnet 4.6", "sonnet")
        + model("claude-haiku-4-5", "Haiku 4.5", "haiku");
    const auto catalogue = Catalogue::fromToml(toml, u"test"_s);
    return catalogue ? *catalogue : Catalogue();
}

} // namespace

class TestModelMention : public QObject
{
    Q_OBJECT

private slots:
    void mentions_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("models"); // short, blank-separated
        QTest::newRow("one by name") << u"Elevated errors on Claude Opus 4.7"_s << u"opus-4-7"_s;
        QTest::newRow("two by name")
            << u"Errors on Claude Opus 4.7 and Sonnet 4.6"_s << u"opus-4-7 sonnet-4-6"_s;
        QTest::newRow("a list of versions")
            << u"Opus 5, 4.7, and 4.6 are slow"_s << u"opus-5 opus-4-7 opus-4-6"_s;
        QTest::newRow("versions with slashes")
            << u"Opus 4.6/4.7 errors"_s << u"opus-4-7 opus-4-6"_s;
        QTest::newRow("5 is not 5.5") << u"Opus 5 is slow."_s << u"opus-5"_s;
        QTest::newRow("5.5 is not 5") << u"Opus 5.5 is slow."_s << u"opus-5-5"_s;
        QTest::newRow("a family") << u"Elevated error rates on Opus"_s
                                  << u"opus-5 opus-5-5 opus-4-7 opus-4-6"_s;
        QTest::newRow("a series") << u"Opus 4.x models"_s << u"opus-4-7 opus-4-6"_s;
        QTest::newRow("by id") << u"claude-opus-4-7 answers 529"_s << u"opus-4-7"_s;
        QTest::newRow("an id is not its family") << u"claude-opus-9-9 answers 529"_s << QString();
        QTest::newRow("an unknown version") << u"Opus 6 is here"_s << QString();
        QTest::newRow("the old order of words") << u"Claude 3.5 Sonnet is retired"_s << QString();
        QTest::newRow("any case") << u"CLAUDE HAIKU 4.5"_s << u"haiku-4-5"_s;
        QTest::newRow("no model") << u"Elevated errors on claude.ai"_s << QString();
        QTest::newRow("a word that only begins so") << u"Opusculum"_s << QString();
        QTest::newRow("a number that is no version")
            << u"Sonnet 4.6 and 10 others"_s << u"sonnet-4-6"_s;
        QTest::newRow("over lines") << u"Claude\nOpus\n4.7"_s << u"opus-4-7"_s;
    }
    void mentions()
    {
        QFETCH(QString, text);
        QFETCH(QString, models);
        QStringList expected;
        for (const QString& model : models.split(u' ', Qt::SkipEmptyParts)) {
            expected << QString(u"claude-"_s + model);
        }
        const Catalogue catalogue = someModels();
        QCOMPARE(catalogue.models().size(), std::size_t(6));
        QCOMPARE(modelsMentioned(text, catalogue), expected);
    }
};

QTEST_GUILESS_MAIN(TestModelMention)
#include "tst_modelmention.moc"

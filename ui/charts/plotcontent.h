// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"
#include "ui/viewmodels/ticks.h"

#include <QPointF>
#include <QString>

#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace plimsoll {

// How a line is coloured: as a model's series, or by a token.
using PlotColour = std::variant<int, Token>;

struct PlotLine
{
    std::vector<QPointF> points;
    PlotColour colour = 0;
    bool dashed = false;

    bool operator==(const PlotLine&) const = default;
};

struct PlotBand
{
    std::vector<QPointF> low;
    std::vector<QPointF> high;
    int series = 0;

    bool operator==(const PlotBand&) const = default;
};

// A filled part of a stack; what is dotted can be told from what is not without its colour.
struct PlotArea
{
    std::vector<QPointF> low;
    std::vector<QPointF> high;
    PlotColour colour = 0;
    bool dotted = false;

    bool operator==(const PlotArea&) const = default;
};

struct PlotBar
{
    double from = 0;
    double to = 0;
    double value = 0;

    bool operator==(const PlotBar&) const = default;
};

struct PlotFlag
{
    double x = 0;
    QString letter;

    bool operator==(const PlotFlag&) const = default;
};

// Text at a point of the data, with a halo.
struct PlotLabel
{
    QPointF at;
    QString text;
    QString second; // below, quieter
    Qt::Alignment side =
        Qt::AlignLeft | Qt::AlignBottom; // where the text lies, seen from the point
    PlotColour colour = Token::Text;

    bool operator==(const PlotLabel&) const = default;
};

struct PlotLevel
{
    double y = 0;
    QString text;

    bool operator==(const PlotLevel&) const = default;
};

// A place on the x axis that has a name: a dotted line up to the curve, where it is known.
struct PlotMark
{
    double x = 0;
    std::optional<double> y {};
    QString text {};

    bool operator==(const PlotMark&) const = default;
};

// What the reader moves along the x axis; the one line of 2 px.
struct PlotHandle
{
    double x = 0;
    std::optional<double> y {}; // of the curve
    QString text {};
    QString second {}; // below, quieter
    bool focused = false;

    bool operator==(const PlotHandle&) const = default;
};

// Everything a plot shows, in data coordinates. A value, so that a plot is redrawn only when it
// shows something else, and so that tests need no pixels.
struct PlotContent
{
    std::pair<double, double> x {0, 1};
    std::pair<double, double> y {0, 1};
    // Of moments (epoch milliseconds) a part can be chosen, and other charts of time follow.
    enum class Axis { Time, Other };
    Axis xAxis = Axis::Other;
    double window = 0; // of a value at x: what it is made of reaches back that far
    enum class Scale { Linear, Log };
    Scale scale = Scale::Linear; // of y
    Scale xScale = Scale::Linear;
    enum class Grid { Horizontal, Both };
    Grid grid = Grid::Horizontal;
    std::vector<Tick> xTicks;
    std::vector<Tick> yTicks;
    bool labelsBetweenTicks = false; // a label names the span after its tick
    std::vector<std::pair<double, double>> gaps;
    QString gapText;
    std::vector<PlotLine> lines;
    std::vector<PlotArea> areas; // below the bands
    std::vector<PlotBand> bands;
    std::vector<PlotBar> bars;
    PlotColour barColour = Token::Warn;
    double widestBar = 12; // pixels
    std::vector<PlotFlag> flags;
    std::vector<PlotLabel> labels;
    std::optional<PlotLevel> objective;
    std::optional<Tick> now;
    std::vector<PlotMark> marks {};
    std::optional<PlotHandle> handle {};

    bool operator==(const PlotContent&) const = default;
};

} // namespace plimsoll

// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QLabel>

namespace plimsoll {

// A label whose look comes from the style sheet by its role: "heading", "caption", "body", ...
QLabel* makeLabel(const char* role, const QString& text = {}, QWidget* parent = nullptr);

// A rule of 1 px.
QFrame* makeSeparator(QWidget* parent = nullptr);

// "DEMO DATA"; stands wherever figures stand while the store is filled by the simulator.
QLabel* makeDemoLabel(QWidget* parent = nullptr);

} // namespace plimsoll

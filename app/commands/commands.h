// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/context.h"

namespace plimsoll {

// Each adds one sub-command with its options; when it is chosen it sets the action. `options` and
// `action` outlive the parsing and the action.
void addRunCommand(CLI::App& app, const GlobalOptions& options, Action& action);
void addProbeCommand(CLI::App& app, const GlobalOptions& options, Action& action);
void addSimulateCommand(CLI::App& app, const GlobalOptions& options, Action& action);
void addGenerateCommand(CLI::App& app, const GlobalOptions& options, Action& action);
void addStatusCommand(CLI::App& app, const GlobalOptions& options, Action& action);
void addAnswersCommand(CLI::App& app, const GlobalOptions& options, Action& action);
void addAdviseCommand(CLI::App& app, const GlobalOptions& options, Action& action);
void addPlanCommand(CLI::App& app, const GlobalOptions& options, Action& action);
void addHeadroomCommand(CLI::App& app, const GlobalOptions& options, Action& action);
void addReportCommand(CLI::App& app, const GlobalOptions& options, Action& action);
void addClaimsCommand(CLI::App& app, const GlobalOptions& options, Action& action);
void addExportCommand(CLI::App& app, const GlobalOptions& options, Action& action);
void addImportCommand(CLI::App& app, const GlobalOptions& options, Action& action);
void addConfigCommand(CLI::App& app, const GlobalOptions& options, Action& action);
void addFuseCommand(CLI::App& app, const GlobalOptions& options, Action& action);
void addKeyCommand(CLI::App& app, const GlobalOptions& options, Action& action);
void addModelsCommand(CLI::App& app, const GlobalOptions& options, Action& action);
void addDatabaseCommand(CLI::App& app, const GlobalOptions& options, Action& action);

// Those of `db` that have options of their own.
void addCompactCommand(CLI::App& database, const GlobalOptions& options, Action& action);
void addBackupCommand(CLI::App& database, const GlobalOptions& options, Action& action);
void addRecoverCommand(CLI::App& database, const GlobalOptions& options, Action& action);

void addCommands(CLI::App& app, const GlobalOptions& options, Action& action);

} // namespace plimsoll

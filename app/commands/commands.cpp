// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"

namespace plimsoll {

void addCommands(CLI::App& app, const GlobalOptions& options, Action& action)
{
    addRunCommand(app, options, action);
    addProbeCommand(app, options, action);
    addSimulateCommand(app, options, action);
    addGenerateCommand(app, options, action);
    addStatusCommand(app, options, action);
    addAnswersCommand(app, options, action);
    addAdviseCommand(app, options, action);
    addPlanCommand(app, options, action);
    addHeadroomCommand(app, options, action);
    addReportCommand(app, options, action);
    addClaimsCommand(app, options, action);
    addExportCommand(app, options, action);
    addImportCommand(app, options, action);
    addConfigCommand(app, options, action);
    addFuseCommand(app, options, action);
    addKeyCommand(app, options, action);
    addModelsCommand(app, options, action);
    addDatabaseCommand(app, options, action);
}

} // namespace plimsoll

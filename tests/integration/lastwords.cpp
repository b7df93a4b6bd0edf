// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lastwords.h"

#include "app/logging.h"

#include <stdexcept>
#include <string>

// Ends as a program does that made a mistake with a key in its hands: by an exception or by a fatal
// line in the log.
int main(int count, char** arguments)
{
    plimsoll::guardLastWords();
    plimsoll::startLogging(plimsoll::LogLevel::Debug);
    const std::string key = qgetenv("ANTHROPIC_API_KEY").toStdString();
    if (count > 1 && std::string(arguments[1]) == "fatal") {
        qFatal("cannot go on with %s", key.c_str());
    }
    throw std::runtime_error("cannot go on with " + key);
}

# SPDX-FileCopyrightText: 2026 The Plimsoll authors
# SPDX-License-Identifier: GPL-3.0-or-later

# ccache must be told that a precompiled header is part of the input, and that the same source in
# another build folder or clone is the same source. The hash of a file that has not changed is kept: a
# precompiled header is larger than all else together and would be read again for each object.
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros
        CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 CCACHE_INODECACHE=1 ${CCACHE_PROGRAM})
endif()

# Everything a target of ours is compiled with; nothing is set globally.
add_library(plimsoll_options INTERFACE)
target_compile_features(plimsoll_options INTERFACE cxx_std_20)
target_include_directories(plimsoll_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_definitions(plimsoll_options INTERFACE
    PLIMSOLL_VERSION="${PROJECT_VERSION}"
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_FOREACH
    QT_USE_QSTRINGBUILDER QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400)
target_compile_options(plimsoll_options INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast -Woverloaded-virtual -Wnon-virtual-dtor
    $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>
    $<$<BOOL:${PLIMSOLL_WERROR}>:-Werror>)
if(PLIMSOLL_SANITIZE)
    # What a sanitizer adds to the code hides from GCC what was checked before: its warning of values that
    # may not be initialized is then wrong as often as right. The everyday build has it.
    target_compile_options(plimsoll_options INTERFACE
        -fsanitize=${PLIMSOLL_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all
        $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
    target_link_options(plimsoll_options INTERFACE -fsanitize=${PLIMSOLL_SANITIZE})
endif()
if(PLIMSOLL_COVERAGE)
    target_compile_options(plimsoll_options INTERFACE --coverage)
    target_link_options(plimsoll_options INTERFACE --coverage)
endif()

set(PLIMSOLL_PCH
    <algorithm> <array> <chrono> <functional> <memory> <optional> <string> <utility> <variant> <vector>
    <QByteArray> <QDateTime> <QHash> <QList> <QObject> <QString> <QStringList> <QStringView> <QTimer>)

# plimsoll_library(name SOURCES a.cpp ... PUBLIC lib ... PRIVATE lib ...)
function(plimsoll_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(${name} PUBLIC plimsoll_options ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
    target_precompile_headers(${name} PRIVATE ${PLIMSOLL_PCH})
endfunction()

# plimsoll_program(name SOURCES a.cpp ... LINK lib ...)
function(plimsoll_program name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR})
    target_link_libraries(${name} PRIVATE plimsoll_options ${ARG_LINK})
    install(TARGETS ${name} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endfunction()

set(PLIMSOLL_TEST_PCH ${PLIMSOLL_PCH}
    <cmath> <map> <random> <set>
    <QDir> <QFile> <QJsonArray> <QJsonDocument> <QJsonObject> <QProcess> <QSignalSpy> <QTcpServer> <QTcpSocket>
    <QTemporaryDir> <QTest>)

# plimsoll_testheader(name lib ...): a precompiled header for tests. What its compiler is told decides who can
# use it, so it is told no more than every test is.
function(plimsoll_testheader name)
    file(CONFIGURE OUTPUT ${name}.cpp CONTENT "// Here for its precompiled header.\n")
    add_library(${name} OBJECT ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
    target_link_libraries(${name} PRIVATE plimsoll_options Qt6::Network Qt6::Test ${ARGN})
    target_precompile_headers(${name} PRIVATE ${PLIMSOLL_TEST_PCH})
endfunction()

# plimsoll_testlibrary(name SOURCES a.cpp ... LINK lib ...): what several tests share. A class with Q_OBJECT in
# a header belongs here.
function(plimsoll_testlibrary name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(${name} PUBLIC plimsoll_options Qt6::Network Qt6::Test ${ARG_LINK})
endfunction()

# plimsoll_testprogram(name SOURCES a.cpp ... LINK lib ...): what tests run as test::builtProgram(name).
function(plimsoll_testprogram name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR})
    target_link_libraries(${name} PRIVATE plimsoll_options plimsoll_testsupport ${ARG_LINK})
    target_precompile_headers(${name} REUSE_FROM plimsoll_testheader)
endfunction()

# plimsoll_test(tst_name LABEL unit SOURCES tst_name.cpp ... LINK lib ...)
# Labels: unit, integration, ui, simulation, bench, lint. Benchmarks are built and run by hand, never timed by a
# test. Simulations repeat a calculation thousands of times to see how often it errs; they run where that is fast.
# Nothing on the command line of its compiler may name the source or the build folder, and the precompiled
# header is one for all: so any build folder and clone takes the objects of another from the compiler cache.
function(plimsoll_test name)
    cmake_parse_arguments(ARG "" "LABEL;TIMEOUT" "SOURCES;LINK" ${ARGN})
    if(PLIMSOLL_SANITIZE AND ARG_LABEL STREQUAL simulation)
        return() # it would not be run
    endif()
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 60)
    endif()
    if(PLIMSOLL_SANITIZE)
        math(EXPR ARG_TIMEOUT "${ARG_TIMEOUT} * 5")
    endif()
    # moc for the one source that needs it: AUTOMOC would add three steps and a second source to each program.
    set(moc ${CMAKE_CURRENT_BINARY_DIR}/${name}.moc)
    qt_generate_moc(${name}.cpp ${moc})
    add_executable(${name} ${ARG_SOURCES} ${moc})
    target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
    target_link_libraries(${name} PRIVATE plimsoll_options plimsoll_testsupport Qt6::Test ${ARG_LINK})
    if(ARG_LABEL STREQUAL ui)
        target_precompile_headers(${name} REUSE_FROM plimsoll_uitestheader)
    else()
        target_precompile_headers(${name} REUSE_FROM plimsoll_testheader)
    endif()
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES LABELS ${ARG_LABEL} TIMEOUT ${ARG_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;TZ=UTC;LC_ALL=C.UTF-8;QT_LOGGING_RULES=plimsoll.*.debug=false")
endfunction()

# Writes OUT, which holds the SQL files as string literals. Called at build time with
# -DSOURCE=<this folder> -DOUT=<file> -DMIGRATIONS=<a|b|…> -DFUNCTIONS=<a|b|…> (names without .sql).
cmake_minimum_required(VERSION 3.25)

# One literal a line keeps the made file readable in an editor and in compiler messages.
function(append_file folder name)
    file(READ "${SOURCE}/${folder}${name}.sql" text)
    string(REPLACE "\\" "\\\\" text "${text}")
    string(REPLACE "\"" "\\\"" text "${text}")
    string(REPLACE "\n" "\\n\"\n     \"" text "${text}")
    file(APPEND "${OUT}.new" "    {\"${name}\",\n     \"${text}\"},\n")
endfunction()

function(append_list variable folder names)
    string(REPLACE "|" ";" names "${names}")
    list(LENGTH names count)
    file(APPEND "${OUT}.new" "constexpr std::array<SqlFile, ${count}> ${variable}{{\n")
    foreach(name IN LISTS names)
        append_file("${folder}" "${name}")
    endforeach()
    file(APPEND "${OUT}.new" "}};\n\n")
endfunction()

string(REPLACE "|" ";" ordered "${FUNCTIONS}")
file(GLOB present RELATIVE "${SOURCE}/functions" "${SOURCE}/functions/*.sql")
foreach(file IN LISTS present)
    string(REGEX REPLACE "\\.sql$" "" name "${file}")
    if(NOT name IN_LIST ordered)
        message(FATAL_ERROR "sql/functions/${file} is not named in sql/functions/order")
    endif()
endforeach()

file(WRITE "${OUT}.new" "// Made from sql/ by embed.cmake.\n#include \"sql/embedded.hh\"\n\n"
                        "#include <array>\n\nnamespace vorrang::sql {\nnamespace {\n\n")
append_list(kMigrations "migrations/" "${MIGRATIONS}")
append_list(kFunctions "functions/" "${FUNCTIONS}")
append_list(kGrants "" "grants")
file(
    APPEND "${OUT}.new"
    "} // namespace\n\n"
    "std::span<const SqlFile> migrations() { return kMigrations; }\n\n"
    "std::span<const SqlFile> functions() { return kFunctions; }\n\n"
    "SqlFile grants() { return kGrants.front(); }\n\n"
    "} // namespace vorrang::sql\n")
file(RENAME "${OUT}.new" "${OUT}")

#include "core/api/upgrade.hh"

#include "core/log.hh"

#include <fmt/format.h>

namespace vorrang::api {
namespace {

// Any number does; it only must be no other program's.
constexpr const char* kTryLock = "select pg_try_advisory_lock(8607247001)";

constexpr const char* kMetaTables = R"(
set statement_timeout = 0;
create schema if not exists vorrang_meta;
create table if not exists vorrang_meta.migrations (
    number integer primary key,
    name text not null,
    checksum text not null,
    applied_at timestamptz not null
);
create table if not exists vorrang_meta.functions (
    one_row boolean primary key default true check (one_row),
    checksum text not null,
    created_at timestamptz not null
);
)";

// Old functions go first: a new signature would else stand beside the old one, and a new result
// type would be refused. Those that tables or views hang on stay, and are replaced.
constexpr const char* kDropFunctions = R"(
do $$
declare
    v_routines text;
begin
    select string_agg(p.oid::regprocedure::text, ', ') into v_routines
      from pg_catalog.pg_proc p
      join pg_catalog.pg_namespace n on n.oid = p.pronamespace
     where n.nspname in ('vorrang', 'vorrang_api')
       and p.prokind in ('f', 'p')
       and not exists (
           select from pg_catalog.pg_depend d
            where (d.refclassid = 'pg_proc'::regclass and d.refobjid = p.oid
                   and d.classid <> 'pg_proc'::regclass)
               or (d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e'));
    if v_routines is not null then
        execute 'drop routine ' || v_routines;
    end if;
end
$$;
)";

// What a program may know about the schema it works with. Granted to all: it tells no secret.
constexpr const char* kVersionFunctions = R"(
create or replace function vorrang_api.schema_version()
returns integer
language sql stable security definer set search_path = pg_catalog, pg_temp
as 'select coalesce(max(number), 0) from vorrang_meta.migrations';
create or replace function vorrang_api.schema_checksum()
returns text
language sql stable security definer set search_path = pg_catalog, pg_temp
as 'select checksum from vorrang_meta.functions';
grant execute on function vorrang_api.schema_version(), vorrang_api.schema_checksum() to public;
)";

Result<std::string> checksum(pg::Connection& connection, std::string_view text) {
    auto rows =
        connection.exec("select encode(sha256($1::bytea), 'hex')", pg::Params{}.bytes(text));
    if (!rows) {
        return pass_on(rows);
    }
    return std::string(rows->text(0, 0));
}

std::string all_functions(const SchemaScripts& scripts) {
    std::string text;
    for (const auto& file : scripts.functions) {
        text += file.text;
    }
    text += scripts.grants.text;
    return text;
}

Result<void> check_numbers(const SchemaScripts& scripts) {
    int expected = 0;
    for (const auto& file : scripts.migrations) {
        if (!file.name.starts_with(fmt::format("{:04}-", ++expected))) {
            return fail(ErrorCode::internal,
                        fmt::format("migration {} is not number {}", file.name, expected),
                        "the program was built from an incomplete sql/migrations");
        }
    }
    return {};
}

Error in_file(std::string_view name, Error error) {
    error.text = fmt::format("{}: {}", name, error.text);
    return error;
}

/// What is applied must be what we have; returns how many there are.
Result<int> check_applied(pg::Connection& connection, const SchemaScripts& scripts) {
    auto applied =
        connection.exec("select name, checksum from vorrang_meta.migrations order by number");
    if (!applied) {
        return pass_on(applied);
    }
    if (applied->size() > scripts.version()) {
        return fail(ErrorCode::refused,
                    fmt::format("the database has schema version {}, newer than this program's {}",
                                applied->size(),
                                scripts.version()),
                    "use the program that belongs to it; nothing was changed");
    }
    for (int i = 0; i < applied->size(); ++i) {
        const auto& file = scripts.migrations[static_cast<std::size_t>(i)];
        auto sum = checksum(connection, file.text);
        if (!sum) {
            return pass_on(sum);
        }
        if (file.name != applied->text(i, 0) || *sum != applied->text(i, 1)) {
            return fail(
                ErrorCode::refused,
                fmt::format("migration {} is not the one that was applied as {}: its text changed",
                            file.name,
                            applied->text(i, 0)),
                "an applied migration never changes; use an unchanged program, or put the "
                "change into a new migration; nothing was changed");
        }
    }
    return applied->size();
}

Result<void>
note_migration(pg::Connection& connection, int number, const SqlFile& file, Instant now) {
    auto noted =
        connection.exec("insert into vorrang_meta.migrations values "
                        "($1, $2, encode(sha256($3::bytea), 'hex'), $4)",
                        pg::Params{}.integer(number).text(file.name).bytes(file.text).instant(now));
    return noted ? Result<void>{} : pass_on(noted);
}

/// Runs `steps` between begin and commit; the first error rolls back.
template <typename Steps> Result<void> in_transaction(pg::Connection& connection, Steps steps) {
    if (auto begun = connection.begin(); !begun) {
        return begun;
    }
    if (Result<void> done = steps(); !done) {
        (void)connection.rollback();
        return done;
    }
    return connection.commit();
}

Result<void> run_file(pg::Connection& connection, const SqlFile& file) {
    auto done = connection.exec_script(std::string(file.text));
    return done ? done : tl::unexpected(in_file(file.name, done.error()));
}

Result<void>
create_functions(pg::Connection& connection, const SchemaScripts& scripts, Instant now) {
    if (auto dropped = connection.exec_script(kDropFunctions); !dropped) {
        return dropped;
    }
    for (const auto& file : scripts.functions) {
        if (auto done = run_file(connection, file); !done) {
            return done;
        }
    }
    if (auto done = run_file(connection, scripts.grants); !done) {
        if (connection.last_sqlstate() == "42704") {
            auto error = done.error();
            error.hint = "a role is missing: run sql/roles.sql once as a superuser";
            return tl::unexpected(error);
        }
        return done;
    }
    if (auto done = connection.exec_script(kVersionFunctions); !done) {
        return done;
    }
    auto noted =
        connection.exec("insert into vorrang_meta.functions (checksum, created_at) "
                        "values (encode(sha256($1::bytea), 'hex'), $2) "
                        "on conflict (one_row) do update set checksum = excluded.checksum, "
                        "created_at = excluded.created_at",
                        pg::Params{}.bytes(all_functions(scripts)).instant(now));
    return noted ? Result<void>{} : pass_on(noted);
}

Result<void> take_lock(pg::Connection& connection) {
    auto locked = connection.exec(kTryLock);
    if (!locked) {
        return pass_on(locked);
    }
    if (!locked->boolean(0, 0)) {
        return fail(ErrorCode::unavailable,
                    "another `vorrang db upgrade` is at work on this database",
                    "wait for it to end");
    }
    return {};
}

} // namespace

Result<UpgradeReport>
upgrade_schema(pg::Connection& connection, const SchemaScripts& scripts, Instant now) {
    if (auto numbers = check_numbers(scripts); !numbers) {
        return pass_on(numbers);
    }
    if (auto locked = take_lock(connection); !locked) {
        return pass_on(locked);
    }
    if (auto meta = connection.exec_script(kMetaTables); !meta) {
        return pass_on(meta);
    }
    auto present = check_applied(connection, scripts);
    if (!present) {
        return pass_on(present);
    }
    UpgradeReport report;
    for (int number = *present + 1; number <= scripts.version(); ++number) {
        const auto& file = scripts.migrations[static_cast<std::size_t>(number - 1)];
        auto done = in_transaction(connection, [&]() -> Result<void> {
            auto ran = run_file(connection, file);
            return ran ? note_migration(connection, number, file, now) : ran;
        });
        if (!done) {
            return pass_on(done);
        }
        report.applied.emplace_back(file.name);
    }
    auto done =
        in_transaction(connection, [&] { return create_functions(connection, scripts, now); });
    if (!done) {
        return pass_on(done);
    }
    report.version = scripts.version();
    return report;
}

Result<void> set_first_number(pg::Connection& connection, std::int64_t number) {
    auto done =
        connection.exec("select vorrang_api.set_first_number($1)", pg::Params{}.integer(number));
    return done ? Result<void>{} : pass_on(done);
}

Result<void> check_schema(pg::Connection& connection, const SchemaScripts& scripts) {
    auto rows =
        connection.exec("select vorrang_api.schema_version(), vorrang_api.schema_checksum()");
    const auto& state = connection.last_sqlstate();
    const bool absent =
        !rows && (state == "42883" || state == "3F000" || state == "42501" || state == "42P01");
    if (!rows && !absent) {
        return pass_on(rows);
    }
    if (absent || rows->null(0, 1)) {
        return fail(ErrorCode::data,
                    "the database has no Vorrang schema, or this role may not use it",
                    "run `vorrang db upgrade`");
    }
    const auto version = rows->integer(0, 0);
    if (version != scripts.version()) {
        return fail(ErrorCode::data,
                    fmt::format("the database has schema version {}, this program wants {}",
                                version,
                                scripts.version()),
                    version < scripts.version() ? "run `vorrang db upgrade`"
                                                : "install the newer program");
    }
    auto wanted = checksum(connection, all_functions(scripts));
    if (!wanted) {
        return pass_on(wanted);
    }
    if (*wanted != rows->text(0, 1)) {
        return fail(ErrorCode::data,
                    "the database's functions are of another build than this program",
                    "run `vorrang db upgrade`");
    }
    return {};
}

} // namespace vorrang::api

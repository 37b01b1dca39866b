import type postgres from "postgres";
import { StartRefused } from "./connection-problem.ts";

/** Where an installation lives. */
export type Schemas = { readonly own: string; readonly queue: string };

type Missing = { readonly privilege: string; readonly object: string; readonly role: string };

/**
 * Throws `StartRefused` when the role may not use what a migration has made: names the first privilege that is missing,
 * its object and the GRANT. Does nothing on a database without our tables. Reads catalogs only, which every role may.
 */
export async function checkUseRights(sql: postgres.Sql, { own, queue }: Schemas): Promise<void> {
  const rows = await sql<Missing[]>`
    with ours as (
      select c.relowner as owner from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = ${own} and c.relname = 'sql_functions'),
    wanted as (
      select 1 as nth, 'USAGE' as privilege, format('SCHEMA %I', n.nspname) as object,
             has_schema_privilege(n.oid, 'USAGE') as given
        from pg_namespace n where n.nspname in (${own}, ${queue})
      union all
      select 2, p.privilege, format('TABLE %I.%I', n.nspname, c.relname), case when c.relkind in ('r', 'p') then has_table_privilege(c.oid, p.privilege) end
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
             cross join unnest(string_to_array(
               case when n.nspname = ${own} and c.relname in ('schema_migrations', 'sql_functions') then 'SELECT'
                    else 'SELECT,INSERT,UPDATE,DELETE' end, ',')) as p(privilege)
       where n.nspname in (${own}, ${queue}) and c.relkind in ('r', 'p') and c.relowner = (select owner from ours)
      union all
      select 3, 'USAGE', format('SEQUENCE %I.%I', n.nspname, c.relname), case when c.relkind = 'S' then has_sequence_privilege(c.oid, 'USAGE') end
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname in (${own}, ${queue}) and c.relkind = 'S' and c.relowner = (select owner from ours)
      union all
      select 4, 'EXECUTE', format('FUNCTION %s', f.oid::regprocedure), has_function_privilege(f.oid, 'EXECUTE')
        from pg_proc f join pg_namespace n on n.oid = f.pronamespace
       where n.nspname in (${own}, ${queue}) and f.prokind = 'f' and f.proowner = (select owner from ours))
    select privilege, object, quote_ident(current_user) as role
      from wanted where not given and exists (select from ours) order by nth, object collate "C", privilege`;
  refuseMissing(rows, "the owner of the tables must run");
}

/** More objects than this are not listed: then it is not one right that was forgotten. */
const MAX_LISTED = 3;

/** Several rights on one object are one GRANT. The first object is named, and each GRANT up to a number. */
function refuseMissing(rows: readonly Missing[], who: string): void {
  const byObject = Map.groupBy(rows, ({ object }) => object);
  const [first] = byObject.values();
  if (!first?.[0]) return;
  const { object, role } = first[0];
  const privilegesOf = (some: readonly Missing[]) => [...new Set(some.map(({ privilege }) => privilege))].join(", ");
  const grants = [...byObject].map(([name, some]) => `GRANT ${privilegesOf(some)} ON ${name} TO ${role}`);
  const others = grants.length - MAX_LISTED;
  const more = others > 0 ? `; ${others} more objects lack rights, and docs/grants.sql has the whole list` : "";
  const listed = grants.slice(0, MAX_LISTED).join("; ");
  throw new StartRefused(`The role ${role} lacks ${privilegesOf(first)} on ${object}; ${who} ${listed}${more}`);
}

/**
 * Throws `StartRefused` when the role may not migrate: a new database needs CREATE, an older one the owner of its
 * tables. Call it only when something is to be migrated.
 */
export async function checkMigrationRights(sql: postgres.Sql, { own, queue }: Schemas): Promise<void> {
  const [tables] = await sql<{ owner: string; role: string; mayChange: boolean }[]>`
    select pg_get_userbyid(c.relowner) as owner, quote_ident(current_user) as role,
           pg_has_role(c.relowner, 'USAGE') as "mayChange"
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = ${own} and c.relname = 'sql_functions'`;
  if (tables) {
    if (tables.mayChange) return;
    throw new StartRefused(
      `The database is of another version, and the role ${tables.role} does not own its tables; ` +
        `run the command migrate of this version as their owner, ${tables.owner}`,
    );
  }
  const rows = await sql<Missing[]>`
    select 'CREATE' as privilege, quote_ident(current_user) as role,
           case when n.oid is null then format('DATABASE %I', current_database()) else format('SCHEMA %I', n.nspname) end as object
      from unnest(string_to_array(${`${own},${queue}`}, ',')) as wanted(name) left join pg_namespace n on n.nspname = wanted.name
     where not case when n.oid is null then has_database_privilege(current_database(), 'CREATE')
                    else has_schema_privilege(n.oid, 'CREATE') and has_schema_privilege(n.oid, 'USAGE') end`;
  refuseMissing(
    rows,
    "the database is not migrated: run the command migrate as the owner of the database, or let that role run",
  );
}

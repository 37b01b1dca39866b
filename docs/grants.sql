-- The rights of a role that serves (`start`, and every command but `migrate`) on a database that another role owns.
-- The owner runs this after its first `migrate`:
--
--   psql "$OWNER_URL" -v role=retake_app -v schema=public -v queue=pgboss -f docs/grants.sql
--
-- `schema` is DATABASE_SCHEMA. `queue` is the job queue's schema: pgboss beside public, else the schema's name and _jobs.
GRANT CONNECT ON DATABASE :"DBNAME" TO :"role";
GRANT USAGE ON SCHEMA :"schema", :"queue" TO :"role";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA :"schema", :"queue" TO :"role";
-- What is migrated is read when a process starts, and only the owner writes it.
REVOKE INSERT, UPDATE, DELETE ON :"schema".schema_migrations, :"schema".sql_functions FROM :"role";
GRANT USAGE ON ALL SEQUENCES IN SCHEMA :"schema", :"queue" TO :"role";
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA :"schema", :"queue" TO :"role";
-- For what later migrations of this owner make.
ALTER DEFAULT PRIVILEGES IN SCHEMA :"schema", :"queue" GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"role";
ALTER DEFAULT PRIVILEGES IN SCHEMA :"schema", :"queue" GRANT USAGE ON SEQUENCES TO :"role";
ALTER DEFAULT PRIVILEGES IN SCHEMA :"schema", :"queue" GRANT EXECUTE ON FUNCTIONS TO :"role";

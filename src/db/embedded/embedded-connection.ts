/** Options for postgres.js. `host` is the folder of the server's socket; the user is the server's superuser. */
export type EmbeddedConnection = { host: string; port: number; user: string; password: string; database: string };

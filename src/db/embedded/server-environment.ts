/**
 * All that the server's programs get to see of the environment: messages in English, times in UTC, the shell that
 * initdb starts. Secrets of this program, and variables such as PGDATA that would change the server, stay outside.
 */
export const SERVER_ENVIRONMENT = { LC_ALL: "C", TZ: "UTC", PATH: "/usr/local/bin:/usr/bin:/bin" };

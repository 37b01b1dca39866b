/** Only a part of the socket's name: nothing listens on the network. */
export const SERVER_PORT = 5432;

/**
 * Settings of the embedded server, for a small machine that runs this program beside it. Durability (fsync,
 * synchronous_commit, full_page_writes) keeps PostgreSQL's defaults: on.
 */
export const SERVER_SETTINGS: Readonly<Record<string, string>> = {
  cluster_name: "retake",
  // Only through the socket in a private folder.
  listen_addresses: "",
  unix_socket_permissions: "0700",
  // Several programs with their pools; an idle connection costs about 2 MB.
  max_connections: "200",
  shared_buffers: "128MB",
  max_wal_size: "1GB",
  // Short statements gain nothing from these processes, and parallel ones fail in containers with 64 MB of /dev/shm.
  max_parallel_workers_per_gather: "0",
  max_logical_replication_workers: "0",
  io_method: "sync",
  // Asking for them crashes the server in containers with a limit on huge pages.
  huge_pages: "off",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  lc_messages: "C",
  log_min_messages: "warning",
  log_checkpoints: "off",
};

/** The text that `retake` prints without a command. */
export const USAGE = `Usage: npm run -s retake -- COMMAND [options]   (--json prints one JSON object)

  start [--roles gateway,worker] [--demo]      serve callers, make images, or both
  migrate                                      bring the database up to date and exit
  demo [--out DIR]                             resynthesize a demo character and write its images
  gallery --out DIR [--sets N] [--rerolls N] [--only NAME]
                                               write contact sheets of the built-in renderer as an HTML page
  verify                                       check the invariants of all tables; exit with 1 if one is violated
  team create --name N [--credits C] [--auto-save]
  key create --team T [--scope read|write|full]
  key revoke --id K
  key list --team T
  console --team T                             make a one-time sign-in link to the console
  credits grant --team T --amount N [--note S]
  credits show --team T
  character create --team T --name N --status ready|reviewing|failed [--attributes JSON] [--count N]

Settings are read from environment variables; the README lists them.
`;

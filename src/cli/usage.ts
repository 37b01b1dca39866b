/** What `retake` prints without a command. */
export const USAGE = `Usage: npm run -s retake -- COMMAND [options]   (--json prints one JSON object)

  start [--roles gateway,worker] [--demo]      serve
  migrate                                      bring the database up to date and exit
  demo [--out DIR]                             resynthesize a demo character and write its pictures
  gallery --out DIR [--sets N] [--rerolls N] [--only NAME]
                                               write contact sheets of the built-in renderer and a page
  verify                                       look for violations of the invariants; exit 1 when there is one
  team create --name N [--credits C] [--auto-save]
  key create --team T [--scope read|write|full]
  key revoke --id K
  key list --team T
  console --team T                             make a sign-in link of the console
  credits grant --team T --amount N [--note S]
  credits show --team T
  character create --team T --name N --status ready|reviewing|failed [--attributes JSON] [--count N]

Configuration is in the environment; the README lists it.
`;

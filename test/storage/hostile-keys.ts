const sha256 = "ab".repeat(32);
const key = `v1/team_01A/ab/${sha256}.webp`;

/** Texts that an attacker might send as a key. */
export const HOSTILE_KEYS = [
  "",
  "store-id",
  "../store-id",
  "/etc/passwd",
  `/${key}`,
  `${key}\0`,
  `${key}\n`,
  ` ${key}`,
  `v1/../ab/${sha256}.webp`,
  `v1/team_01A/../../../etc/${sha256}.webp`,
  `v1/team_01A\0/ab/${sha256}.webp`,
  `v1/./ab/${sha256}.webp`,
  `v1/team%2f01A/ab/${sha256}.webp`,
  `v1\\team_01A\\ab\\${sha256}.webp`,
  `v1/team:01A/ab/${sha256}.webp`,
  `v1/team_01A/cd/${sha256}.webp`,
  `v1/team_01A/AB/${sha256.toUpperCase()}.webp`,
  `v1/team_01A/ab/${sha256.slice(1)}.webp`,
  `v1/team_01A/ab/${sha256}0.webp`,
  `v1/team_01A/ab/${sha256}.svg`,
  `v1/team_01A/ab/${sha256}.webp.html`,
  `v1/team_01A/ab/${sha256}.webp/..`,
  `v1/${"t".repeat(65)}/ab/${sha256}.webp`,
  `v2/team_01A/ab/${sha256}.webp`,
  `v1//ab/${sha256}.webp`,
];

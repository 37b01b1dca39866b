const CHARACTER = "id name status version errorMessage updatedAt attributes { gender age hairColor eyeColor }";

/** What every socket asks for: what a page that shows a character needs, and the version from which it would go on. */
export const SUBSCRIPTION = `subscription Watch($id: ID!) {
  characterStatusChanged(id: $id) { version character { ${CHARACTER} } }
}`;

/** What a page that polls asks for, every second: the same. */
export const POLL = `query Poll($id: ID!) { character(id: $id) { ${CHARACTER} } }`;

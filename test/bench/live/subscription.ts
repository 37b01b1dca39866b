const CHARACTER = "id name status version errorMessage updatedAt attributes { gender age hairColor eyeColor }";

/** The selection of every socket: what a page with a character needs, and the version after which it would resume. */
export const SUBSCRIPTION = `subscription Watch($id: ID!) {
  characterStatusChanged(id: $id) { version character { ${CHARACTER} } }
}`;

/** The request of a polling page, with the same selection. */
export const POLL = `query Poll($id: ID!) { character(id: $id) { ${CHARACTER} } }`;

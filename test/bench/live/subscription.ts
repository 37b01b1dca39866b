/** What every socket asks for: what a page that shows a character needs, without addresses that must be signed. */
export const SUBSCRIPTION = `subscription Watch($id: ID!) {
  characterStatusChanged(id: $id) {
    cursor version status previousStatus snapshot occurredAt
    character { id name status version errorMessage updatedAt attributes { gender age hairColor eyeColor } }
  }
}`;

/** What a page that polls asks for, every second. */
export const POLL = `query Poll($id: ID!) {
  character(id: $id) { id name status version errorMessage updatedAt attributes { gender age hairColor eyeColor } }
}`;

/** The path under which a set's contact sheet is served to whoever has it signed. */
export function sheetPath(characterId: string, setNumber: number): string {
  return `/storage/sheets/${characterId}/${setNumber}`;
}

import { globSync, readFileSync } from "node:fs";

/**
 * Identifiers that were replaced by the ordinary names beside them, and must not come back in `src` and `test`. Only names
 * that are no English words: a comment may still say "lane" or "bell".
 */
const RETIRED: Readonly<Record<string, string>> = {
  createLanes: "createCallLimiter",
  LaneTimeout: "LimiterTimeoutError",
  LaneKey: "CallLimit",
  inLanes: "limitAccept",
  createGate: "KeyedLimiter",
  createSemaphore: "KeyedLimiter",
  createTally: "KeyedLimiter",
  runForRow: "queryOne",
  isLive: "isLiveStream",
  handTo: "sendTo",
  Taker: "Sink",
  tapStream: "mapStream",
  TappedStream: "MappedStream",
  leaveStream: "cancelStream",
  closable: "cancellableStream",
  EndSignal: "CancelSignal",
  HistoryGone: "HistoryTruncatedError",
  createKeyWatch: "createRevocationWatcher",
  KeyWatch: "RevocationWatcher",
  createPump: "writeStream",
  StreamPump: "StreamWriter",
  sendEncoded: "send",
  plainRequest: "one HTTP handler (src/graphql/http.ts)",
  answerByYoga: "one HTTP handler (src/graphql/http.ts)",
  RunLost: "SupersededError",
  HandedBack: "RequeueJob",
  persistBlobs: "retryBlobStore",
  takeTurn: "claimInterval",
  createDoorbell: "createNotifier",
  Doorbell: "Notifier",
  doorbell: "notifier",
  newsOf: "changeHintOf",
  joinNews: "joinHints",
  printNews: "printHint",
  parseNews: "parseHint",
  listenForRings: "listenForChanges",
  FLOOR_MS: "POLL_INTERVAL_MS",
  EVENT_MARK: "EVENT_FINGERPRINT",
  TeamPlace: "TeamPosition",
  team_mark: "team_fingerprint",
  ErrorFacts: "ErrorEntry in the table, ReportedError in an answer",
  thrownFacts: "reportError",
  refusalFacts: "describeRefusal",
  RefusalFacts: "DescribedRefusal",
  ServerFacts: "ServerProperties",
  SpanFacts: "SpanAttributes",
  restFacts: "restDetails",
  readCharacter: "findCharacter",
  readCharacters: "findCharacters",
  readSyntheses: "findSyntheses",
  readLatestSyntheses: "findLatestSyntheses",
  readImages: "findImages",
  readRefSet: "findRefSet",
  readTeam: "findTeam",
  readUpload: "findUpload",
  readSheetSource: "findSheetSource",
  readGauges: "findGauges",
  readOwnedPages: "listOwnedPages",
  readTeamHistory: "findTeamHistory",
  readTeamSnapshots: "listTeamSnapshots",
  readPresentChange: "findPresentChange",
  readPresentProgress: "findPresentProgress",
  readOldestVersion: "findOldestVersion",
  readOrNull: "callOrNull",
  readPage: "listPage or retryRead",
  readDemo: "findDemo",
  readLocalBuckets: "findLocalBuckets",
  readSignatureParams: "parseSignatureParams",
  parserFacts: "parserError",
  peekBucket: "findBucket",
  peekBuckets: "findBuckets",
  downloadPicture: "downloadImage",
  PictureSources: "ImageSources",
  storePicture: "storeImage",
  pictureType: "mediaTypeOf",
  holdPictures: "holdImages",
  failPictures: "failImages",
  complaint: "problem or error",
  complaints: "problems or errors",
};

const SELF = "test/check/retired-words.ts";

/** Every use of a retired name, as `file:line: old is now new`. */
function findRetired(files: readonly { readonly file: string; readonly text: string }[]): string[] {
  const pattern = new RegExp(`\\b(${Object.keys(RETIRED).join("|")})\\b`, "g");
  return files.flatMap(({ file, text }) =>
    text
      .split("\n")
      .flatMap((line, index) =>
        [...line.matchAll(pattern)].map(([name]) => `${file}:${index + 1}: ${name} is now ${RETIRED[name]}`),
      ),
  );
}

const files = globSync("{src,test}/**/*.{ts,tsx,sql}")
  .filter((file) => file !== SELF)
  .map((file) => ({ file, text: readFileSync(file, "utf8") }));
const found = findRetired(files);
for (const use of found) console.log(use);

// A planted name must be found, otherwise the check proves nothing.
const planted = findRetired([{ file: "planted.ts", text: "const lanes = createLanes(8);\n" }]);
if (planted.length !== 1) console.log("a planted retired name was not found");
process.exitCode = found.length === 0 && planted.length === 1 ? 0 : 1;

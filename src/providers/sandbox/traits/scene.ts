import type { Table } from "./match.ts";
import { firstOf, plainText } from "./match.ts";

/** Places behind the figure of a free prompt. */
export type SceneName =
  | "studio"
  | "beach"
  | "forest"
  | "city"
  | "night-city"
  | "space"
  | "mountains"
  | "desert"
  | "snow"
  | "sunset"
  | "room"
  | "library"
  | "cafe"
  | "castle"
  | "meadow"
  | "underwater"
  | "rain"
  | "stage";

const SCENES: Table<SceneName> = [
  [/\b(?:under ?water|ocean floor|reef|diving|mermaid|atlantis)\b/, "underwater"],
  [/\b(?:beach|sea\w*|ocean|coast|island|tropical|palm\w*|surf\w*|harbou?r|lake)\b/, "beach"],
  [/\b(?:space\w*|galaxy|planet|moon|stars?|cosmic|nebula|alien|orbit|astronaut)\b/, "space"],
  [/\b(?:neon|cyberpunk|night ?club|city at night|night (?:city|street|market)|tokyo at night)\b/, "night-city"],
  [/\b(?:snow\w*|winter|ice|arctic|ski\w*|christmas|frozen)\b/, "snow"],
  [/\b(?:rain\w*|storm\w*|umbrella)\b/, "rain"],
  [/\b(?:castle|medieval|kingdom|fortress|dungeon|throne|knight|dragon)\b/, "castle"],
  [/\b(?:forest|woods?|jungle|trees?|enchanted|hik\w+)\b/, "forest"],
  [/\b(?:mountains?|peak|alps|cliff|valley|canyon|volcano)\b/, "mountains"],
  [/\b(?:desert|dunes?|sahara|western|cactus|oasis)\b/, "desert"],
  [/\b(?:library|books?|study|school|class ?room|university|office|desk)\b/, "library"],
  [/\b(?:cafe|coffee|restaurant|bar|kitchen|bakery|diner|pub)\b/, "cafe"],
  [/\b(?:stage|concert|theat(?:er|re)|spotlight|singing|performing|show|disco)\b/, "stage"],
  [/\b(?:room|indoors?|home|sofa|couch|bed\w*|living|window|apartment|house|inside)\b/, "room"],
  [/\b(?:city|street|urban|downtown|town|skyline|building\w*|sky ?scraper\w*|market|road|cars?)\b/, "city"],
  [/\b(?:sunset|sunrise|dusk|dawn|golden hour|evening)\b/, "sunset"],
  [
    /\b(?:park|garden|meadow|field|flowers?|farm|spring|picnic|grass|countryside|hill\w*|outdoors?|nature|summer)\b/,
    "meadow",
  ],
  [/\bnight\b/, "night-city"],
  [/(?:)/, "studio"],
];

/** The place a prompt asks for; unknown words give a plain studio. */
export const sceneOf = (prompt: string): SceneName => firstOf(SCENES, plainText(prompt)) ?? "studio";

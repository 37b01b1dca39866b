import type { Color } from "../core/color.ts";
import { firstOf, plainText, type Table } from "../traits/read-text.ts";

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

/** A place: its sky, its ground, and where the horizon is. */
type Setting = {
  readonly sky: readonly [Color, Color];
  readonly ground: readonly [Color, Color];
  readonly horizon: number;
};

/** Sky, ground and horizon of every place but the studio. */
export const SETTINGS: Record<Exclude<SceneName, "studio">, Setting> = {
  beach: { sky: ["#8fd0ee", "#e4f4f6"], ground: ["#f2dfb4", "#dcbf86"], horizon: 0.7 },
  forest: { sky: ["#bfe0b8", "#eaf3d2"], ground: ["#6f9a58", "#446a3e"], horizon: 0.74 },
  city: { sky: ["#9cc4e6", "#f2e9dc"], ground: ["#b9bcc4", "#8d919c"], horizon: 0.8 },
  "night-city": { sky: ["#141636", "#5a2f6e"], ground: ["#2b2a4a", "#1a1930"], horizon: 0.8 },
  space: { sky: ["#0b0d24", "#33265c"], ground: ["#8d86a6", "#5a5478"], horizon: 0.84 },
  mountains: { sky: ["#93c2ea", "#eef5f8"], ground: ["#8fb06a", "#5f8550"], horizon: 0.76 },
  desert: { sky: ["#f3c98a", "#fbeccb"], ground: ["#e6b36a", "#c98a48"], horizon: 0.7 },
  snow: { sky: ["#b9d3e8", "#eef4f8"], ground: ["#ffffff", "#d4e3ef"], horizon: 0.72 },
  sunset: { sky: ["#5b3f7e", "#ffb169"], ground: ["#5a3b52", "#33243a"], horizon: 0.74 },
  room: { sky: ["#e9dccb", "#d9c4aa"], ground: ["#b98d62", "#8d6643"], horizon: 0.8 },
  library: { sky: ["#6b4a36", "#8a6447"], ground: ["#7a4f38", "#54352a"], horizon: 0.82 },
  cafe: { sky: ["#e6cfae", "#c99f72"], ground: ["#8d6244", "#65432f"], horizon: 0.8 },
  castle: { sky: ["#7d7f92", "#b7b3ba"], ground: ["#7d7670", "#56504e"], horizon: 0.8 },
  meadow: { sky: ["#8ccbf0", "#e6f5e4"], ground: ["#9ccb66", "#5f9a4a"], horizon: 0.68 },
  underwater: { sky: ["#4fb9d4", "#0f4f7e"], ground: ["#c9b98a", "#8a9a86"], horizon: 0.86 },
  rain: { sky: ["#6d7c8e", "#aab6c0"], ground: ["#77818c", "#4c5560"], horizon: 0.78 },
  stage: { sky: ["#1c0f24", "#4a1f3a"], ground: ["#7a4a33", "#3f2520"], horizon: 0.8 },
};

import type { Hat } from "./detail-names.ts";
import type { Table } from "./match.ts";

export const HATS: Table<Hat> = [
  [/\b(?:hijab|head ?scarf|chador|niqab|shayla)\b/, "hijab"],
  [/\b(?:turban|dastar|pagri|head ?wrap|gele)\b/, "turban"],
  [/\b(?:tricorn\w*|pirate (?:captain )?s? ?hat)\b/, "tricorn"],
  [/\b(?:kufi|taqiyah|kippah?|kippot|yarmulke|skull ?cap|fez|tubeteika)\b/, "kufi"],
  [/\b(?:hard ?hat|safety helmet)\b/, "helmet"],
  [/\b(?:chef s? ?hat|toque|chef)\b/, "chef"],
  [/\b(?:flat ?cap|newsboy|ivy cap|peaky|paperboy)\b/, "flat-cap"],
  [
    /\b(?:beanie|knit(?:ted)? (?:cap|hat)|toboggan|bobble hat|ushanka|trapper hat|ear ?flap hat|wool(?:len)? hat|winter hat|tuque)\b/,
    "beanie",
  ],
  [
    /\b(?:baseball|trucker|snapback|ball|backwards?|peaked|police|captain s?|sailor|officer s?|graduation)? ?cap\b(?! sleeve)/,
    "cap",
  ],
  [/\b(?:cowboy|cowgirl|stetson|western|ranger) ?(?:hat)?\b|\bstetson\b/, "cowboy"],
  [/\bberet\b/, "beret"],
  [/\btop ?hat\b/, "top-hat"],
  [/\b(?:witch|wizard|mage|pointed|pointy) ?s? (?:\w+ )?hat\b|\b(?:witch|wizard)\b/, "witch"],
  [/\b(?:sombrero|rice hat|conical hat|non la)\b|\b(?:straw|sun|wide brim\w*|floppy|gardening|safari) ?hat\b/, "straw"],
  [/\bbucket hat\b|\bfishing hat\b/, "bucket"],
  [/\b(?:fedora|trilby|panama|bowler|derby|homburg|hat)\b/, "fedora"],
  [
    /\b(?:flower crown|flower wreath|flowers in|flower garland|laurel|wreath|floral crown|flower in|floral headband)\b/,
    "flowers",
  ],
  [/\bcirclet\b/, "circlet"],
  [/\b(?:tiara|diadem)\b|\bprincess\b/, "tiara"],
  [/\bcrown\b(?! braid)|\bking\b|\bqueen\b/, "crown"],
  [/\b(?:helmet|helm)\b/, "helmet"],
  [/\bhood(?:ed)? (?:up|on|over|cloak|cape|robe)\b|\bhooded\b/, "hood"],
  [/\bbandanna\b|\bbandana\b|\bdo ?rag\b|\bdurag\b|\bkerchief\b|\bpirate\b/, "bandana"],
  [/\b(?:hair ?band|head ?band|sweat ?band|alice band)\b/, "headband"],
  [/\b(?:hair bow|ribbon|bow in)\b/, "bow"],
  [/\bhead ?phones?\b(?! around)|\bheadset\b|\bear ?muffs\b/, "headphones"],
];

import type { Mark } from "./detail-names.ts";
import type { Table } from "./match.ts";

export const MARKS: Table<Mark> = [
  [/\bfreckl\w+/, "freckles"],
  [/\bscar\w*\b.{0,28}\b(?:eye\w*|brow|eyebrow|forehead)\b|\b(?:eye\w*|brow) scar\w*/, "scar-brow"],
  [/\bscar(?:s|red|ring)?\b(?!.{0,28}\b(?:eye\w*|brow|forehead)\b)/, "scar-cheek"],
  [/\b(?:mole|beauty (?:mark|spot)|birth ?mark)\b/, "mole"],
  [/\bvitiligo\b/, "vitiligo"],
  [/\b(?:war ?paint|face ?paint\w*|painted face|tribal paint)\b/, "face-paint"],
  [/\b(?:rosy|blush\w*|flushed|red|pink) ?(?:cheeks?|cheeked)?\b.{0,2}\bcheek\w*|\brosy\b|\bblushing\b/, "blush"],
  [/\b(?:lipstick|(?:red|dark|black|pink|purple|painted) lips|make ?up|glamou?r\w*)\b/, "lipstick"],
  [/\b(?:eye ?shadow|smok(?:e)?y eyes?|make ?up|glamou?r\w*)\b/, "eyeshadow"],
  [/\b(?:eye ?liner|winged liner|kohl|goth\w*|mascara|make ?up)\b/, "eyeliner"],
  [/\b(?:nose (?:ring|stud|piercing)|septum|pierced nose)\b|\bpiercings?\b/, "nose-ring"],
  [/\b(?:lip (?:ring|piercing)|pierced lip)\b/, "lip-ring"],
  [/\b(?:bindi|tilak\w*)\b/, "bindi"],
  [/\bhoops?\b|\bhoop ear ?rings?\b/, "hoops"],
  [/\b(?:ear ?rings?|ear ?studs?|pierced ears?|studs)\b/, "earrings"],
  [/\b(?:face|facial) tattoo\w*|\bta moko\b|\bmoko\b/, "face-tattoo"],
  [/\btattoo\w*|\bsleeve of ink\b|\binked\b/, "arm-tattoo"],
  [/\b(?:fangs?|vampire|tusks?|orc)\b/, "fangs"],
  [/\bdimpl\w+/, "dimples"],
];

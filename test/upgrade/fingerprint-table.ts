import { RECORDED_CREATIONS } from "./recorded-creations.ts";
import { type RecordedRequest, requestsTo } from "./recorded-request.ts";

const raw = String.raw;

const RESYNTHESIZE = requestsTo("resynthesize_character", [
  ["no body", "01", { rest: null }, "5a93c910ce456468eb6336aa8e0e05b016902340ca30c14e5bd4de1e62e4506f"],
  ["an empty object", "02", { rest: "{}" }, "19e6d29ac804c7ba405e3da6dd9f8c0e3112a82d9061d29b919cb701a9b84224"],
  [
    "white space around and inside",
    "03",
    { rest: " {\r\n\t} \n" },
    "78b371cacccd25623329d816ec8d664aea297400216abaa02c6eec999e00dff3",
  ],
  [
    "force_all false",
    "04",
    { rest: '{"force_all":false}' },
    "a543ad904c466ac077281dcb2107623f4e8976c6c6fc424e495d2c8f86376292",
  ],
  [
    "force_all true",
    "05",
    { rest: '{"force_all":true}' },
    "3ceb842c7df8a2b43f75c6fad235245bb8f2c139c9bbb581492fd5df73507518",
  ],
  [
    "force_all null, which counts as sent over REST",
    "06",
    { rest: '{"force_all":null}' },
    "5a3497fd3557a06e5a70f6943535fadf3e1616ccaf411c3c734b72494b82533d",
  ],
  [
    "a member name written with an escape",
    "07",
    { rest: raw`{ "force\u005fall" : true }` },
    "c750246f2f679289ac99e3d29a95222dcf6d9133c3f8eb330802ca435aa86a53",
  ],
  [
    "no argument",
    "08",
    { graphql: 'resynthesizeCharacter(id: "ID")' },
    "c20d99c9f1101e1b610a42aa0444ca1abb40cef3254a3076dd876540a90c067c",
  ],
  [
    "forceAll null, which is no argument",
    "09",
    { graphql: 'resynthesizeCharacter(id: "ID", forceAll: null)' },
    "165a253a3b0300d32b9f354e654afd841bcd6ec85f6f69d00978a9a7ed7c16ce",
  ],
  [
    "forceAll false",
    "0A",
    { graphql: 'resynthesizeCharacter(forceAll: false, id: "ID")' },
    "0976694ad2c6e9c7ff25f0b293e2b88086a9c397a3013c5277b184e173378e05",
  ],
  [
    "forceAll true",
    "0B",
    { graphql: 'resynthesizeCharacter(id: "ID", forceAll: true)' },
    "2cce9d55c4b08141a4050ece37e60303674478dba8bbc886ef0af33d273abb31",
  ],
  [
    "a variable that is not sent",
    "0C",
    {
      graphql: "resynthesizeCharacter(id: $id, forceAll: $f)",
      declared: "$id: ID!, $f: Boolean",
      variables: '{"id":"ID"}',
    },
    "eaf1305ea39a5971a13e17fa231281ec63c3467ca1c11bf1b8c7ac16c9c8ce31",
  ],
  [
    "a variable that is null",
    "0D",
    {
      graphql: "resynthesizeCharacter(id: $id, forceAll: $f)",
      declared: "$id: ID!, $f: Boolean",
      variables: '{"id":"ID","f":null}',
    },
    "9bf6d2b8117370b64552a4b3cfa3caab6931c7a850f6fb02c0484e902d3412e8",
  ],
  [
    "a default of a variable",
    "0E",
    { graphql: 'resynthesizeCharacter(id: "ID", forceAll: $f)', declared: "$f: Boolean = false", variables: "{}" },
    "a147f0047b3350e9b4abf293299334b0c10a659a0f406b9a22dc453ad0816521",
  ],
]);

const REGENERATE = requestsTo("regenerate_character_ref", [
  [
    "a pose alone",
    "11",
    { rest: '{"pose":"side"}' },
    "886325a3c8e7a4aa62715956aaa09547fa3721ad705f55072c747567b7ec7b86",
  ],
  [
    "another pose",
    "12",
    { rest: '{"pose":"portrait"}' },
    "1e3f8bc50b5e459dfe497b25da96bde6ba8b474a94c5ed9645595c7dd3968450",
  ],
  [
    "an empty wish",
    "13",
    { rest: '{"pose":"side","prompt_override":""}' },
    "92b1636ff3c65d2be213e7ae6d9a5dc389aee3b87137b41a97048af5778b89a3",
  ],
  [
    "a wish that is null",
    "14",
    { rest: '{"pose":"side","prompt_override":null}' },
    "ec0edf9f619152c4d0fd77737d4433dc05cbf006a426e6f90ac8ad2978943c48",
  ],
  [
    "members in the other order",
    "15",
    { rest: '{"prompt_override":"a hat","pose":"front"}' },
    "6ef6878081b1ff3be36c0ee80509d60242862662fa5f38b1842c50805746ac87",
  ],
  [
    "quotes and line feeds as escapes",
    "16",
    { rest: raw`{"pose":"back","prompt_override":"\"a\"\n\u0022b\u0022\/"}` },
    "d1a7e67823187926a96873be99416faaf535607cdfcc6344d3b891d7bd510ee0",
  ],
  [
    "a pose in capitals, its GraphQL name",
    "17",
    { graphql: 'regenerateCharacterRef(id: "ID", pose: SIDE)' },
    "e900150f812cdcd627ae45115e59bfa5c456f4878acdb651682954ab6f23bb58",
  ],
  [
    "a wish that is null, which is no argument",
    "18",
    { graphql: 'regenerateCharacterRef(pose: SIDE, id: "ID", promptOverride: null)' },
    "5bea0bf563fac671d3039d34f53dd1a5be763043f919166496f6b608ef39444b",
  ],
  [
    "a wish that is empty",
    "19",
    { graphql: 'regenerateCharacterRef(id: "ID", pose: SIDE, promptOverride: "")' },
    "c6f5622e1080718e443d6f0e15cb95be6598b54d2cc40a6af6cca8f895c218da",
  ],
  [
    "a block string",
    "1A",
    {
      graphql: 'regenerateCharacterRef(id: "ID", pose: FRONT, promptOverride: """\n    a hat\n      and a "coat"\n""")',
    },
    "9e807659e753a426d4b4fba27d1031155386cd76c6b365f455cdce9fbaf52189",
  ],
  [
    "a pose as a variable",
    "1B",
    {
      graphql: "regenerateCharacterRef(id: $id, pose: $pose, promptOverride: $wish)",
      declared: "$wish: String, $pose: Pose!, $id: ID!",
      variables: raw`{"wish":"\ud83c\udfa9","pose":"BACK","id":"ID"}`,
    },
    "b8909433de1e545ae7ce239e30835ba44befe418b779780acaf0973977002305",
  ],
]);

const IMAGE = requestsTo("create_image", [
  [
    "a prompt alone",
    "31",
    { rest: '{"prompt":"x"}' },
    "a8d8de61968d6a4456ad265ab521e114771d400796edf667ab09235d6d3e1ffe",
  ],
  [
    "whole numbers",
    "32",
    { rest: '{"prompt":"x","seed":1,"width":512}' },
    "56cf18ab4b74d9fe6f422d4aaa9fe61511a7b3563aad846684e73e5b1bc39e00",
  ],
  [
    "whole numbers with exponents and fractions",
    "33",
    { rest: raw`{"seed":10E-1,"width":0.512e3,"prompt":"\u0078"}` },
    "56cf18ab4b74d9fe6f422d4aaa9fe61511a7b3563aad846684e73e5b1bc39e00",
  ],
  [
    "minus zero",
    "34",
    { rest: '{"prompt":"x","seed":-0}' },
    "684a984ab6636cbdb1970a3e7adeefcda2dc2d8e24228de19fda864ef6c9b2e1",
  ],
  [
    "the largest seed",
    "35",
    { rest: '{"prompt":"x","seed":4.294967295e9,"height":2048}' },
    "eee144221df0473facc039d14cacd7b3368ebd0ef953b217e8398e76f1f0acc3",
  ],
  [
    "a default that is spelled out",
    "36",
    { rest: '{"prompt":"x","width":1024,"height":1024}' },
    "29aa3fdc6235cc33310fa7fcb07ea5a9979b3134bf7e71df776ae244808e57d3",
  ],
  [
    "null members",
    "37",
    { rest: '{"prompt":"x","character_id":null,"width":null,"height":null,"seed":null}' },
    "480f564736f3704bdfdc98fa1e318a9e5870924f28ca1b03a0dc3e4eca587ec2",
  ],
  [
    "a character",
    "38",
    { rest: '{"prompt":"on a horse","character_id":"ID"}' },
    "f7f1d20797a8c66958c748440453c1ed307b29d70884213e301224e5114f203c",
  ],
  [
    "white space around the text",
    "39",
    { rest: raw`{"prompt":" \u00a0x\t\r\n"}` },
    "a928de65fda1673a957937f571a3e3378127a4fc1c931ab9f7ebe1f688443c10",
  ],
  [
    "C1 and format characters",
    "3A",
    { rest: raw`{"prompt":"a\u0001\u001f\u007f\u0085\u200e\ufeffb"}` },
    "928d2f0dfbaa5987220c908d880f395c3d2c902f610441e383ed4c9126a110db",
  ],
  [
    "capitals and a sharp s",
    "3B",
    { rest: '{"prompt":"CAFÉ Straße"}' },
    "9b480da565be39da039e96ff17e87074f9256453c8895f2a8538fe06d9f08670",
  ],
  [
    "a prompt alone over GraphQL",
    "3C",
    { graphql: 'createImage(input: { prompt: "x" })' },
    "a8d8de61968d6a4456ad265ab521e114771d400796edf667ab09235d6d3e1ffe",
  ],
  [
    "numbers in a document",
    "3D",
    { graphql: 'createImage(input: { width: 512, prompt: "x", seed: 1 })' },
    "56cf18ab4b74d9fe6f422d4aaa9fe61511a7b3563aad846684e73e5b1bc39e00",
  ],
  [
    "numbers in variables, written in different ways",
    "3E",
    {
      graphql: "createImage(input: $input)",
      declared: "$input: CreateImageInput!",
      variables: raw`{"input":{"seed":4294967295.0,"width":0.512e3,"prompt":"\u0078","height":null}}`,
    },
    "196c9f35f0fbab2ba34e1c9553c5ac0f45d33a41e2c32da913e6ba6f5733fac9",
  ],
  [
    "a character over GraphQL",
    "3F",
    { graphql: 'createImage(input: { prompt: "on a horse", characterId: "ID" })' },
    "fa7ada6e5e653871dd71f9c5a6378670e59066b511008ea692f3f480ce957d3e",
  ],
  [
    "escapes of a document",
    "3G",
    { graphql: raw`createImage(input: { prompt: "caf\u00e9 \u{1F3A9} \uD83C\uDFA9 \"q\" \\ \/" })` },
    "f5b78731d058da8060f6c9f77a5e4a0b91ad06ece46b55cf9c428c67b4b922ca",
  ],
]);

export const RECORDED_REQUESTS: readonly RecordedRequest[] = [
  ...RESYNTHESIZE,
  ...REGENERATE,
  ...RECORDED_CREATIONS,
  ...IMAGE,
];

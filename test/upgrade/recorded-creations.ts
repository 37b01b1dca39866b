import { requestsTo } from "./recorded-request.ts";

const raw = String.raw;

export const RECORDED_CREATIONS = requestsTo("create_character", [
  [
    "attributes",
    "21",
    { rest: '{"name":"Ann","generate":true,"attributes":{"gender":"female","age":30}}' },
    "2fcb1e55c809cbf42c2cbed285afd16a923fdeba5e618dc42dfb11d2c89a83a4",
  ],
  [
    "nested members in another order, a number with an exponent, letters as escapes",
    "22",
    { rest: raw`{"attributes":{"age":3e1,"gender":"fem\u0061le"},"generate":true,"name":"\u0041nn"}` },
    "2fcb1e55c809cbf42c2cbed285afd16a923fdeba5e618dc42dfb11d2c89a83a4",
  ],
  [
    "null members at both depths",
    "23",
    {
      rest: '{"name":"Ann","generate":true,"upload_ids":null,"client_reference_id":null,"attributes":{"gender":"female","age":null}}',
    },
    "b2d04613c8dad1a0842c7eae419d5bc673b1e27d5dbbbac6f336b933b96d65e8",
  ],
  [
    "every attribute",
    "24",
    {
      rest: raw`{"name":"Every","generate":true,"client_reference_id":"ref/1 \u2028","attributes":{"gender":"male","ethnicity":"Maori","hair_color":"black","hair_style":"bun","eye_color":"brown","body_type":"tall","age":120,"additional_details":"a scar, <b>&amp; a \\ \t tab"}}`,
    },
    "5280f216ac5b829f19fecf56de7a0726c01626851593e7fb661ee0c92d45894f",
  ],
  [
    "astral letters as themselves",
    "25",
    { rest: '{"name":"𝒜nn 👩‍🚀","generate":true,"attributes":{"hair_style":"🎀"}}' },
    "9c39dcf2e030563039fa7b886b6162f43dc04bdbab498d9a9012ee59ff523b9b",
  ],
  [
    "astral letters as pairs of escapes",
    "26",
    {
      rest: raw`{"name":"\ud835\udc9cnn \uD83D\uDC69\u200d\uD83D\uDE80","generate":true,"attributes":{"hair_style":"\ud83c\udf80"}}`,
    },
    "9c39dcf2e030563039fa7b886b6162f43dc04bdbab498d9a9012ee59ff523b9b",
  ],
  [
    "a composed letter",
    "27",
    { rest: raw`{"name":"Zo\u00eb","generate":true,"attributes":{"age":1}}` },
    "693b2ab74d1dfde37214597653695a514b15e74dabb5baa83062e00323d1a21e",
  ],
  [
    "the same letter decomposed",
    "28",
    { rest: raw`{"name":"Zoe\u0308","generate":true,"attributes":{"age":1}}` },
    "32cb88f3f921a883f35ba48f77ffba60780976792757f1a1e87082aac96e136a",
  ],
  [
    "an empty client reference",
    "29",
    { rest: '{"name":"A","generate":true,"client_reference_id":"","attributes":{"age":1.0}}' },
    "815e902491b42584b7ae182bf7e3f4a1840fe515b7f62edef23256f755f48e48",
  ],
  [
    "an upload",
    "2A",
    { rest: '{"name":"Up","upload_ids":["UPLOAD1"]}' },
    "92d5167cb146282439bde441eda7be7b8f98846d6d6912a99d399245035b2cf5",
  ],
  [
    "two uploads in the other order, generate false, empty attributes",
    "2B",
    { rest: '{"generate":false,"upload_ids":["UPLOAD2","UPLOAD1"],"attributes":{},"name":"Up"}' },
    "24d13cad4e9845169225ffd2404b66134c7f5d077fb07ea74c42516aebfca1a9",
  ],
  [
    "attributes null beside an upload",
    "2C",
    { rest: '{"name":"Up","upload_ids":["UPLOAD1"],"attributes":null}' },
    "557aa9ba790cf1b71320245be8a69bada6fe7ca3277057175f116f66a32954cf",
  ],
  [
    "literals in the document",
    "2D",
    { graphql: 'createCharacter(input: { name: "Ann", generate: true, attributes: { age: 30, gender: "female" } })' },
    "2fcb1e55c809cbf42c2cbed285afd16a923fdeba5e618dc42dfb11d2c89a83a4",
  ],
  [
    "an input variable with null members at both depths",
    "2E",
    {
      graphql: "createCharacter(input: $input)",
      declared: "$input: CreateCharacterInput!",
      variables:
        '{"input":{"attributes":{"gender":"female","age":30,"hairColor":null},"generate":true,"uploadIds":null,"name":"Ann"}}',
    },
    "2fcb1e55c809cbf42c2cbed285afd16a923fdeba5e618dc42dfb11d2c89a83a4",
  ],
  [
    "members of several words",
    "2F",
    {
      graphql:
        'createCharacter(input: { name: "W", generate: true, clientReferenceId: "c 1", attributes: { hairColor: "red", hairStyle: "bob", eyeColor: "green", bodyType: "slim", additionalDetails: "d" } })',
    },
    "8978b90425f17c91551292dec08a62ad6ad6341a739aa2448b755ca2abb94533",
  ],
  [
    "variables inside a literal",
    "2G",
    {
      graphql: "createCharacter(input: { name: $name, generate: true, attributes: { age: $age, ethnicity: $none } })",
      declared: "$name: String!, $age: Int, $none: String",
      variables: raw`{"name":"\u0041strid \ud83d\ude80","age":4.1e1}`,
    },
    "f7f4c25c05bf5486e0cfcdf1e29a29153463ef9fc51c228d4a85218cb0512ba2",
  ],
  [
    "an upload over GraphQL",
    "2H",
    { graphql: 'createCharacter(input: { name: "Up", uploadIds: ["UPLOAD1"] })' },
    "44c4a0813aaf43da877853b959434f7b0c85ba4c05ccd6ffb6e0ad0666e1d55a",
  ],
  [
    "one upload where a list is asked for, and empty attributes",
    "2J",
    { graphql: 'createCharacter(input: { name: "Up", uploadIds: "UPLOAD1", attributes: {} })' },
    "c815ef9642b2864e78d19293a917b850c1ca4198a534c1b33392186eae2a155d",
  ],
  [
    "generate false beside two uploads",
    "2K",
    {
      graphql: "createCharacter(input: $input)",
      declared: "$input: CreateCharacterInput!",
      variables: '{"input":{"uploadIds":["UPLOAD1","UPLOAD2"],"generate":false,"name":"Up","attributes":null}}',
    },
    "f8b7b0ff5af5d38220abd38c9c7d357d8ea2ae35dd57a19fa58f84b0330094b1",
  ],
]);

/** The output of relay-compiler for the documents in recipe-site.ts. */
declare module "*.graphql.js" {
  const request: import("relay-runtime").ConcreteRequest;
  export default request;
}

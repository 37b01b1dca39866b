/** What relay-compiler makes of the documents in recipe-site.ts. */
declare module "*.graphql.js" {
  const request: import("relay-runtime").ConcreteRequest;
  export default request;
}

/** The part of a syntax node that is looked at here. */
type Node = { readonly [member: string]: unknown; readonly type: string };

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "type" in value;

/** Why a node and all below it are not mutated; undefined when they are. */
export function reasonToIgnore(node: Node): string | undefined {
  if (isProse(node)) return "a text for people: no promise fixes its wording";
  if (isLogCall(node)) return "a line of the log: no promise fixes it";
  if (isAssertion(node)) return "an assertion: it throws only where a bug is elsewhere";
  return undefined;
}

/** Two words side by side; codes, names and keys have one. */
function isProse(node: Node): boolean {
  if (node.type !== "StringLiteral" && node.type !== "TemplateLiteral") return false;
  const quasis = Array.isArray(node.quasis) ? (node.quasis as { value: { raw: string } }[]) : [];
  const text = node.type === "StringLiteral" ? String(node.value) : quasis.map(({ value }) => value.raw).join("x");
  return /[a-z`][.,:]? [a-z`]/i.test(text);
}

/** `….logger.warn(…)` and its like. */
function isLogCall(node: Node): boolean {
  if (node.type !== "CallExpression" || !isNode(node.callee) || node.callee.type !== "MemberExpression") return false;
  const { object } = node.callee;
  if (!isNode(object)) return false;
  const owner = object.type === "MemberExpression" ? object.property : object;
  return isNode(owner) && owner.name === "logger";
}

/** `if (…) throw new Error(…)`, or TypeError: by the house's rule that is a bug, never an answer. */
function isAssertion(node: Node): boolean {
  if (node.type !== "IfStatement" || !isNode(node.consequent) || node.consequent.type !== "ThrowStatement")
    return false;
  const thrown = node.consequent.argument;
  return isNode(thrown) && thrown.type === "NewExpression" && isNode(thrown.callee) && isBug(thrown.callee.name);
}

const isBug = (name: unknown): boolean => name === "Error" || name === "TypeError";

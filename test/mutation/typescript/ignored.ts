/** The part of a syntax node that this file reads. */
type Node = { readonly [member: string]: unknown; readonly type: string };

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "type" in value;

/** Why a node and its children are not mutated; undefined when they are mutated. */
export function reasonToIgnore(node: Node): string | undefined {
  if (isProse(node)) return "a text for people: no promise fixes its wording";
  if (isLogCall(node)) return "a line of the log: no promise fixes it";
  if (isAssertion(node)) return "an assertion: it throws only where a bug is elsewhere";
  return undefined;
}

/** Matches two consecutive words. Codes, names and keys have only one. */
function isProse(node: Node): boolean {
  if (node.type !== "StringLiteral" && node.type !== "TemplateLiteral") return false;
  const quasis = Array.isArray(node.quasis) ? (node.quasis as { value: { raw: string } }[]) : [];
  const text = node.type === "StringLiteral" ? String(node.value) : quasis.map(({ value }) => value.raw).join("x");
  return /[a-z`][.,:]? [a-z`]/i.test(text);
}

/** Matches `….logger.warn(…)` and the other log calls, also as a whole statement, which a mutant would remove. */
function isLogCall(node: Node): boolean {
  if (node.type === "ExpressionStatement") return isNode(node.expression) && isLogCall(node.expression);
  if (node.type !== "CallExpression" || !isNode(node.callee) || node.callee.type !== "MemberExpression") return false;
  const { object } = node.callee;
  if (!isNode(object)) return false;
  const owner = object.type === "MemberExpression" ? object.property : object;
  return isNode(owner) && owner.name === "logger";
}

/**
 * Matches `if (…) throw new Error(…)`, also with TypeError. In this project such an error is a bug and never a
 * response.
 */
function isAssertion(node: Node): boolean {
  if (node.type !== "IfStatement" || !isNode(node.consequent) || node.consequent.type !== "ThrowStatement")
    return false;
  const thrown = node.consequent.argument;
  return isNode(thrown) && thrown.type === "NewExpression" && isNode(thrown.callee) && isBug(thrown.callee.name);
}

const isBug = (name: unknown): boolean => name === "Error" || name === "TypeError";

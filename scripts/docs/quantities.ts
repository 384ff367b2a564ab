/** Part of a JSON schema. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly anyOf?: readonly Schema[];
}

/** A member of a body or an answer, or a parameter, that is a number of some unit. */
export interface Quantity {
  readonly name: string;
  /** null: neither its name nor its description says it. */
  readonly unit: string | null;
}

/** Numbers without a unit: what they count or name is what they are called. */
const counted = new Set([
  ...['code', 'compression', 'count', 'externalCredentials', 'id', 'limit', 'number', 'other'],
  ...['from', 'to', 'policies', 'port', 'release', 'releases', 'remaining', 'restarts', 'left'],
  ...['rollbackTo', 'secrets', 'serviceStatus', 'startup', 'status', 'tokens', 'tries', 'trusts'],
  ...['unikernels', 'uses', 'waiting', 'after', 'deployments', 'checks', 'volumes', 'uploads'],
  ...['mutes', 'channels', 'consoles', 'defaultPolicies', 'deploymentLocks', 'emailLinks'],
  ...['metrics', 'pendingPolicies'],
]);

const unitsOfNames = [
  [/Ms$/, 'milliseconds'],
  [/Bytes$/, 'octets'],
  [/GiBHours$/, 'GiB, times hours'],
  [/Hours$/, 'hours'],
] as const;

const unitsOfDescriptions = [
  [/\bMiB\b/, 'MiB'],
  [/\b(octets|bytes)\b/i, 'octets'],
  [/\bseconds\b/i, 'seconds'],
  [/\brequests an hour\b/i, 'requests an hour'],
  [/\b0 to 1\b|\b1 is all\b/, 'a share: 1 is all'],
] as const;

/** Every quantity of an OpenAPI document, as often as it is there. */
export function quantitiesOf(document: unknown): Quantity[] {
  const found: Quantity[] = [];
  const add = (name: string, schema: Schema, description = schema.description) => {
    if (!isNumber(schema) || schema.deprecated || counted.has(name)) return;
    found.push({ name, unit: unitOf(name, [description, ...descriptionsOf(schema)].join(' ')) });
  };
  const visit = (value: unknown): void => {
    const { properties, in: place, name, schema, description, deprecated } = Object(value);
    if (place === 'query' && schema && !deprecated) add(name, schema, description);
    for (const [member, each] of Object.entries<Schema>(Object(properties))) add(member, each);
    for (const each of Object.values(Object(value))) if (each instanceof Object) visit(each);
  };
  visit(document);
  return found;
}

function isNumber({ type, anyOf = [] }: Schema): boolean {
  const types = typeof type === 'string' ? [type] : (type ?? []);
  return types.some((each) => /^(integer|number)$/.test(each)) || anyOf.some(isNumber);
}

const descriptionsOf = ({ description, anyOf = [] }: Schema): readonly (string | undefined)[] => [
  description,
  ...anyOf.flatMap(descriptionsOf),
];

function unitOf(name: string, description: string): string | null {
  const named = unitsOfNames.find(([ending]) => ending.test(name));
  const described = unitsOfDescriptions.find(([words]) => words.test(description));
  return (named ?? described)?.[1] ?? null;
}

/** What of an OpenAPI document the contract needs. */
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly responses?: Readonly<Record<string, Response>>;
  };
}

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, Response>>;
}

interface Response {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, unknown>>;
}

/** An operation, and where its responses are in the document. */
export interface FoundOperation {
  readonly id: string;
  readonly responses: Operation['responses'];
  /** A JSON pointer. */
  readonly at: string;
}

/** The operation that serves a path; null where none does. Names in braces stand for any text. */
export function findOperation(
  { paths }: OpenApiDocument,
  method: string,
  path: string,
): FoundOperation | null {
  const verb = method === 'HEAD' ? 'get' : method.toLowerCase();
  const parts = path.split('/');
  const alike = templatesOf(paths).get(parts.length) ?? [];
  const template = alike.find(({ wanted }) => fits(wanted, parts))?.template;
  const operation = template === undefined ? undefined : paths[template]?.[verb];
  if (template === undefined || !operation) return null;
  const { operationId: id, responses } = operation;
  return { id, responses, at: pointer('paths', template, verb, 'responses') };
}

/** A path with names in braces, and its parts. */
interface Template {
  readonly template: string;
  readonly wanted: readonly string[];
}

type Templates = ReadonlyMap<number, readonly Template[]>;

/** Those of the paths of each document, by how many parts they have: each answer asks for them. */
const known = new WeakMap<OpenApiDocument['paths'], Templates>();

function templatesOf(paths: OpenApiDocument['paths']): Templates {
  const found = known.get(paths);
  if (found) return found;
  const sorted = Object.keys(paths).toSorted(literalFirst);
  const templates = Map.groupBy(
    sorted.map((template) => ({ template, wanted: template.split('/') })),
    ({ wanted }) => wanted.length,
  );
  known.set(paths, templates);
  return templates;
}

function fits(wanted: readonly string[], parts: readonly string[]): boolean {
  return wanted.every(
    (part, at) => part === parts[at] || (part.startsWith('{') && parts[at] !== ''),
  );
}

/** `{` comes behind every letter. */
const literalFirst = (a: string, b: string) => (a < b ? -1 : 1);

/** A JSON pointer as the fragment of a URL (RFC 6901, section 6). */
export function pointer(...names: readonly string[]): string {
  const escaped = names.map((name) => name.replaceAll('~', '~0').replaceAll('/', '~1'));
  return ['#', ...escaped.map(encodeURIComponent)].join('/');
}

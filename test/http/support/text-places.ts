/** A JSON Schema, as far as these tests look into it. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly const?: unknown;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly propertyNames?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

interface Parameter {
  readonly in: string;
  readonly name: string;
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
}

/** What of an OpenAPI document is read here. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** A place in a body where text is taken. */
export interface TextPlace {
  /** What a refusal calls it, `text` standing there. */
  path(text: string): string;
  /** A body that has `text` there, and besides it only what leads to it. */
  body(text: string): unknown;
}

/** Everything that is asked for at one route. */
export interface AskedFor {
  readonly id: string;
  readonly method: string;
  /** With its parameters as `{host}`. */
  readonly path: string;
  readonly pathParameters: readonly string[];
  readonly queryParameters: readonly string[];
  readonly json: readonly TextPlace[];
  /** Places in the parts of a form, each of which is JSON. */
  readonly form: readonly TextPlace[];
}

/** What each route of a document asks for. */
export function readAskedFor(document: ApiDocument): AskedFor[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, parameters = [], requestBody }]) => {
      const named = (where: string) =>
        parameters.filter((each) => each.in === where).map(({ name }) => name);
      const places = (type: string) => {
        const schema = requestBody?.content[type]?.schema;
        return schema ? placesIn(schema, document) : [];
      };
      return {
        id: operationId,
        method: method.toUpperCase(),
        path,
        pathParameters: named('path'),
        queryParameters: named('query'),
        json: places('application/json'),
        form: places('multipart/form-data'),
      };
    }),
  );
}

function placesIn(schema: Schema, document: ApiDocument): TextPlace[] {
  const { $ref, anyOf = [], oneOf = [], allOf = [], items, properties = {} } = schema;
  const inner = (each: Schema) => placesIn(each, document);
  if ($ref) return inner(document.components.schemas[$ref.split('/').at(-1) ?? ''] ?? {});
  if ([schema.type].flat().includes('string')) {
    if (schema.format === 'binary') return [];
    return [{ path: () => '', body: (text) => text }];
  }
  const given = Object.entries(properties);
  const constants = Object.fromEntries(given.flatMap(([name, each]) => constantOf(name, each)));
  return [
    ...[...anyOf, ...oneOf, ...allOf].flatMap(inner),
    ...(items ? inner(items).map((place) => below('0', place, (value) => [value])) : []),
    ...given.flatMap(([name, each]) =>
      inner(each).map((place) => below(name, place, (value) => ({ ...constants, [name]: value }))),
    ),
    ...entriesOf(schema, inner),
  ];
}

const constantOf = (name: string, { const: value }: Schema) =>
  value === undefined ? [] : [[name, value] as const];

/** The names and the values of an object that has any. */
function entriesOf(
  { propertyNames, additionalProperties: values }: Schema,
  inner: (schema: Schema) => TextPlace[],
): TextPlace[] {
  if (typeof values !== 'object') return [];
  const names = propertyNames ? inner(propertyNames) : [];
  return [
    ...names.map(({ body }) => ({
      path: (text: string) => `${body(text)}`.replace(/[\0\p{Cs}]/gu, '\ufffd'),
      body: (text: string) => ({ [`${body(text)}`]: 'x' }),
    })),
    ...inner(values).map((place) => below('name', place, (value) => ({ name: value }))),
  ];
}

function below(name: string, place: TextPlace, wrap: (value: unknown) => unknown): TextPlace {
  return {
    path: (text) => [name, place.path(text)].filter(Boolean).join('.'),
    body: (text) => wrap(place.body(text)),
  };
}

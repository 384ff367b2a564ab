import { z } from 'zod';

/** As much of JSON Schema as the OpenAPI document's bodies need. */
export interface Schema {
  /** Several where it may be null. */
  readonly type?: string | readonly string[] | undefined;
  readonly $ref?: string | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  readonly items?: Schema | undefined;
  readonly additionalProperties?: boolean | Schema | undefined;
  readonly anyOf?: readonly Schema[] | undefined;
  readonly oneOf?: readonly Schema[] | undefined;
  readonly allOf?: readonly Schema[] | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly const?: unknown;
  readonly default?: unknown;
  readonly example?: unknown;
  readonly minLength?: number | undefined;
  readonly minimum?: number | undefined;
}

export const schema: z.ZodType<Schema> = z.lazy(() =>
  z.looseObject({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    $ref: z.string().optional(),
    properties: z.record(z.string(), schema).optional(),
    items: schema.optional(),
    additionalProperties: z.union([z.boolean(), schema]).optional(),
    anyOf: z.array(schema).optional(),
    oneOf: z.array(schema).optional(),
    allOf: z.array(schema).optional(),
    enum: z.array(z.unknown()).optional(),
    minLength: z.number().optional(),
    minimum: z.number().optional(),
  }),
);

const operation = z.looseObject({
  security: z.array(z.unknown()).optional(),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema })) }).optional(),
});

/** The OpenAPI document, as far as bodies are concerned. */
export const openApi = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.looseObject({ schemas: z.record(z.string(), schema) }),
});

export type OpenApi = z.output<typeof openApi>;

/** A schema in place of what refers to it. */
export function resolve(given: Schema, document: OpenApi): Schema {
  const name = given.$ref?.split('/').at(-1);
  const found = name === undefined ? given : document.components.schemas[name];
  if (!found) throw new Error(`the document has no schema ${name}`);
  return found;
}

/** The schemas that a value may follow, none of which is a mere choice of others. */
export function alternatives(given: Schema, document: OpenApi): readonly Schema[] {
  const resolved = resolve(given, document);
  const choice = resolved.anyOf ?? resolved.oneOf ?? resolved.allOf;
  return choice ? choice.flatMap((each) => alternatives(each, document)) : [resolved];
}

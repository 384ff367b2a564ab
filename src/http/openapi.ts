import { STATUS_CODES } from 'node:http';
import * as z from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import { catalogue } from '../base/errors.ts';
import type { Route } from './route.ts';

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().meta({ description: 'Stable; programs may rely on it.' }),
    requestId: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457' });

/** The OpenAPI 3.1 document of these routes. Throws where a declaration is incomplete. */
export function describeRoutes(
  prefix: string,
  routes: readonly Route[],
): ReturnType<typeof createDocument> {
  checkDeclarations(routes);
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    const path = prefix + route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(route) };
  }
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Fulmar',
      version: '1',
      description: 'Manages unikernels and volumes on albatross hosts.',
    },
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        basic: { type: 'http', scheme: 'basic', description: 'User name `token`.' },
        session: { type: 'apiKey', in: 'cookie', name: 'fulmar_session' },
      },
    },
  });
}

function checkDeclarations(routes: readonly Route[]): void {
  const seen = new Set<string>();
  for (const { operationId, tag, summary, method, path } of routes) {
    if (!operationId || !tag || !summary) {
      throw new TypeError(`${method} ${path} needs an operationId, a tag and a summary`);
    }
    if (seen.has(operationId)) throw new TypeError(`${operationId} is declared twice`);
    seen.add(operationId);
  }
}

function describeRoute(route: Route): ZodOpenApiOperationObject {
  const { operationId, tag, summary, description, params, query } = route;
  return {
    operationId,
    tags: [tag],
    summary,
    description: [description, route.access.needs].filter(Boolean).join('\n\n'),
    security: securityOf(route.access),
    requestParams: {
      ...(params instanceof z.ZodObject && { path: params }),
      ...(query instanceof z.ZodObject && { query }),
    },
    ...(route.body && { requestBody: describeBody(route.body) }),
    responses: { ...describeAnswers(route), ...describeProblems(route) },
  };
}

function securityOf({ open, tokens }: Route['access']): ZodOpenApiOperationObject['security'] {
  if (open) return [];
  return tokens ? [{ token: [] }, { basic: [] }, { session: [] }] : [{ session: [] }];
}

function describeBody(body: NonNullable<Route['body']>): ZodOpenApiOperationObject['requestBody'] {
  if (body.kind === 'json') {
    return { required: !body.optional, content: { 'application/json': { schema: body.schema } } };
  }
  if (body.kind === 'multipart') {
    return { required: true, content: { 'multipart/form-data': { schema: z.object(body.parts) } } };
  }
  return {
    required: true,
    description: body.description,
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  };
}

type Responses = ZodOpenApiOperationObject['responses'];

function describeAnswers({ answers }: Route): Responses {
  return Object.fromEntries(
    Object.entries(answers).map(([status, schema]) => {
      const description = STATUS_CODES[status] ?? status;
      if (schema === null) return [status, { description }];
      const content =
        typeof schema === 'string'
          ? { [schema]: { schema: { type: 'string' as const } } }
          : { 'application/json': { schema } };
      return [status, { description, content }];
    }),
  );
}

/** The problems by status, each with its codes. */
function describeProblems({ access, problems = [] }: Route): Responses {
  const always = access.open
    ? []
    : (['credential-missing', 'credential-invalid', 'too-many-requests'] as const);
  const codes = [...new Set([...always, ...problems])];
  const byStatus = Map.groupBy(codes, (code) => `${catalogue[code].status}`);
  const content = { 'application/problem+json': { schema: problemSchema } };
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => {
      const lines = group.map((code) => `\`${code}\`: ${catalogue[code].title}.`);
      return [status, { description: lines.join(' '), content }];
    }),
  );
}

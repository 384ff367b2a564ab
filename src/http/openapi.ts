import { STATUS_CODES } from 'node:http';
import * as z from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import { formType } from './content/form-body.ts';
import { anyProblems, credentialProblems, impliedProblems } from './implied-problems.ts';
import { nounTable } from './openapi-nouns.ts';
import { describeTags } from './openapi-tags.ts';
import { createDescribeProblems, type DescribeProblems } from './problem-responses.ts';
import { problemSchema } from './problem-schema.ts';
import type { Route } from './route.ts';

const description =
  'Manages unikernels and volumes on albatross hosts. An address that is none of these answers 404 ' +
  '`not-found`, and another method 405 `method-not-allowed`.\n\n' +
  'A path names things, the method says what is done with them: `GET` shows one or lists all, `POST` makes one, ' +
  '`PATCH` changes what is given of it, `PUT` puts a whole one there, and `DELETE` removes it. What is none of ' +
  'these is a `POST` to a path that ends with the act.\n\n';

/** The OpenAPI 3.1 document of these routes, below `basePath`. Throws where a declaration is incomplete. */
export function describeRoutes(
  prefix: string,
  routes: readonly Route[],
  basePath = '',
): ReturnType<typeof createDocument> {
  checkDeclarations(routes);
  const describeProblems = createDescribeProblems();
  const paths: ZodOpenApiPathsObject = {
    [`${prefix}/openapi.json`]: { get: describeDocument(describeProblems) },
  };
  for (const route of routes) {
    const path = prefix + route.path.replace(/:(\w+)/g, '{$1}');
    const method = route.method.toLowerCase();
    paths[path] = { ...paths[path], [method]: describeRoute(route, describeProblems) };
  }
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Fulmar',
      version: '1',
      description: description + nounTable(paths, prefix),
      contact: { name: 'The administrators of this server' },
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: basePath || '/', description: 'The server that shows this document' }],
    tags: describeTags(new Set(['Documentation', ...routes.map(({ tag }) => tag)])),
    paths,
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        basic: { type: 'http', scheme: 'basic', description: 'User name `token`.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'fulmar_session',
          description: 'By HTTPS it is called `__Host-fulmar_session`.',
        },
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

function describeDocument(describeProblems: DescribeProblems): ZodOpenApiOperationObject {
  return {
    operationId: 'getOpenApiDocument',
    tags: ['Documentation'],
    summary: 'Show this document',
    description: 'Programs may make their types from it.',
    security: [],
    responses: {
      200: { description: 'OK', content: { 'application/json': { schema: { type: 'object' } } } },
      ...describeProblems([...anyProblems, ...credentialProblems]),
    },
  };
}

function describeRoute(
  route: Route,
  describeProblems: DescribeProblems,
): ZodOpenApiOperationObject {
  const { operationId, tag, summary, description, params, query } = route;
  return {
    operationId,
    tags: [tag],
    summary,
    description: [description, formerly(route), route.access.needs].filter(Boolean).join('\n\n'),
    ...(route.former && { deprecated: true }),
    security: securityOf(route.access),
    requestParams: {
      ...(params instanceof z.ZodObject && { path: params }),
      ...(query instanceof z.ZodObject && { query }),
    },
    ...(route.body && { requestBody: describeBody(route.body) }),
    responses: { ...describeAnswers(route), ...describeRefusals(route, describeProblems) },
  };
}

function formerly({ former }: Route): string {
  if (!former) return '';
  const path = former.successor.replace(/:(\w+)/g, '{$1}');
  return `A former address of \`${former.method} ${path}\`, which answers until ${former.until.toISOString().slice(0, 10)}.`;
}

function securityOf({ open, tokens }: Route['access']): ZodOpenApiOperationObject['security'] {
  if (open) return [];
  return tokens ? [{ token: [] }, { basic: [] }, { session: [] }] : [{ session: [] }];
}

function describeBody(body: NonNullable<Route['body']>): ZodOpenApiOperationObject['requestBody'] {
  if (body.kind === 'json') {
    const { optional, schema, form } = body;
    const content = {
      'application/json': { schema },
      ...(form && { [formType]: { schema: form.schema } }),
    };
    return { required: !optional, content };
  }
  if (body.kind === 'multipart') {
    return {
      required: true,
      content: {
        'multipart/form-data': { schema: z.strictObject(body.parts) },
        ...(body.json && { 'application/json': { schema: body.json } }),
      },
    };
  }
  return {
    required: true,
    description: body.description,
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  };
}

/** Problems, and what they are to whoever sent a form. */
function describeRefusals(route: Route, describeProblems: DescribeProblems): Responses {
  const codes = [...impliedProblems(route), ...(route.problems ?? [])];
  return describeProblems(codes, route.body?.kind === 'json' ? route.body.form : undefined);
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

import * as z from 'zod';
import { labelField } from '../../../src/http/fields.ts';
import { defineRoute } from '../../../src/http/route.ts';
import { anybody, credential, scope, session } from '../../../src/identity/access/access.ts';

const documentation = { tag: 'test', summary: 'Is there for tests' };

/** Routes of each kind, for tests of what stands before and behind a handler. */
export const greet = defineRoute({
  ...documentation,
  method: 'GET',
  path: '/greeting',
  operationId: 'greet',
  access: anybody,
  query: z.strictObject({ name: z.string().optional() }),
  answers: { 200: z.object({ text: z.string() }) },
  handle: async ({ query }) => ({
    status: 200,
    body: { text: `Hello ${query.name ?? ''}`, passwordHash: 'hidden' },
  }),
});

export const signUp = defineRoute({
  ...documentation,
  method: 'POST',
  path: '/greeting',
  operationId: 'signUp',
  access: anybody,
  answers: { 204: null },
  handle: async () => ({ status: 204 }),
});

export const readHost = defineRoute({
  ...documentation,
  method: 'GET',
  path: '/hosts/:host',
  operationId: 'readHost',
  access: scope('hosts:read'),
  params: z.strictObject({ host: labelField }),
  answers: { 200: z.object({ host: z.string() }) },
  handle: async ({ params }) => ({ status: 200, body: params }),
});

export const readCurrent = defineRoute({
  ...documentation,
  method: 'GET',
  path: '/hosts/current',
  operationId: 'readCurrent',
  access: credential,
  answers: { 200: z.object({ account: z.string() }) },
  handle: async ({ actor }) => ({ status: 200, body: { account: actor.account.name } }),
});

export const makeVolume = defineRoute({
  ...documentation,
  method: 'POST',
  path: '/hosts/:host/volumes/:name',
  operationId: 'makeVolume',
  access: scope('volumes:write'),
  params: z.strictObject({ host: labelField, name: labelField }),
  body: {
    kind: 'json',
    schema: z.strictObject({
      size: z.int().min(1),
      note: z.string().optional(),
      device: z.strictObject({ name: labelField }).optional(),
    }),
  },
  answers: { 201: z.object({ name: z.string(), size: z.number() }) },
  handle: async ({ params, body }) => ({
    status: 201,
    body: { name: params.name, size: body.size },
    headers: { location: `/volumes/${params.name}` },
  }),
});

export const endSessions = defineRoute({
  ...documentation,
  method: 'DELETE',
  path: '/sessions',
  operationId: 'endSessions',
  access: session,
  answers: { 204: null },
  handle: async () => ({ status: 204 }),
});

import assert from 'node:assert/strict';
import * as z from 'zod';
import { type RouteLine, routesOf } from '../../src/http/route.ts';
import { anybody, session } from '../../src/identity/access/access.ts';
import type { Actor } from '../../src/identity/access/actor.ts';
import { defineHandler, defineOpenHandler } from '../../src/identity/access/define-handler.ts';

const facts = { tag: 'test', summary: 'Is there for tests', answers: { 200: z.string() } };

const forActors = defineHandler({
  ...facts,
  operationId: 'forActors',
  handle: async ({ actor }) => ({ status: 200, body: actor.account.name }),
});

const forAll = defineOpenHandler({
  ...facts,
  operationId: 'forAll',
  handle: async ({ actor }) => ({ status: 200, body: actor?.account.name ?? 'nobody' }),
});

describe('a line of the table of routes', () => {
  it('has a handler that takes whom the access lets in, or more', () => {
    const lines: readonly (RouteLine<Actor> | RouteLine<Actor | null>)[] = [
      ['GET', '/account', session, forActors],
      ['GET', '/setup', anybody, forAll],
      ['GET', '/news', session, forAll],
    ];
    const shown = routesOf(lines).map(({ method, path, operationId }) => [
      method,
      path,
      operationId,
    ]);
    assert.deepEqual(shown, [
      ['GET', '/account', 'forActors'],
      ['GET', '/setup', 'forAll'],
      ['GET', '/news', 'forAll'],
    ]);
  });

  it('does not compile where nobody may come to a handler that needs an actor', () => {
    // @ts-expect-error: anybody lets null in
    const line: RouteLine<Actor> | RouteLine<Actor | null> = ['GET', '/x', anybody, forActors];
    assert.equal(line[0], 'GET');
  });
});

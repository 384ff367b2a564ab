import assert from 'node:assert/strict';
import { OwnServer } from '../support/own-server.ts';
import { ask } from '../support/request.ts';
import { largestBody } from './support/largest-body.ts';

const kibibyte = 1024;
/** What a body may have at most: a few fields, lists of names, lists of lists. */
const tiers = [16, 64, 256].map((size) => size * kibibyte);

interface Route {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly open: boolean;
  /** Octets that the longest legal body has, about. */
  readonly largest: number;
}

const nobody = '00000000-0000-4000-8000-000000000000';
const places: Readonly<Record<string, string>> = {
  ...{ host: 'one', name: 'web', service: 'github', secret: 'KEY', code: 'BCDFGHJK' },
  ...{ number: '1', template: 'small' },
};

function readRoutes(document: object): Route[] {
  const paths: object = Reflect.get(document, 'paths');
  return Object.entries(paths).flatMap(([pattern, methods]) =>
    Object.entries(Object(methods)).flatMap(([method, declared]) => {
      const { requestBody, security = [] } = Object(declared);
      const content = requestBody?.content ?? {};
      const schema = content['application/json']?.schema;
      if (!schema || content['multipart/form-data']) return [];
      const path = pattern.replace(/\{(\w+)\}/g, (_, name: string) => places[name] ?? nobody);
      const what = `${method.toUpperCase()} ${pattern}`;
      const largest = largestBody(document, schema);
      return [{ what, method: method.toUpperCase(), path, open: security.length === 0, largest }];
    }),
  );
}

describe('a body in JSON', function () {
  this.timeout(60_000);
  let server: OwnServer;
  before(async () => {
    server = await OwnServer.open();
  });
  after(() => server?.close());

  it('may be as large as its route needs, and not much larger', async () => {
    const { json } = await server.expect(200, '/openapi.json');
    const routes = readRoutes(Object(json));
    assert.ok(routes.length > 35, `${routes.length} routes`);
    const { cookie } = server.administrator;
    const body = ' '.repeat((tiers.at(-1) ?? 0) + 1);
    const faults: string[] = [];
    for (const { what, method, path, open, largest } of routes) {
      const answer = await ask(server.url, path, {
        ...{ method, body },
        headers: { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
      });
      const { status, limit } = Object(answer.json);
      const expected = open ? tiers[0] : (tiers.find((tier) => tier >= largest) ?? tiers.at(-1));
      if (status === 413 && limit === expected) continue;
      faults.push(`${what}: ${status}, limit ${limit}, for ${largest} octets at most`);
    }
    assert.deepEqual(faults, []);
  });
});

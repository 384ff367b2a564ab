import assert from 'node:assert/strict';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { OwnServer } from '../support/own-server.ts';
import { type Ask, ask, type Told } from '../support/request.ts';
import { ShiftedClock } from '../support/shifted-clock.ts';
import { type AskedFor, readAskedFor } from './support/text-places.ts';

/** What no database, or no UTF-8, has a place for. */
const texts = ['a\0b', '\ud800', 'a\udc00b'];
/** The same in an address: a zero, half a surrogate pair, an octet that begins nothing. */
const encoded = ['a%00b', '%ED%A0%80', '%FF'];

const places: Readonly<Record<string, string>> = {
  secret: 'FUZZED',
  number: '1',
  other: '2',
  host: 'one',
  name: 'web',
  service: 'github',
  code: 'BCDFGHJK',
};
const nobody = '00000000-0000-4000-8000-000000000000';
const placeOf = (name: string) => places[name] ?? nobody;

describe('text that cannot be stored', function () {
  this.timeout(120_000);
  let server: OwnServer;
  let routes: AskedFor[];
  const clock = new ShiftedClock();

  before(async () => {
    server = await OwnServer.open({ clock: clock.now });
    const { json } = await server.expect(200, '/openapi.json');
    routes = readAskedFor(Object(json));
    const form = new FormData();
    form.append('config', JSON.stringify({ name: 'web' }));
    form.append('image', new Blob([new Uint8Array(sampleImage())]), 'image');
    await server.expect(201, '/hosts/one/unikernels', { body: form });
  });
  after(() => server?.close());
  beforeEach(() => clock.pass(60)); // what is asked for here is more than one may ask for in an hour

  /** Asks as an administrator, below no prefix. */
  const call = ({ method }: AskedFor, path: string, options: Ask = {}) => {
    const headers = { 'sec-fetch-site': 'same-origin', cookie: server.administrator.cookie };
    return ask(server.url, path, {
      method,
      ...options,
      headers: { ...headers, ...options.headers },
    });
  };
  const fill = ({ path }: AskedFor, value = placeOf) =>
    path.replace(/\{(\w+)\}/g, (_, name: string) => value(name));

  /** Why an answer is not the refusal of this place; none: it is. */
  const faults = ({ id }: AskedFor, { status, text }: Told, code: string, place: string) => {
    const { errors = [], ...problem } = Object(JSON.parse(text));
    const named = errors.some(({ path }: { path: string }) => path === place);
    if (status === 400 && problem.code === code && named) return [];
    return [`${id} ${JSON.stringify(place)}: ${text.slice(0, 200)}`];
  };

  it('is refused in every member of every body', async () => {
    const wrong: string[] = [];
    let count = 0;
    for (const route of routes) {
      for (const place of route.json) {
        for (const text of texts) {
          count += 1;
          const told = await call(route, fill(route), { json: place.body(text) });
          wrong.push(...faults(route, told, 'invalid-body', place.path(text)));
        }
      }
    }
    assert.deepEqual(wrong, []);
    assert.ok(count > 200, `${count} places`);
  });

  it('is refused in every part of every form', async () => {
    const wrong: string[] = [];
    let count = 0;
    for (const route of routes) {
      for (const place of route.form) {
        for (const text of texts) {
          count += 1;
          const body = new FormData();
          const parts = Object.entries(Object(place.body(text)));
          for (const [name, value] of parts) body.append(name, JSON.stringify(value));
          const told = await call(route, fill(route), { body });
          wrong.push(...faults(route, told, 'invalid-body', place.path(text)));
        }
      }
    }
    assert.deepEqual(wrong, []);
    assert.ok(count > 20, `${count} places`);
  });

  it('is refused in every parameter of every path', async () => {
    const wrong: string[] = [];
    for (const route of routes) {
      for (const name of route.pathParameters) {
        for (const value of encoded) {
          const path = fill(route, (each) => (each === name ? value : placeOf(each)));
          const told = await call(route, path);
          const problem = Object(told.json);
          if (value === encoded[0]) wrong.push(...faults(route, told, 'invalid-path', name));
          else if (told.status !== 400) wrong.push(`${path}: ${problem.detail}`);
        }
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('is refused in every parameter of every query', async () => {
    const wrong: string[] = [];
    for (const route of routes) {
      for (const name of route.queryParameters) {
        for (const value of encoded) {
          const told = await call(route, `${fill(route)}?${name}=${value}`);
          if (value === encoded[0]) wrong.push(...faults(route, told, 'invalid-query', name));
          else if (told.status >= 500) wrong.push(`${route.id} ${name}=${value}`);
        }
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('is not repeated where it is long', async () => {
    const long = `\u0007${'a'.repeat(5_000)}`;
    const post = (body: string) =>
      ask(server.url, '/api/v1/session', {
        body,
        headers: { 'content-type': 'application/json' },
      });
    const name = JSON.stringify(long);
    for (const told of [
      await post(`{${name}: 1}`),
      await post(`{${name}: 1, ${name}: 1}`),
      await post(`{"a": {${name}: {"b": 1, "b": 2}}}`),
      await ask(server.url, `/api/v1/setup?${long.slice(1)}=1`),
      await ask(server.url, `/api/v1/setup?${long.slice(1)}=1&${long.slice(1)}=2`),
      await ask(server.url, '/api/login', { body: `{${name}: 1}`, method: 'POST' }),
    ]) {
      assert.equal(told.status, 400);
      assert.ok(told.text.length < 2000, `${told.text.length} characters`);
      assert.ok(!told.text.includes('\\u0007'));
    }
  });
});

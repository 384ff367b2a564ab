import assert from 'node:assert/strict';
import { type Scope, scopes } from '../../../src/identity/access/scopes.ts';
import { ask } from '../../support/request.ts';
import { RunningServers } from '../../support/running-servers.ts';
import { asBrowser } from '../accounts/http-fixture.ts';
import { mollymawkNeeds, needs } from './support/needs.ts';

const refusals = ['scope-missing', 'session-only', 'host-not-allowed', 'name-not-allowed'];
const atOnce = 8;

/** What stands for the parameters of a path. None of it exists: what is allowed does nothing. */
const places: Readonly<Record<string, string>> = { host: 'one', name: 'web-1', service: 'github' };
const nobody = '00000000-0000-4000-8000-000000000000';

interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly description: string;
}

interface Held {
  readonly scope: Scope;
  readonly hosts: readonly string[] | null;
  readonly names: readonly string[] | null;
}

/** Each scope, and whether the token is for the host and for the name. */
const held: readonly Held[] = scopes.flatMap((scope) =>
  [null, ['one'], ['two']].flatMap((hosts) =>
    [null, ['web-*'], ['db-*']].map((names) => ({ scope, hosts, names })),
  ),
);

/** What a token is refused with, by the rules of docs/tokens.md; null: nothing. */
function expected({ id, path }: Operation, { scope, hosts, names }: Held): string | null {
  return expectedFor(needs.get(id) ?? '', path, { scope, hosts, names });
}

function expectedFor(need: string, path: string, { scope, hosts, names }: Held): string | null {
  if (need === 'nothing' || need === 'any token') return null;
  if (need === 'session' || need === 'admin session') return 'session-only';
  const of = need === 'consoles:read' ? [need, 'unikernels:read', 'unikernels:write'] : [need];
  const isOfAll = /^(session or admin$|admin of all$|notifications:)/.test(need);
  const enough = [...of, 'admin', need.replace(':read', ':write')];
  if (!enough.includes(scope)) return 'scope-missing';
  if (isOfAll && hosts) return 'host-not-allowed';
  if (isOfAll && names) return 'name-not-allowed';
  if (path.includes('{host}') && hosts?.includes('two')) return 'host-not-allowed';
  if (path.includes('{name}') && names?.includes('db-*')) return 'name-not-allowed';
  return null;
}

describe('every route of the OpenAPI document', () => {
  const servers = new RunningServers();
  const secrets = new Map<Held, string>();
  let url: string;
  let operations: Operation[];

  before(async function () {
    this.timeout(60_000);
    ({ url } = await servers.start());
    const person = { email: 'ada@example.org', password: 'correct horse' };
    await api('/accounts', { json: { name: 'ada', ...person } });
    const headers = asBrowser(await api('/session', { json: person }));
    const other = await startOther(headers);
    for (const [index, each] of held.entries()) {
      const { scope, hosts, names } = each;
      const json = { name: scope, scopes: [scope], hosts, names };
      // One account has not room for all of them.
      const maker = index % 2 === 0 ? headers : other;
      const made = await api('/tokens', { json, headers: maker });
      assert.equal(made.status, 201, made.text);
      secrets.set(each, Object(made.json).secret);
    }
    operations = readOperations((await api('/openapi.json')).json);
  });
  after(() => servers[Symbol.asyncDispose]());

  /** A second administrator, signed in. */
  async function startOther(headers: Record<string, string>) {
    const person = { email: 'eve@example.org', password: 'correct horse' };
    const made = await api('/accounts', { json: { name: 'eve', ...person } });
    const path = `/accounts/${Object(made.json).id}`;
    const json = { active: true, admin: true };
    const promoted = await api(path, { method: 'PATCH', json, headers });
    assert.equal(promoted.status, 200, promoted.text);
    return asBrowser(await api('/session', { json: person }));
  }

  const api = (path: string, options = {}) => ask(`${url}/api/v1`, path, options);

  it('has a need that is known, and says it', () => {
    const unknown = operations.filter(({ id }) => !needs.has(id)).map(({ id }) => id);
    assert.deepEqual(unknown, [], 'enter them in support/needs.ts');
    const ids = new Set(operations.map(({ id }) => id));
    assert.deepEqual(
      [...needs.keys()].filter((id) => !ids.has(id)),
      [],
    );
    for (const { id, description } of operations) {
      const scope = scopes.find((each) => each === needs.get(id));
      assert.ok(!scope || description.includes(`Needs the scope \`${scope}\``), id);
    }
  });

  it('is open to nobody without a credential, but for those that need none', async () => {
    for (const operation of operations) {
      const { status, json } = await call(operation, null);
      const refused = status === 401 && Object(json).code === 'credential-missing';
      assert.equal(refused, needs.get(operation.id) !== 'nothing', operation.id);
    }
  });

  it('takes or refuses each scope, host and name as it has to', async function () {
    this.timeout(300_000);
    const cases = operations.flatMap((operation) => held.map((each) => ({ operation, each })));
    assert.ok(cases.length > 5000);
    const wrong: string[] = [];
    const work = cases.values();
    const worker = async () => {
      for (const { operation, each } of work) {
        const { status, code } = await outcome(operation, secrets.get(each) ?? '');
        const told = refusals.includes(code) ? code : null;
        const wanted = expected(operation, each);
        const { id } = operation;
        if (told !== wanted || (told === null) === (status === 403)) {
          wrong.push(`${id} ${JSON.stringify(each)}: ${status} ${code}, not ${wanted}`);
        }
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    assert.deepEqual(wrong.slice(0, 20), []);
  });

  it('of mollymawk’s API takes or refuses each scope as it has to', async function () {
    this.timeout(60_000);
    const everywhere = held.filter(({ hosts, names }) => hosts === null && names === null);
    for (const [method, path, need] of mollymawkNeeds) {
      const nobody = await ask(url, path, { method });
      assert.equal(nobody.status === 401, need !== 'nothing', path);
      for (const each of everywhere) {
        const { status, text } = await ask(url, path, { method, token: secrets.get(each) ?? '' });
        const refused = expectedFor(need, path, each) !== null;
        // Whose account has no policy is refused for that, before a form is read.
        const isRefused = status === 403 && !text.includes('policy');
        assert.equal(isRefused, refused, `${path} ${each.scope}: ${status}`);
        assert.equal(text.includes(`lacks the scope ${need}`), refused, `${path} ${each.scope}`);
      }
    }
  });

  const call = ({ method, path }: Operation, token: string | null) => {
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => places[name] ?? nobody);
    return ask(url, filled, { method, ...(token && { token }) });
  };
  /** A stream that has begun ends when it is left. */
  const isStreamed = async ({ path }: Operation, token: string) => {
    const leaving = new AbortController();
    const headers = { authorization: `Bearer ${token}` };
    const { ok } = await fetch(url + path, { headers, signal: leaving.signal });
    leaving.abort();
    return ok;
  };
  const outcome = async (operation: Operation, token: string) => {
    const isStream = operation.id === 'watchEvents';
    if (isStream && (await isStreamed(operation, token))) return { status: 200, code: '' };
    const { status, headers, text } = await call(operation, token);
    const isProblem = headers.get('content-type')?.startsWith('application/problem+json');
    return { status, code: isProblem ? `${JSON.parse(text).code}` : '' };
  };
});

function readOperations(document: unknown): Operation[] {
  const paths: Record<string, object> = Object(Object(document).paths);
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId: id, description = '' }]) => {
      return { id, method: method.toUpperCase(), path, description };
    }),
  );
}

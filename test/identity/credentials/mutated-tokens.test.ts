import assert from 'node:assert/strict';
import type { Database } from '../../../src/database/database.ts';
import { Authenticator } from '../../../src/identity/authentication/authenticator.ts';
import { UseLog } from '../../../src/identity/authentication/use-log.ts';
import { CredentialCache } from '../../../src/identity/credentials/cache.ts';
import { newSecret } from '../../../src/identity/credentials/secret.ts';
import { openDatabase } from '../../../src/server/open-database.ts';
import { from } from '../accounts/identity-fixture.ts';

const tries = 1_000_000;
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The same numbers in each run (xorshift), below a bound. */
function numbers(): (bound: number) => number {
  let state = 0x9e3779b9;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
}

/** Counts how often a database is asked for anything. */
function counting(database: Database): { database: Database; queries: () => number } {
  let queries = 0;
  const em: Database['em'] = (signal) => {
    queries += 1;
    return database.em(signal);
  };
  return { database: { ...database, em }, queries: () => queries };
}

describe('a million random and mutated tokens', () => {
  const random = numbers();
  const letter = () => alphabet.charAt(random(alphabet.length));
  const letters = (count: number) => Array.from({ length: count }, letter).join('');
  const put = (text: string, place: number, insert: string, over: number) =>
    text.slice(0, place) + insert + text.slice(place + over);
  const place = () => 4 + random(49);
  const mutations: readonly ((secret: string) => string)[] = [
    () => `fmr_${letters(49)}`,
    (secret) => put(secret, place(), letter(), 1),
    (secret) => put(put(secret, place(), letter(), 1), place(), letter(), 1),
    (secret) => put(secret, 47, letters(6), 6),
    (secret) => put(secret, 4, letters(43), 43),
    (secret) => put(secret, place(), '', 1),
    (secret) => put(secret, place(), letter(), 0),
    (secret) => {
      const at = 4 + random(48);
      return put(secret, at, `${secret.charAt(at + 1)}${secret.charAt(at)}`, 2);
    },
    (secret) => secret.slice(0, place()) + secret.slice(place()),
    (secret) => secret.toLowerCase(),
  ];

  it('are all refused, without a query but for one in 2^32', async function () {
    this.timeout(300_000);
    await using closing = new AsyncDisposableStack();
    const memory = await openDatabase({ memory: true });
    closing.defer(() => memory.close());
    await memory.orm.schema.create();
    const { database, queries } = counting(memory);
    const uses = new UseLog(database);
    const clock = () => new Date();
    const cache = new CredentialCache();
    const authenticator = new Authenticator({ database, cache, uses, clock });
    const secrets = Array.from({ length: 100 }, () => newSecret());
    const request = from('192.0.2.1');
    const stackTraceLimit = Error.stackTraceLimit;
    closing.defer(() => {
      Error.stackTraceLimit = stackTraceLimit;
    });
    Error.stackTraceLimit = 0; // a million stacks say nothing and take a minute
    let tried = 0;
    while (tried < tries) {
      const secret = secrets[random(secrets.length)] ?? '';
      const text = mutations[random(mutations.length)]?.(secret) ?? '';
      if (text === secret) continue;
      tried += 1;
      const verify = async () => authenticator.verify({ kind: 'token', secret: text }, request);
      await verify().then(
        () => assert.fail(`${text} was taken for a token`),
        ({ code }) => assert.equal(code, 'credential-invalid'),
      );
    }
    const asked = queries();
    assert.ok(asked <= 1, `${asked} queries`); // random ones have one in 4,000 runs
    const genuine = authenticator.verify({ kind: 'token', secret: newSecret() }, request);
    await assert.rejects(async () => genuine, { code: 'credential-invalid' });
    assert.ok(queries() > asked, 'a well-formed one is looked up');
  });
});

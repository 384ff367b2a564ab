import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import {
  CredentialCache,
  type VerifiedCredential,
} from '../../../src/identity/credentials/cache.ts';
import { unused } from '../../../src/identity/credentials/use.ts';
import { sessionActor } from '../../support/actors.ts';

const verified = (id: string): VerifiedCredential => ({
  ...{ actor: sessionActor(id), validUntil: null, networks: null, use: unused('session', id) },
});
const ada = verified('ada');
const bob = verified('bob');

describe('the credentials that were seen lately', () => {
  it('are remembered by the hashes of their secrets', async () => {
    const cache = new CredentialCache();
    assert.equal(cache.find('a'), undefined);
    assert.equal(await cache.learn('a', async () => ada), ada);
    await cache.learn('b', async () => bob);
    assert.deepEqual([cache.find('a'), cache.find('b'), cache.find('c')], [ada, bob, undefined]);
  });

  it('are forgotten when anything changes', async () => {
    const cache = new CredentialCache();
    await cache.learn('a', async () => ada);
    cache.clear();
    assert.equal(cache.find('a'), undefined);
    await cache.learn('a', async () => bob);
    assert.equal(cache.find('a'), bob);
  });

  // Equivalent: src/identity/credentials/cache.ts, `this.#epoch += 1;` → `this.#epoch -= 1;`: the
  // epochs only have to differ.
  it('are not remembered where anything changed while they were looked up', async () => {
    const cache = new CredentialCache();
    const { promise, resolve } = Promise.withResolvers<VerifiedCredential>();
    const learned = cache.learn('a', () => promise);
    cache.clear();
    resolve(ada);
    assert.equal(await learned, ada);
    assert.equal(cache.find('a'), undefined);
  });

  it('are not remembered where they are none', async () => {
    const cache = new CredentialCache();
    const failed = cache.learn('a', async () => {
      throw new Error('revoked');
    });
    await assert.rejects(failed, /revoked/);
    assert.equal(cache.find('a'), undefined);
  });

  it('are so many, those that were used last', async () => {
    const cache = new CredentialCache({ size: 2 });
    await cache.learn('a', async () => ada);
    await cache.learn('b', async () => bob);
    cache.find('a');
    await cache.learn('c', async () => bob);
    assert.deepEqual([cache.find('a'), cache.find('b'), cache.find('c')], [ada, undefined, bob]);
  });

  it('are forgotten in time where other servers may change them', async () => {
    const cache = new CredentialCache({ maxAge: 1 });
    await cache.learn('a', async () => ada);
    await setTimeout(20);
    assert.equal(cache.find('a'), undefined);
  });
});

describe('the uses of a credential', () => {
  it('are none as yet', () => {
    assert.deepEqual(unused('token', 'a'), {
      kind: 'token',
      id: 'a',
      counts: new Map(),
      last: null,
    });
  });
});

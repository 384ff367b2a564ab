import assert from 'node:assert/strict';
import type { Actor } from '../../../src/identity/access/actor.ts';
import { UseLog } from '../../../src/identity/authentication/use-log.ts';
import {
  CredentialCache,
  type VerifiedCredential,
} from '../../../src/identity/credentials/cache.ts';
import { unused } from '../../../src/identity/credentials/use.ts';
import { Token } from '../../../src/identity/tokens/entity.ts';
import { type IdentityFixture, makeIdentity, person, tokenFields } from './identity-fixture.ts';

describe('the cache of credentials', () => {
  const use = unused('token', '1');
  const known = (actor: Actor): VerifiedCredential => ({
    actor,
    validUntil: null,
    networks: null,
    use,
  });
  let identity: IdentityFixture;
  let ada: Actor;
  before(async () => {
    identity = await makeIdentity();
    ada = await person(identity, 'ada');
  });
  after(() => identity.database.close());

  it('remembers what was looked up until it is cleared', async () => {
    const cache = new CredentialCache();
    await cache.learn('hash', async () => known(ada));
    assert.equal(cache.find('hash')?.actor, ada);
    cache.clear();
    assert.equal(cache.find('hash'), undefined);
  });

  it('does not remember what was looked up while something changed', async () => {
    const cache = new CredentialCache();
    const looking = Promise.withResolvers<VerifiedCredential>();
    const learned = cache.learn('hash', () => looking.promise);
    cache.clear();
    looking.resolve(known(ada));
    assert.equal((await learned).actor, ada);
    assert.equal(cache.find('hash'), undefined);
  });

  it('remembers neither refusals nor more than its size', async () => {
    const cache = new CredentialCache({ size: 2 });
    const refusing = cache.learn('bad', () => Promise.reject(new Error('refused')));
    await assert.rejects(refusing, /refused/);
    for (const hash of ['a', 'b', 'c']) await cache.learn(hash, async () => known(ada));
    assert.deepEqual(
      ['bad', 'a', 'b', 'c'].map((hash) => cache.find(hash) !== undefined),
      [false, false, true, true],
    );
  });

  it('keeps uses that could not be written, and writes them the next time', async () => {
    const { database, tokens, clock } = identity;
    const { token } = await tokens.create(ada, tokenFields());
    let broken = true;
    const uses = new UseLog({
      ...database,
      transaction: (work) =>
        broken ? Promise.reject(new Error('disk full')) : database.transaction(work),
    });
    const counted = unused('token', token.id);
    const occasion = { at: clock.tell(), address: '192.0.2.1', agent: null };
    uses.record(counted, occasion);
    await assert.rejects(uses.flush(), /disk full/);
    uses.record(counted, occasion);
    broken = false;
    await uses.stop();
    const stored = await database.em().findOneOrFail(Token, { id: token.id });
    assert.equal(stored.uses, 2);
    await uses.flush();
    assert.equal((await database.em().findOneOrFail(Token, { id: token.id })).uses, 2);
  });
});

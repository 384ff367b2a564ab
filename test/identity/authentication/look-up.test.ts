import assert from 'node:assert/strict';
import { lookUpToken } from '../../../src/identity/authentication/look-up.ts';
import { hashSecret, newSecret } from '../../../src/identity/credentials/secret.ts';
import { toldBy } from '../../database/support/read-plans.ts';
import {
  type IdentityFixture,
  makeIdentity,
  person,
  tokenFields,
} from '../accounts/identity-fixture.ts';

describe('looking a token up', () => {
  let identity: IdentityFixture;
  before(async () => {
    identity = await makeIdentity();
  });
  after(() => identity.database.close());

  /** How many queries it takes, and what comes of it. */
  async function look(secret: string): Promise<readonly [queries: number, outcome: string]> {
    const { database, clock } = identity;
    let outcome = '';
    const told = await toldBy(database, async () => {
      outcome = await lookUpToken(database, hashSecret(secret), clock.tell()).then(
        ({ actor: { credential } }) => credential.kind,
        ({ code }) => `${code}`,
      );
    });
    return [told.length, outcome];
  }

  it('costs one query, whatever comes of it', async () => {
    const ada = await person(identity, 'ada');
    const { tokens } = identity;
    const { token, secret } = await tokens.create(ada, tokenFields());
    const { secret: second } = await tokens.rotate(ada, token.id, 3600);
    const { secret: third } = await tokens.rotate(ada, token.id, 0);
    assert.deepEqual(await look(newSecret()), [1, 'credential-invalid']);
    assert.deepEqual(await look(second), [1, 'credential-revoked']);
    for (const good of [secret, third]) assert.deepEqual(await look(good), [1, 'token']);
    await tokens.revoke(ada, token.id);
    for (const bad of [secret, third]) assert.deepEqual(await look(bad), [1, 'credential-revoked']);
  });
});

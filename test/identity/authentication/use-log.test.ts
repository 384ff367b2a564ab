import assert from 'node:assert/strict';
import type { Database } from '../../../src/database/database.ts';
import { nativeSqlite } from '../../../src/database/dump/native-sqlite.ts';
import type { Actor } from '../../../src/identity/access/actor.ts';
import { UseLog } from '../../../src/identity/authentication/use-log.ts';
import type { Identity } from '../../../src/identity/create-identity.ts';
import type { PresentedCredential } from '../../../src/identity/credentials/presented-credential.ts';
import { unused } from '../../../src/identity/credentials/use.ts';
import { Session } from '../../../src/identity/sessions/entity.ts';
import {
  from,
  type IdentityFixture,
  makeIdentity,
  person,
  signIn,
  tokenFields,
} from '../accounts/identity-fixture.ts';

describe('when a credential was last used', () => {
  let one: IdentityFixture;
  let other: Identity;
  let ada: Actor;
  beforeEach(async () => {
    one = await makeIdentity();
    other = one.restart(); // a second server on the same data
    ada = await person(one, 'ada');
  });
  afterEach(() => one.database.close());

  const use = ({ authenticator }: Identity, credential: PresentedCredential, address: string) =>
    authenticator.verify(credential, from(address));

  it('stays what it is when an earlier use is written after it', async () => {
    const { token, secret } = await one.tokens.create(ada, tokenFields());
    const credential = { kind: 'token', secret } as const;
    await use(one, credential, '192.0.2.1');
    one.clock.pass(1000);
    await use(other, credential, '192.0.2.2');
    await other.uses.flush();
    await one.uses.flush();
    const { lastUsedAt, lastUsedAddress, uses } = await one.tokens.get(ada.account.id, token.id);
    assert.deepEqual(lastUsedAt, one.clock.tell());
    assert.deepEqual([lastUsedAddress, uses], ['192.0.2.2', 2]);
    await use(one, credential, '192.0.2.3');
    assert.partialDeepStrictEqual(await one.tokens.get(ada.account.id, token.id), {
      lastUsedAddress: '192.0.2.3',
      uses: 3,
    });
  });

  it('is that of the newer of two secrets, whichever is written last', async () => {
    const { token, secret } = await one.tokens.create(ada, tokenFields());
    const { secret: next } = await one.tokens.rotate(ada, token.id, 3600);
    await use(one, { kind: 'token', secret: next }, '192.0.2.1');
    one.clock.pass(1000);
    await use(other, { kind: 'token', secret }, '192.0.2.2');
    await other.uses.flush();
    const { lastUsedAddress, uses } = await one.tokens.get(ada.account.id, token.id);
    assert.deepEqual([lastUsedAddress, uses], ['192.0.2.2', 2]);
  });

  it('stays what it is for a session, too', async () => {
    const credential = { kind: 'session', secret: await signIn(one, 'ada') } as const;
    const { credential: session } = await use(one, credential, '192.0.2.1');
    one.clock.pass(1000);
    await use(other, credential, '192.0.2.2');
    await other.uses.flush();
    await one.uses.flush();
    const seen = await one.database.em().findOneOrFail(Session, { id: session.id });
    assert.deepEqual([seen.lastSeenAt, seen.address], [one.clock.tell(), '192.0.2.2']);
  });

  it('is written once for all that the server has found anew, as it does beside others', async () => {
    const { token } = await one.tokens.create(ada, tokenFields());
    const uses = new UseLog(one.database);
    for (const seconds of [1, 3, 2]) {
      const at = new Date(one.clock.tell().getTime() + seconds * 1000);
      uses.record(unused('token', token.id), { at, address: `192.0.2.${seconds}`, agent: null });
    }
    const statements = await statementsOf(one.database, () => uses.flush());
    assert.equal(statements.filter((sql) => sql.includes('token_days (')).length, 1);
    assert.partialDeepStrictEqual(await one.tokens.get(ada.account.id, token.id), {
      lastUsedAddress: '192.0.2.3',
      uses: 3,
    });
  });
});

/** The statements to SQLite that `work` leads to. */
async function statementsOf(database: Database, work: () => Promise<void>): Promise<string[]> {
  const native = await nativeSqlite(database.orm);
  const { prepare } = native;
  const statements: string[] = [];
  native.prepare = (sql) => {
    statements.push(sql);
    return prepare.call(native, sql);
  };
  await work();
  native.prepare = prepare;
  return statements;
}

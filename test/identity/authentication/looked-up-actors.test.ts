import assert from 'node:assert/strict';
import { parseLabel } from '../../../src/albatross/names.ts';
import type { Actor } from '../../../src/identity/access/actor.ts';
import { readNetworks } from '../../../src/identity/access/networks.ts';
import { Account } from '../../../src/identity/accounts/entity.ts';
import {
  lookUpSession,
  lookUpSessionById,
  lookUpToken,
  lookUpTokenById,
} from '../../../src/identity/authentication/look-up.ts';
import { StandingActors } from '../../../src/identity/authentication/standing-actors.ts';
import { hashSecret, visiblePrefix } from '../../../src/identity/credentials/secret.ts';
import { Session } from '../../../src/identity/sessions/entity.ts';
import { Token } from '../../../src/identity/tokens/entity.ts';
import type { MadeToken, TokenFields } from '../../../src/identity/tokens/make-token.ts';
import {
  bearer,
  type IdentityFixture,
  makeIdentity,
  person,
  signIn,
  tokenFields,
} from '../accounts/identity-fixture.ts';

const hour = 3_600_000;
const week = 7 * 24 * hour;
const unknown = '00000000-0000-4000-8000-000000000000';

describe('the actor that a credential is looked up to', () => {
  let identity: IdentityFixture;
  let ada: Actor;
  beforeEach(async () => {
    identity = await makeIdentity();
    ada = await person(identity, 'ada'); // the first account is an administrator's
  });
  afterEach(() => identity.database.close());

  const now = () => identity.clock.tell();
  const later = (milliseconds: number) => new Date(now().getTime() + milliseconds);
  const make = (fields: Partial<TokenFields> = {}, actor = ada): Promise<MadeToken> =>
    identity.tokens.create(actor, tokenFields(fields));
  const bySecret = (secret: string) => lookUpToken(identity.database, hashSecret(secret), now());
  const byId = (id: string, prefix?: string | null) =>
    lookUpTokenById(identity.database, { id, prefix }, now());
  const prefixes = async (found: ReturnType<typeof byId>) => {
    const { credential } = (await found).actor;
    return credential.kind === 'token' ? [credential.prefix, credential.replaced] : null;
  };

  it('is the account, with everything that the token may do', async () => {
    const fields: Partial<TokenFields> & { readonly addresses: readonly string[] } = {
      ...{ name: 'deploy', scopes: ['volumes:write'], hosts: [parseLabel('web')] },
      ...{ names: ['a-*'], addresses: ['192.0.2.0/24'], expiresAt: later(hour), hourlyLimit: 7 },
    };
    const { token, secret } = await make(fields);
    const { id } = token;
    assert.deepEqual(await bySecret(secret), {
      actor: {
        account: { id: ada.account.id, name: 'ada', email: 'ada@example.org', admin: true },
        credential: {
          kind: 'token',
          id,
          ...fields,
          prefix: visiblePrefix(secret),
          replaced: false,
        },
      },
      validUntil: later(hour).getTime(),
      networks: readNetworks(fields.addresses),
      use: { kind: 'token', id, counts: new Map(), last: null },
    });
    const { secret: plain } = await make();
    assert.partialDeepStrictEqual(await bySecret(plain), { validUntil: null, networks: null });
  });

  it('names the token that made this one, or the trust that gave it', async () => {
    const { token: maker, secret } = await make({ hourlyLimit: 9 });
    const made = await make({ hourlyLimit: 9 }, await bearer(identity, secret));
    const makers = async () => {
      const { credential } = (await bySecret(made.secret)).actor;
      return credential.kind === 'token'
        ? credential.makers?.map(({ id, hourlyLimit }) => [id, hourlyLimit])
        : null;
    };
    assert.deepEqual(await makers(), [[maker.id, 9]]);
    const change = (data: Partial<Token>) =>
      identity.database.em().nativeUpdate(Token, { id: made.token.id }, data);
    await change({ takenOver: true });
    assert.equal(await makers(), undefined);
    await change({ trustId: unknown });
    const { actor } = await bySecret(made.secret);
    assert.partialDeepStrictEqual(actor.credential, { trustId: unknown });
  });

  it('is found by the id of a token and the first characters of any valid secret', async () => {
    const { token, secret } = await make();
    const second = await identity.tokens.rotate(ada, token.id, 60);
    const third = await identity.tokens.rotate(ada, token.id, 3600);
    const [first, middle, last] = [secret, second.secret, third.secret].map(visiblePrefix);
    assert.deepEqual(await prefixes(byId(token.id)), [last, false]);
    assert.deepEqual(await prefixes(byId(token.id, null)), [last, false]);
    assert.deepEqual(await prefixes(byId(token.id, last)), [last, false]);
    assert.deepEqual(await prefixes(byId(token.id, middle)), [middle, true]);
    identity.clock.pass(60_000);
    assert.deepEqual(await prefixes(byId(token.id, middle)), [middle, true]);
    await assert.rejects(byId(token.id, first), {
      ...{ code: 'credential-revoked', known: { prefix: first, ...knownToken(token) } },
    });
  });

  const knownToken = ({ id, name }: Token) => ({
    ...{ accountId: ada.account.id, kind: 'token', id, name },
  });

  it('is nobody if the id is unknown, or the secret has been deleted', async () => {
    const { token } = await make();
    const invalid = { code: 'credential-invalid' };
    const gone = { ...invalid, detail: 'There is no such token any more.' };
    await assert.rejects(byId(unknown), gone);
    const replaced = { ...invalid, detail: 'The token has another secret by now.' };
    await assert.rejects(byId(token.id, 'fmr_none'), replaced);
  });

  it('is nobody if the account is gone or inactive', async () => {
    const { token, secret } = await make();
    const { credential } = ada;
    const em = () => identity.database.em();
    const standing = new StandingActors(identity.database, identity.clock.tell);
    const refused = async (detail: string) => {
      const problem = { code: 'credential-suspended', status: 401, detail };
      const prefix = visiblePrefix(secret);
      const known = { ...knownToken(token), prefix };
      await assert.rejects(bySecret(secret), { ...problem, known });
      const { id } = credential;
      const session = { ...knownToken(token), kind: 'session', id, name: null, prefix: null };
      await assert.rejects(standing.of(credential), { ...problem, known: session });
    };
    await em().nativeUpdate(Account, { id: ada.account.id }, { active: false });
    await refused('An administrator has suspended the account.');
    await em().nativeDelete(Account, { id: ada.account.id });
    await refused('The account of this credential is gone.');
  });

  it('is whoever signed in, for a week, by the cookie or the id of the session', async () => {
    const secret = await signIn(identity, 'ada');
    const secretHash = hashSecret(secret);
    const { id } = await identity.database.em().findOneOrFail(Session, { secretHash });
    const expected = {
      actor: { account: ada.account, credential: { kind: 'session', id } },
      validUntil: later(week).getTime(),
      networks: null,
      use: { kind: 'session', id, counts: new Map(), last: null },
    };
    assert.deepEqual(await lookUpSession(identity.database, secretHash, now()), expected);
    const lookUp = (at: Date) => lookUpSessionById(identity.database, { id }, at);
    assert.deepEqual(await lookUp(later(week - 1)), expected);
    await assert.rejects(lookUp(later(week)), { code: 'credential-expired' });
  });
});

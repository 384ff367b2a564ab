import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { parseLabel } from '../../../src/albatross/names.ts';
import { StoredEvent } from '../../../src/database/events/entity.ts';
import { asBrowser, type IdentityServer, serveIdentity } from './http-fixture.ts';
import { makeIdentity, password, serverAddress } from './identity-fixture.ts';

const ada = { name: 'ada', email: 'ada@example.org', password };
const bob = { name: 'bob', email: 'bob@example.org', password };
const eve = { name: 'eve', email: ada.email, password };
const hour = 3600_000;

describe('mails about accounts', () => {
  let server: IdentityServer;
  let made: Awaited<ReturnType<typeof makeIdentity>>;
  let admin: Record<string, string>;
  /** How often administrators were told of an account that waits. */
  let waitingTold: () => Promise<number>;

  beforeEach(async () => {
    made = await makeIdentity({ mail: true });
    waitingTold = () => made.database.em().count(StoredEvent, { type: 'account.waiting' });
    server = await serveIdentity([], { made });
    await server.ask('/accounts', { json: ada });
    admin = asBrowser(await signIn(ada.email));
  });
  afterEach(() => server.close());

  const signIn = (email: string, given = password) =>
    server.ask('/session', { json: { email, password: given } });
  const post = async (path: string, json: object, headers = {}) => {
    const told = await server.ask(path, { method: 'POST', json, headers });
    return told.status < 300 ? told.status : Object(told.json).code;
  };
  const approve = async (id: string) => {
    const options = { method: 'PATCH', json: { active: true }, headers: admin };
    assert.equal((await server.ask(`/accounts/${id}`, options)).status, 200);
  };

  /** The only mail that waits, to whom it is, and the secret of its link. */
  const onlyMail = async () => {
    const [mail, ...others] = await server.mails();
    assert.ok(mail);
    assert.deepEqual(others, []);
    const [, page = '', token = ''] =
      /https:\/\/fulmar\.example\.org(\S*?)(?:#(\S+))?\n/.exec(mail.text) ?? [];
    return { to: mail.to, subject: mail.subject, page, token };
  };

  it('lets who signed up prove the address, and then tells administrators and the account', async () => {
    const { id } = Object((await server.ask('/accounts', { json: bob })).json);
    assert.equal(await waitingTold(), 0);
    const proof = await onlyMail();
    assert.deepEqual([proof.to, proof.page], [bob.email, '/verify-email']);
    assert.equal(Object((await signIn(bob.email)).json).code, 'sign-in-refused');
    assert.equal(await post('/account/email-verification', { token: proof.token }), 204);
    assert.equal(
      await post('/account/email-verification', { token: proof.token }),
      'verification-refused',
    );
    assert.equal(await waitingTold(), 1);
    const waiting = await onlyMail();
    assert.deepEqual([waiting.to, waiting.subject], [ada.email, 'bob waits for approval']);
    assert.equal(Object((await signIn(bob.email)).json).code, 'account-inactive');
    await approve(id);
    const approved = await onlyMail();
    assert.deepEqual([approved.to, approved.page], [bob.email, '/sign-in']);
    const { json } = await signIn(bob.email);
    assert.equal(Object(json).emailVerified, true);
    await approve(id);
    assert.deepEqual(await server.mails(), []);
  });

  it('give who was taken over from another server a link for a password with the approval', async () => {
    const foreign = { id: randomUUID(), admin: false, createdAt: new Date(0) };
    const { imported, database } = made;
    const hash = await imported.unknownPassword();
    const gus = { name: parseLabel('gus'), email: 'gus@example.org', standing: 'waiting' } as const;
    await imported.add(database.em(), { ...foreign, ...gus }, hash);
    assert.deepEqual(await server.mails(), []);
    await approve(foreign.id);
    const { to, page, token } = await onlyMail();
    assert.deepEqual([to, page], [gus.email, '/reset-password']);
    assert.equal(await post('/account/password-reset', { token, password }), 204);
    assert.equal((await signIn(gus.email)).status, 200);
  });

  it('answer a sign-up with a taken address as any other, and tell its owner', async () => {
    const free = await server.ask('/accounts', { json: bob });
    await server.mails();
    const taken = await server.ask('/accounts', { json: eve });
    assert.deepEqual([free.status, taken.status], [201, 201]);
    assert.equal(await waitingTold(), 0);
    const shapeOf = ({ json }: { json: unknown }) => {
      const { id, name, email, createdAt, token, ...same } = Object(json);
      const { id: tokenId, prefix, secret, ...rest } = token;
      assert.equal([id, name, email, createdAt, tokenId, prefix, secret].filter(Boolean).length, 7);
      return { ...same, ...rest };
    };
    assert.deepEqual(shapeOf(taken), shapeOf(free));
    assert.equal(Object(taken.json).email, ada.email);
    const mail = await onlyMail();
    assert.deepEqual([mail.to, mail.subject], [ada.email, 'You have an account already']);
  });

  it('leave no other way to tell the two apart', async () => {
    for (const given of [bob, eve]) {
      const { json } = await server.ask('/accounts', { json: given });
      const { token } = Object(json);
      const own = await server.ask('/tokens/current', { token: token.secret });
      assert.equal(Object(own.json).code, 'credential-suspended', given.name);
      const guessed = await signIn(given.email, given === eve ? 'what eve chose' : password);
      assert.equal(Object(guessed.json).code, 'sign-in-refused', given.name);
      const again = await post('/accounts', { ...given, email: `${given.name}2@example.org` });
      assert.equal(again, 'name-taken', given.name);
    }
    const { data } = Object((await server.ask('/accounts', { headers: admin })).json);
    assert.deepEqual(
      data.map(({ name }: { name: string }) => name),
      ['ada', 'bob'],
    );
  });

  it('send the link again to who signs up again before it was opened', async () => {
    await server.ask('/accounts', { json: bob });
    const first = await onlyMail();
    await server.ask('/accounts', { json: { ...bob, name: 'bobby' } });
    const second = await onlyMail();
    assert.equal(second.to, bob.email);
    assert.equal(
      await post('/account/email-verification', { token: first.token }),
      'verification-refused',
    );
    assert.equal(await post('/account/email-verification', { token: second.token }), 204);
  });

  for (const login of ['bob', 'Bob@Example.org']) {
    it(`lead to a new password, once, within an hour [${login}]`, async () => {
      const { id } = Object((await server.ask('/accounts', { json: bob })).json);
      await approve(id);
      await server.mails();
      const before = asBrowser(await signIn(bob.email));
      assert.equal(await post('/account/password-reset/link', { account: login }), 204);
      const { to, page, token } = await onlyMail();
      assert.deepEqual([to, page], [bob.email, '/reset-password']);
      const json = { token, password: 'a new one' };
      assert.equal(await post('/account/password-reset', json), 204);
      assert.equal(await post('/account/password-reset', json), 'reset-refused');
      assert.equal((await server.ask('/account', { headers: before })).status, 401);
      assert.equal((await signIn(bob.email, 'a new one')).status, 200);
      await post('/account/password-reset/link', { account: login });
      const late = await onlyMail();
      server.clock.pass(hour);
      const tooLate = { token: late.token, password: 'a newer one' };
      assert.equal(await post('/account/password-reset', tooLate), 'reset-refused');
    });
  }

  it('do not tell whether there is an account, nor go where it may not be used', async () => {
    await server.ask('/accounts', { json: bob });
    await server.mails();
    for (const account of ['nobody', 'nobody@example.org', 'not a name', bob.name, bob.email]) {
      assert.equal(await post('/account/password-reset/link', { account }), 204);
    }
    assert.deepEqual(await server.mails(), []);
  });

  it('are few for one account, and asked for seldom from one address', async () => {
    const ask = () => post('/account/password-reset/link', { account: 'ada' });
    for (let n = 0; n < 10; n += 1) assert.equal(await ask(), 204);
    assert.equal(await ask(), 'too-many-requests');
    assert.equal((await server.mails()).length, 3);
  });

  it('let another address wait until it is proved, and tell the one before', async () => {
    const change = (email: string) =>
      server.ask('/account', {
        method: 'PATCH',
        json: { email, currentPassword: password },
        headers: admin,
      });
    const told = await change('new@example.org');
    assert.deepEqual([told.status, Object(told.json).email], [200, ada.email]);
    const { to, token } = await onlyMail();
    assert.equal(to, 'new@example.org');
    assert.equal(await post('/account/email-verification', { token }), 204);
    const own = Object((await server.ask('/account', { headers: admin })).json);
    assert.deepEqual([own.email, own.emailVerified], ['new@example.org', true]);
    assert.deepEqual(await onlyMail().then(({ to: before }) => before), ada.email);
  });

  it('go to an address only five times an hour because strangers gave it', async () => {
    const signUp = async (name: string) => {
      const told = await server.ask('/accounts', { json: { ...bob, name } });
      return told.status < 300 ? told.status : Object(told.json).code;
    };
    for (let tries = 0; tries < 6; tries += 1) assert.equal(await signUp('ada'), 'name-taken');
    for (const name of ['a', 'b', 'c', 'd', 'e']) assert.equal(await signUp(name), 201);
    assert.equal(await signUp('f'), 'too-many-requests');
    const json = { email: bob.email, currentPassword: password };
    const change = () => server.ask('/account', { method: 'PATCH', json, headers: admin });
    assert.equal((await change()).status, 429);
    assert.equal((await server.mails()).length, 5);
    server.clock.pass(hour);
    assert.equal((await change()).status, 200);
  });

  it('do not tell by a change whose an address is', async () => {
    const { id } = Object((await server.ask('/accounts', { json: bob })).json);
    await approve(id);
    await server.mails();
    const json = { email: bob.email, currentPassword: password };
    const told = await server.ask('/account', { method: 'PATCH', json, headers: admin });
    assert.deepEqual([told.status, Object(told.json).email], [200, ada.email]);
    const mail = await onlyMail();
    assert.deepEqual([mail.to, mail.subject], [bob.email, 'You have an account already']);
  });

  it('prove an address on request, and end with the account', async () => {
    assert.equal(await post('/account/email-verification/link', {}, admin), 204);
    const { token } = await onlyMail();
    assert.equal(await post('/account/email-verification', { token }), 204);
    assert.equal(await post('/account/email-verification/link', {}, admin), 204);
    assert.deepEqual(await server.mails(), []);
    const { id } = Object((await server.ask('/accounts', { json: bob })).json);
    const bobs = await onlyMail();
    await server.ask(`/accounts/${id}`, { method: 'DELETE', headers: admin });
    assert.equal(
      await post('/account/email-verification', { token: bobs.token }),
      'verification-refused',
    );
  });

  it('have links to the address of the server alone', async () => {
    await post(
      '/account/password-reset/link',
      { account: 'ada' },
      { 'x-forwarded-host': 'evil.example' },
    );
    const [mail] = await server.mails();
    assert.ok(mail);
    assert.ok(mail.text.includes(`${serverAddress}/reset-password#`));
    assert.ok(!mail.text.includes('evil.example'));
  });
});

describe('without a mail server', () => {
  it('nothing is offered that needs one', async () => {
    const server = await serveIdentity();
    try {
      await server.ask('/accounts', { json: ada });
      const admin = asBrowser(
        await server.ask('/session', { json: { email: ada.email, password } }),
      );
      assert.equal(Object((await server.ask('/setup')).json).mail, false);
      const code = async (path: string, json: object, headers = {}) =>
        Object((await server.ask(path, { method: 'POST', json, headers })).json).code;
      assert.equal(
        await code('/account/password-reset/link', { account: 'ada' }),
        'mail-not-set-up',
      );
      assert.equal(await code('/account/email-verification/link', {}, admin), 'mail-not-set-up');
      assert.equal(await code('/accounts', eve), 'name-taken');
    } finally {
      await server.close();
    }
  });
});

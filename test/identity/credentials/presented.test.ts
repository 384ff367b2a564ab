import assert from 'node:assert/strict';
import { cookieName, cookiesNamed } from '../../../src/identity/credentials/cookies.ts';
import {
  presentedCredential,
  sessionCookie,
} from '../../../src/identity/credentials/presented-credential.ts';
import {
  looksImported,
  looksLikeToken,
  newSecret,
} from '../../../src/identity/credentials/secret.ts';

const present = (headers: Readonly<Record<string, string>>, secure?: boolean) =>
  presentedCredential({
    ...{ address: '192.0.2.1', header: (name) => headers[name] ?? null },
    ...(secure !== undefined && { secure }),
  });
const authorized = (authorization: string) => present({ authorization });
const encode = (pair: string) => Buffer.from(pair).toString('base64');

describe('a presented credential', () => {
  for (const authorization of [
    'Bearer abc',
    'bearer abc',
    'BEARER   abc  ',
    `Basic ${encode('token:abc')}`,
    `basic   ${encode('token:abc')}  `,
  ]) {
    it(`is a token as ${JSON.stringify(authorization)}`, () => {
      assert.deepEqual(authorized(authorization), { kind: 'token', secret: 'abc' });
    });
  }

  it('is all that stands behind the first colon of HTTP Basic', () => {
    const secret = 'a:b:é';
    assert.deepEqual(authorized(`Basic ${encode(`token:${secret}`)}`), { kind: 'token', secret });
    const url = Buffer.from('token:\u00ff\u00ff>?').toString('base64url');
    assert.equal(authorized(`Basic ${url}`)?.secret, '\u00ff\u00ff>?');
  });

  for (const authorization of [
    '',
    'Bearer',
    'Bearer ',
    'Bearerabc',
    'Bearer a b',
    'My Bearer abc',
    'Basic',
    'Basic ',
    'Basic %%%',
    `Basic ${encode('token:abc')} ${encode('token:abc')}`,
    `My Basic ${encode('token:abc')}`,
    `Basic${encode('token:abc')}`,
    `Basic ${encode('token:')}`,
    `Basic ${encode('tokens:abc')}`,
    `Basic ${encode('my-token:abc')}`,
    `Basic ${encode('token')}`,
  ]) {
    it(`cannot be read as ${JSON.stringify(authorization)}`, () => {
      assert.throws(() => authorized(authorization), {
        code: 'credential-invalid',
        detail:
          'Present a token as "Authorization: Bearer TOKEN", or as HTTP Basic with the user name "token".',
      });
    });
  }

  it('is a session as a cookie, whatever stands around it', () => {
    const session = { kind: 'session', secret: 'abc' };
    for (const cookie of [
      'fulmar_session=abc',
      ' fulmar_session = abc ',
      'a=b;fulmar_session=abc; c=d',
      'fulmar_session=; fulmar_session=abc',
    ]) {
      assert.deepEqual(present({ cookie }), session, cookie);
    }
  });

  it('is the cookie of our very own where it comes by HTTPS', () => {
    const cookie = 'fulmar_session=neighbour; __Host-fulmar_session=abc';
    assert.equal(present({ cookie }, true)?.secret, 'abc');
    assert.equal(present({ cookie }, false)?.secret, 'neighbour');
  });

  it('is none where there is no such cookie, or an empty one', () => {
    for (const cookie of ['', 'fulmar_session', 'fulmar_session=', 'a=fulmar_session=abc']) {
      assert.equal(present({ cookie }), null, cookie);
    }
    assert.equal(present({}), null);
  });

  it('is none of two cookies, and it is said what to do', () => {
    assert.throws(() => present({ cookie: 'fulmar_session=a; fulmar_session=b' }), {
      code: 'credential-invalid',
      detail:
        'Two cookies are called fulmar_session. Delete the cookies of this site and its domain, and sign in.',
    });
  });
});

describe('cookies', () => {
  it('are called so that no neighbour can set them, by HTTPS', () => {
    assert.equal(cookieName('a', true), '__Host-a');
    assert.equal(cookieName('a', false), 'a');
    assert.equal(sessionCookie(true), '__Host-fulmar_session');
    assert.equal(sessionCookie(false), 'fulmar_session');
  });

  // Equivalent: src/identity/credentials/cookies.ts, `return (header ?? '').split(';')…` → `return
  // (header ?? "Stryker was here!").split(';')…`: neither names a cookie.
  // Equivalent: src/identity/credentials/cookies.ts, `const [before = '', ...value] = pair.split('=');`
  // → `const [before = "Stryker was here!", ...value] = pair.split('=');`: something always stands before.
  it('are found in their order, each with all that stands behind the first =', () => {
    const header = 'a=1; b=2;a = x=y= ; a=; aa=3; a';
    assert.deepEqual(cookiesNamed(header, 'a'), ['1', 'x=y=']);
    assert.deepEqual(cookiesNamed(header, 'c'), []);
    assert.deepEqual(cookiesNamed(null, 'a'), []);
    assert.deepEqual(cookiesNamed(null, ''), []);
  });
});

describe('the secret of an imported token', () => {
  const uuid = '0a1b2c3d-4e5f-4678-9abc-def012345678';

  it('is a random UUID', () => {
    for (const variant of '89ab') {
      assert.ok(looksImported(uuid.replace('-9', `-${variant}`)), variant);
    }
    assert.ok(!looksLikeToken(uuid) && !looksImported(newSecret()));
  });

  it('is no other text', () => {
    for (const other of [
      ...[` ${uuid}`, `${uuid}0`, `0${uuid}`, uuid.slice(1), uuid.slice(0, -1)],
      ...[uuid.toUpperCase(), uuid.replaceAll('-', ''), uuid.replace('-4678', '-1678')],
      ...[uuid.replace('-9', '-7'), uuid.replace('-9', '-c'), uuid.replace('0a', '0g')],
      ...['4e5f', '4678', '9abc'].flatMap((group) => [
        uuid.replace(group, group.slice(0, -1)),
        uuid.replace(group, `${group}0`),
        uuid.replace(group, `${group.slice(0, -1)}x`),
      ]),
      uuid.replace('def0', 'xef0'),
    ]) {
      assert.ok(!looksImported(other), other);
    }
  });
});

describe('the secret of a token', () => {
  it('has nothing around it', () => {
    const secret = newSecret();
    for (const other of [` ${secret}`, `${secret}0`, `x${secret}`, `${secret}\n`]) {
      assert.ok(!looksLikeToken(other), other);
    }
  });
});

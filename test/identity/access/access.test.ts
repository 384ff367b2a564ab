import assert from 'node:assert/strict';
import type { Access, PathParams } from '../../../src/http/access.ts';
import {
  adminSession,
  anybody,
  credential,
  scope,
  session,
  sessionOrAdmin,
  wholeScope,
} from '../../../src/identity/access/access.ts';
import type { Actor } from '../../../src/identity/access/actor.ts';
import { sessionActor, tokenActor } from '../../support/actors.ts';

const hosts = ['one'];
const names = ['web-*'];

const callers: Readonly<Record<string, Actor | null>> = {
  nobody: null,
  person: sessionActor('ada'),
  administrator: sessionActor('root', true),
  writer: tokenActor(['unikernels:write']),
  reader: tokenActor(['volumes:read']),
  adminToken: tokenActor(['admin'], { admin: true }),
  formerAdminToken: tokenActor(['admin']),
  adminTokenOfHosts: tokenActor(['admin'], { admin: true, hosts }),
  adminTokenOfNames: tokenActor(['admin'], { admin: true, names }),
  ofHosts: tokenActor(['unikernels:write'], { hosts }),
  ofNames: tokenActor(['unikernels:write'], { names }),
};

const nobody = 'credential-missing';

/** Who is refused, and with which code. */
function refused(access: Access, params: PathParams = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(callers).flatMap(([name, caller]) => {
      const code = codeOf(access, caller, params);
      return code === null ? [] : [[name, code]];
    }),
  );
}

/** null: the caller is let in, and is who acts. */
function codeOf(access: Access, caller: Actor | null, params: PathParams): string | null {
  let actor: unknown;
  try {
    actor = access.check(caller, params);
  } catch (error) {
    return `${Object(error).code}`;
  }
  assert.equal(actor, caller);
  return null;
}

/** What an access is documented with. */
const documented = ({ needs, open, tokens, refusals, wholeOnly }: Access) => [
  ...[needs, open, tokens, wholeOnly, refusals],
];

describe('who is let in', () => {
  it('is anybody, who then is nobody, where all are', () => {
    for (const caller of Object.values(callers)) assert.equal(anybody.check(caller, {}), null);
    assert.deepEqual(documented(anybody), ['', true, true, undefined, []]);
  });

  it('is whoever has a credential', () => {
    assert.deepEqual(refused(credential), { nobody });
    assert.throws(() => credential.check(null, {}), {
      detail: 'Sign in, or present a token as "Authorization: Bearer TOKEN".',
      status: 401,
    });
    const needs = 'Needs a token or a session.';
    assert.deepEqual(documented(credential), [needs, false, true, false, []]);
  });

  it('is no token where a session is needed', () => {
    const code = 'session-only';
    assert.deepEqual(refused(session), {
      ...{ nobody, writer: code, reader: code, adminToken: code, formerAdminToken: code },
      ...{ adminTokenOfHosts: code, adminTokenOfNames: code, ofHosts: code, ofNames: code },
    });
    assert.deepEqual(documented(session), ['Needs a session.', false, false, false, [code]]);
  });

  it('is an administrator who is signed in, where no token is enough', () => {
    assert.deepEqual(refused(adminSession), { ...refused(session), person: 'admin-only' });
    const needs = 'Needs an administrator’s session.';
    const refusals = ['session-only', 'admin-only'];
    assert.deepEqual(documented(adminSession), [needs, false, false, false, refusals]);
  });

  // Equivalent: src/identity/access/access.ts, `if (credential.kind === 'session') return;` → `if
  // (false) return;`: a session is for no certain hosts and names.
  // Equivalent: src/identity/access/access.ts, `if (credential.kind === 'session') return;` → `if
  // (credential.kind === "") return;`: as above.
  // Equivalent: src/identity/access/access.ts, `function labelOf(text = ''): Label | null {` →
  // `function labelOf(text = "Stryker was here!"): Label | null {`: neither is a label.
  it('is a session, or an administrator’s token for all there is', () => {
    assert.deepEqual(refused(sessionOrAdmin), {
      ...{ nobody, adminTokenOfHosts: 'host-not-allowed', adminTokenOfNames: 'name-not-allowed' },
      ...{ writer: 'admin-only', reader: 'admin-only', formerAdminToken: 'admin-only' },
      ...{ ofHosts: 'admin-only', ofNames: 'admin-only' },
    });
    const needs = 'Needs a session, or a token with the scope `admin` for all hosts and names.';
    const refusals = ['scope-missing', 'admin-only', 'host-not-allowed', 'name-not-allowed'];
    assert.deepEqual(documented(sessionOrAdmin), [needs, false, true, true, refusals]);
  });

  it('is whoever has the scope, for the host and the name in the path', () => {
    const write = scope('unikernels:write');
    const lacking = { nobody, reader: 'scope-missing' };
    assert.deepEqual(refused(write), lacking);
    assert.deepEqual(refused(write, { host: 'ONE', name: 'Web-1' }), lacking);
    const elsewhere = { adminTokenOfHosts: 'host-not-allowed', ofHosts: 'host-not-allowed' };
    assert.deepEqual(refused(write, { host: 'two' }), { ...lacking, ...elsewhere });
    const others = { adminTokenOfNames: 'name-not-allowed', ofNames: 'name-not-allowed' };
    assert.deepEqual(refused(write, { name: 'db' }), { ...lacking, ...others });
    // What is no label is the fault of the path, of which the guard tells later.
    assert.deepEqual(refused(write, { host: 'no host', name: '' }), lacking);
    const needs = 'Needs the scope `unikernels:write`, or a session.';
    const refusals = ['scope-missing', 'host-not-allowed', 'name-not-allowed'];
    assert.deepEqual(documented(write), [needs, false, true, false, refusals]);
  });

  it('is an administrator where the scope is `admin`', () => {
    assert.deepEqual(refused(scope('admin')), {
      ...{ nobody, person: 'admin-only', writer: 'admin-only', reader: 'admin-only' },
      ...{ formerAdminToken: 'admin-only', ofHosts: 'admin-only', ofNames: 'admin-only' },
    });
    const refusals = ['admin-only', 'scope-missing', 'host-not-allowed', 'name-not-allowed'];
    assert.deepEqual(scope('admin').refusals, refusals);
    const lacking = tokenActor(['hosts:read'], { admin: true });
    assert.equal(codeOf(scope('admin'), lacking, {}), 'scope-missing');
  });

  it('is no token of certain hosts or names where all that the account has is at stake', () => {
    const whole = wholeScope('unikernels:write');
    assert.deepEqual(refused(whole), {
      ...{ nobody, reader: 'scope-missing' },
      ...{ adminTokenOfHosts: 'host-not-allowed', ofHosts: 'host-not-allowed' },
      ...{ adminTokenOfNames: 'name-not-allowed', ofNames: 'name-not-allowed' },
    });
    assert.throws(() => whole.check(callers.ofHosts ?? null, {}), {
      detail: 'This is for no token that is for certain hosts or names.',
    });
    const needs =
      'Needs the scope `unikernels:write` of a token for all hosts and names, or a session.';
    const refusals = ['scope-missing', 'host-not-allowed', 'name-not-allowed'];
    assert.deepEqual(documented(whole), [needs, false, true, true, refusals]);
  });
});

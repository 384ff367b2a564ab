import assert from 'node:assert/strict';
import { parseLabel } from '../../../src/albatross/names.ts';
import {
  type ActObject,
  askedWith,
  authorize,
  authorizePerson,
  mayAct,
  requirePerson,
} from '../../../src/identity/access/actor.ts';
import { leftHosts, renamedHosts } from '../../../src/identity/access/host-reach.ts';
import { RefusedAddress } from '../../../src/identity/access/refused-address.ts';
import { includesScope, type Scope, scopes } from '../../../src/identity/access/scopes.ts';
import { sessionActor, tokenActor } from '../../support/actors.ts';

const on = (host: string): ActObject => ({ host: parseLabel(host) });
const called = (name: string): ActObject => ({ name: parseLabel(name) });

describe('what an actor may not do', () => {
  const limited = tokenActor(['volumes:write'], { hosts: ['one'], names: ['web-*', 'db'] });

  for (const [actor, scope, object, refusal] of [
    [sessionActor(), 'admin', {}, ['admin-only', 'Only an administrator may do this.', {}]],
    [
      limited,
      'secrets:read',
      {},
      ['scope-missing', 'The token lacks the scope secrets:read.', { scope: 'secrets:read' }],
    ],
    [
      limited,
      'volumes:write',
      on('two'),
      ['host-not-allowed', 'The token is not for the host two.', { host: 'two' }],
    ],
    [
      limited,
      'volumes:write',
      { ...on('one'), ...called('cache') },
      ['name-not-allowed', 'The token is not for the name cache.', { name: 'cache' }],
    ],
  ] as const) {
    it(`is refused with ${refusal[0]}, which names what is missing`, () => {
      const [code, detail, facts] = refusal;
      assert.ok(!mayAct(actor, scope, object));
      assert.throws(() => authorize(actor, scope, object), { code, status: 403, detail, facts });
    });
  }

  it('is nothing else', () => {
    for (const object of [{}, on('one'), called('web-1'), { ...on('one'), ...called('db') }]) {
      assert.ok(mayAct(limited, 'volumes:read', object));
      authorize(limited, 'volumes:write', object);
    }
    assert.ok(mayAct(tokenActor(['volumes:write']), 'volumes:write', on('two')));
    assert.ok(mayAct(sessionActor(), 'volumes:write', { ...on('two'), ...called('cache') }));
    assert.ok(mayAct(sessionActor('root', true), 'admin'));
  });

  it('is what needs a person, for a token', () => {
    const sessionOnly = {
      code: 'session-only',
      detail: 'A token cannot do this. Sign in for it.',
    };
    const token = tokenActor(['admin'], { admin: true });
    assert.throws(() => requirePerson(token), sessionOnly);
    assert.throws(() => authorizePerson(token, 'admin'), sessionOnly);
    assert.throws(() => authorizePerson(sessionActor(), 'admin'), { code: 'admin-only' });
    requirePerson(sessionActor());
    authorizePerson(sessionActor('root', true), 'admin');
  });

  it('is told, for another address, to whoever reads the audit, too', () => {
    const token = new RefusedAddress(limited, '192.0.2.1');
    const { code, detail, caller, known } = token;
    assert.deepEqual(
      [code, detail, caller],
      ['address-not-allowed', 'The token is not for requests from 192.0.2.1.', limited],
    );
    assert.deepEqual(token.facts, { address: '192.0.2.1' });
    const { id } = limited.credential;
    const ofToken = { accountId: 'alice', kind: 'token', id, name: 'ci', prefix: 'fmr_test' };
    assert.deepEqual(known, ofToken);
    const session = sessionActor();
    assert.deepEqual(new RefusedAddress(session, '192.0.2.1').known, {
      ...{ accountId: 'alice', kind: 'session', id: session.credential.id },
      ...{ name: null, prefix: null },
    });
  });
});

describe('the credential that somebody asked with', () => {
  it('is known by its id, and a token also by the first characters of its secret', () => {
    const { credential } = tokenActor(['hosts:read']);
    const { id } = credential;
    assert.deepEqual(askedWith(credential), { kind: 'token', id, prefix: 'fmr_test' });
    const session = sessionActor().credential;
    assert.deepEqual(askedWith(session), { kind: 'session', id: session.id });
  });
});

describe('a scope', () => {
  // Equivalent: src/identity/access/scopes.ts, `needed.endsWith(':read') && …` → `needed.endsWith("")
  // && …`: without the ending it is asked once more for the scope itself.
  // Equivalent: src/identity/access/scopes.ts, `…replace(/:read$/, ':write'))` →
  // `…replace(/:read/, ':write'))`: it stands at the end alone.
  it('includes itself, reading what it writes, and consoles where unikernels are read', () => {
    const more: Partial<Record<Scope, readonly Scope[]>> = {
      admin: scopes,
      'unikernels:read': ['consoles:read'],
      'unikernels:write': ['unikernels:read', 'consoles:read'],
      'volumes:write': ['volumes:read'],
      'secrets:write': ['secrets:read'],
      'tokens:write': ['tokens:read'],
      'notifications:write': ['notifications:read'],
    };
    for (const held of scopes) {
      const included = scopes.filter((needed) => includesScope([held], needed));
      assert.deepEqual(new Set(included), new Set([held, ...(more[held] ?? [])]), held);
    }
    assert.ok(includesScope(['hosts:read', 'volumes:write'], 'volumes:read'));
    assert.ok(!includesScope([], 'hosts:read'));
  });
});

describe('the hosts of a credential', () => {
  const hosts = ['one', 'two'].map(parseLabel);

  it('are called as they are called now', () => {
    assert.deepEqual(renamedHosts(hosts, 'two', 'three'), ['one', 'three']);
    assert.deepEqual(renamedHosts(hosts, 'four', 'three'), hosts);
  });

  it('are without the one that is removed', () => {
    assert.deepEqual(leftHosts(hosts, 'one'), ['two']);
    assert.deepEqual(leftHosts(hosts, 'four'), hosts);
  });
});

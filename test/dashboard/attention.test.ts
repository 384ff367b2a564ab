import assert from 'node:assert/strict';
import { findAttention, type Overview } from '../../src/dashboard/features/overview/attention.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString();
const day = 86_400;

type Host = Overview['hosts'][number];
type Unikernel = Overview['unikernels'][number];
type Deployment = Overview['deployments'][number];
type Token = Overview['tokens'][number];
type User = Overview['users'][number];

const nothing: Overview = { hosts: [], unikernels: [], deployments: [], tokens: [], users: [] };

const well = { state: 'online', reason: null, since: ago(day) } as const;

const online: Host = {
  name: 'one',
  ...well,
  parts: { commands: well, console: well, stats: well },
  policy: null,
  used: null,
};

const startedAt = (time: string | null): Unikernel => ({
  host: 'one',
  name: 'web',
  digest: '',
  startedAt: time,
  cpuids: [0],
  memory: 32,
  arguments: [],
  blockDevices: [],
  networkDevices: [],
  failBehaviour: { restart: null },
  startup: 50,
});

const deployed = (from: number, to: number | null): Deployment => ({
  id: 'd',
  host: 'one',
  unikernel: 'web',
  action: 'restart',
  state: 'succeeded',
  digest: null,
  startedAt: ago(from),
  finishedAt: to === null ? null : ago(to),
  by: { account: 'alice', token: null },
});

const token = (expiresAt: string | null): Token => ({
  id: 't',
  name: 'ci',
  description: null,
  prefix: 'fmr_1234',
  scopes: [],
  hosts: null,
  names: null,
  addresses: null,
  expiresAt,
  expired: false,
  expiresSoon: false,
  exchanged: false,
  hourlyLimit: 1000,
  previous: null,
  replaced: [],
  uses: 0,
  lastUsedAt: null,
  lastUsedAddress: null,
  lastUsedAgent: null,
  createdAt: ago(day),
});

const user: User = {
  id: 'u',
  name: 'bob',
  email: 'bob@example.org',
  active: false,
  admin: false,
  createdAt: ago(day),
  approvedAt: null,
};

const whatNeedsIt = (overview: Partial<Overview>) =>
  findAttention({ ...nothing, ...overview }, now).map(({ what }) => what);

describe('what needs attention', () => {
  it('is nothing where all is well', () => {
    const approved = { ...user, approvedAt: ago(60) };
    const unikernels = [startedAt(ago(day)), startedAt(null)];
    const tokens = [token(null), token(ago(-15 * day)), token(ago(day))];
    assert.deepEqual(whatNeedsIt({ hosts: [online], unikernels, tokens, users: [approved] }), []);
  });

  it('is a degraded host, and says why', () => {
    const host: Host = { ...online, state: 'degraded', reason: 'network' };
    const [found] = findAttention({ ...nothing, hosts: [host] }, now);
    assert.equal(found?.what, 'Host one is degraded');
    assert.equal(found?.why, 'It cannot be reached.');
    assert.equal(found?.to, null);
  });

  it('leads to where a degraded host is mended only those who can', () => {
    const host: Host = { ...online, id: 'h', state: 'degraded', reason: 'network' };
    const [found] = findAttention({ ...nothing, hosts: [host] }, now);
    assert.equal(found?.to, '/hosts');
  });

  it('is a unikernel that its host started again', () => {
    const unikernels = [startedAt(ago(30))];
    const deployments = [deployed(300, 299)];
    assert.deepEqual(whatNeedsIt({ unikernels, deployments }), ['web restarts by itself']);
    const other = [{ ...deployed(31, 30), host: 'two' }];
    assert.deepEqual(whatNeedsIt({ unikernels, deployments: other }), ['web restarts by itself']);
  });

  for (const [how, deployment] of [
    ['finished', deployed(31, 29)],
    ['under way', deployed(90, null)],
    ['by a clock that is off', deployed(40, 39)],
  ] as const) {
    it(`is no unikernel that was deployed just now [${how}]`, () => {
      const unikernels = [startedAt(ago(30))];
      assert.deepEqual(whatNeedsIt({ unikernels, deployments: [deployment] }), []);
    });
  }

  it('is a unikernel that has ended, though nobody destroyed it', () => {
    const policy = { unikernels: 1, memory: 32, storage: null, cpuids: [0], bridges: [] };
    const hosts = [{ ...online, policy }];
    const gone = { hosts, deployments: [deployed(61, 60)] };
    assert.deepEqual(whatNeedsIt(gone), ['web has ended']);
    assert.deepEqual(whatNeedsIt({ ...gone, unikernels: [startedAt(ago(60))] }), []);
    assert.deepEqual(whatNeedsIt({ ...gone, hosts: [online] }), []);
    assert.deepEqual(whatNeedsIt({ hosts, deployments: [deployed(6, 5)] }), []);
    assert.deepEqual(whatNeedsIt({ hosts, deployments: [deployed(2 * day, 2 * day)] }), []);
    const destroyed: Deployment = { ...deployed(31, 30), action: 'destroy' };
    assert.deepEqual(whatNeedsIt({ hosts, deployments: [destroyed, deployed(61, 60)] }), []);
  });

  it('is a token that ends within 14 days', () => {
    const tokens = [token(ago(-13 * day - 60))];
    assert.deepEqual(whatNeedsIt({ tokens }), ['Token ci ends in 13 d']);
  });

  it('is an account that waits for approval', () => {
    assert.deepEqual(whatNeedsIt({ users: [user] }), ['bob waits for approval']);
  });
});

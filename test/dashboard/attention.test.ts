import assert from 'node:assert/strict';
import { findAttention, type Overview } from '../../src/dashboard/features/overview/attention.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString();
const day = 86_400;

type Host = Overview['hosts'][number];
type Unikernel = Overview['unikernels'][number];
type Token = Overview['tokens'][number];
type User = Overview['users'][number];

const nothing: Overview = { hosts: [], unikernels: [], tokens: [], users: [] };

const well = { state: 'online', reason: null, since: ago(day) } as const;

const online: Host = {
  name: 'one',
  ...well,
  parts: { commands: well, console: well, stats: well },
  policy: null,
  used: null,
};

const unikernel = (state: Unikernel['state']): Unikernel => ({
  host: 'one',
  name: 'web',
  account: 'alice',
  foreign: false,
  state,
  since: ago(60),
  restarts: 3,
  managed: true,
  desired: 'running',
  drift: [],
  labels: {},
  keepRunning: { enabled: false, tries: 0, nextAt: null, gaveUp: null },
  keepConsole: true,
  deletionProtection: false,
  health: null,
  update: null,
  lastExit: null,
  seenAt: ago(60),
  digest: '',
  startedAt: ago(60),
  cpuids: [0],
  memory: 32,
  arguments: [],
  blockDevices: [],
  networkDevices: [],
  failBehaviour: { restart: null },
  startup: 50,
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
  madeBy: null,
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
  emailVerified: false,
  active: false,
  admin: false,
  signingKey: null,
  createdAt: ago(day),
  approvedAt: null,
};

const whatNeedsIt = (overview: Partial<Overview>) =>
  findAttention({ ...nothing, ...overview }, now).map(({ what }) => what);

describe('what needs attention', () => {
  it('is nothing where all is well', () => {
    const approved = { ...user, approvedAt: ago(60) };
    const well = ['running', 'starting', 'completed', 'stopped', 'unknown'] as const;
    const unikernels = well.map(unikernel);
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

  for (const [state, what] of [
    ['restarting', 'web restarts by itself'],
    ['exited', 'web has ended'],
    ['missing', 'web is missing'],
  ] as const) {
    it(`is a unikernel that is ${state}, unless it is only watched`, () => {
      assert.deepEqual(whatNeedsIt({ unikernels: [unikernel(state)] }), [what]);
      assert.deepEqual(whatNeedsIt({ unikernels: [{ ...unikernel(state), managed: false }] }), []);
    });
  }

  it('is a unikernel that runs and fails its checks, and one that has ended only once', () => {
    const failing = { ...unikernel('running'), health: 'failing' } as const;
    assert.deepEqual(whatNeedsIt({ unikernels: [failing] }), ['web fails its checks']);
    const ended = { ...failing, state: 'exited' } as const;
    assert.deepEqual(whatNeedsIt({ unikernels: [ended] }), ['web has ended']);
  });

  it('is a token that ends within 14 days', () => {
    const tokens = [token(ago(-13 * day - 60))];
    assert.deepEqual(whatNeedsIt({ tokens }), ['Token ci ends in 13 d']);
  });

  it('is an account that waits for approval', () => {
    assert.deepEqual(whatNeedsIt({ users: [user] }), ['bob waits for approval']);
  });
});

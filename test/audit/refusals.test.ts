import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { AuditLog } from '../../src/audit/audit-log.ts';
import { AuditEvent } from '../../src/audit/entity.ts';
import type { Database } from '../../src/database/database.ts';
import type { AnsweredRequest } from '../../src/http/audit.ts';
import { newSecret } from '../../src/identity/credentials/secret.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import { sessionActor } from '../support/actors.ts';

const now = new Date('2026-11-22T12:00:00Z');

/** A refused sign-in, where a test says nothing else. */
function request(facts: Partial<AnsweredRequest> = {}): AnsweredRequest {
  return {
    requestId: 'r',
    address: '192.0.2.1',
    caller: null,
    refused: null,
    account: null,
    action: 'signIn',
    object: 'session',
    domain: null,
    status: 401,
    problem: 'sign-in-refused',
    recorded: false,
    header: () => null,
    ...facts,
  };
}

describe('what is written of the audit', () => {
  let database: Database;
  /** What could not be written. */
  let faults: (string | undefined)[];
  let log: AuditLog;

  beforeEach(async () => {
    database = await openDatabase({ memory: true });
    await database.orm.schema.create();
    faults = [];
    log = new AuditLog({
      database,
      clock: () => now,
      days: 400,
      report: (_error, event) => faults.push(event?.action),
    });
  });
  afterEach(() => database.close());

  const rows = () => database.em().find(AuditEvent, {}, { orderBy: { id: 'asc' } });
  const change = request({ caller: sessionActor(), status: 204, problem: null });

  it('is a change at once, before it is answered', async () => {
    await log.record(change);
    assert.equal((await rows()).length, 1);
  });

  it('is a change once, also where the database has it and could not say so', async () => {
    let isLost = false;
    const transaction: Database['transaction'] = async (work) => {
      const done = await database.transaction(work);
      if (isLost) throw new Error('Connection terminated unexpectedly');
      return done;
    };
    const losing = new AuditLog({
      ...{ database: { ...database, transaction }, clock: () => now, days: 400 },
      report: (_error, event) => faults.push(event?.action),
    });
    const ids = ['a', 'b', 'c'];
    isLost = true;
    await Promise.all(ids.map((requestId) => losing.record({ ...change, requestId })));
    assert.ok(faults.length > 0);
    isLost = false;
    await losing.record({ ...change, requestId: 'd' });
    await losing.stop();
    const written = (await rows()).map(({ requestId }) => requestId);
    assert.deepEqual(written.sort(), [...ids, 'd']);
  });

  it('is the first of what somebody is refused at once, and how often it was', async () => {
    const caller = sessionActor();
    const refused = { caller, action: 'removeSecret', status: 404, problem: 'secret-unknown' };
    await log.record(request({ ...refused, object: 'secrets/A' }));
    assert.equal((await rows()).length, 1);
    for (let n = 0; n < 50; n += 1) await log.record(request({ ...refused, object: 'secrets/A' }));
    await log.record(request({ ...refused, object: 'secrets/B' }));
    await log.record(change);
    const counts = (await rows()).map(({ object, count }) => [object, count]);
    assert.deepEqual(counts, [
      ['secrets/A', 51],
      ['secrets/B', 1],
      ['session', 1],
    ]);
  });

  it('is bounded, whatever somebody who is known is refused', async () => {
    await refuseMany(sessionActor(), 5_000);
    await log.flush();
    const all = await rows();
    assert.ok(all.length <= 201, `${all.length}`);
    assert.equal(
      all.reduce((sum, { count }) => sum + count, 0),
      5_000,
    );
    assert.equal(new Set(all.map(({ accountId }) => accountId)).size, 1);
  });

  /** What somebody is refused about so many secrets. */
  async function refuseMany(caller: AnsweredRequest['caller'], many: number): Promise<void> {
    const refused = { caller, action: 'removeSecret', status: 404, problem: 'secret-unknown' };
    for (let n = 0; n < many; n += 1) {
      const event = log.record(request({ ...refused, object: `secrets/A${n}` }));
      if (n % 100 === 99) await event;
    }
  }

  const destroy = {
    action: 'destroyUnikernel',
    object: 'hosts/one/unikernels/pay',
    status: 403,
    problem: 'scope-missing',
  };

  it('tells apart what others are refused, whatever one account was', async () => {
    await refuseMany(sessionActor('mallory'), 3_000);
    const ops = sessionActor('ops');
    await log.record(request({ ...destroy, caller: ops }));
    const [row, ...others] = await database.em().find(AuditEvent, { accountId: ops.account.id });
    assert.equal(others.length, 0);
    assert.partialDeepStrictEqual(row, { object: destroy.object, address: '192.0.2.1', count: 1 });
  });

  it('tells apart some of what everybody is refused, whatever many accounts were', async () => {
    for (let n = 0; n < 21; n += 1) await refuseMany(sessionActor(`mallory${n}`), 200);
    const ops = sessionActor('ops');
    await log.record(request({ ...destroy, caller: ops }));
    const [row] = await database.em().find(AuditEvent, { accountId: ops.account.id });
    assert.equal(row?.object, destroy.object);
    await log.flush();
    const all = await database.em().count(AuditEvent, {});
    assert.ok(all < 4_300, `${all}`);
  });

  for (const [status, problem] of [
    [504, 'outcome-unknown'],
    [502, 'host-unreachable'],
    [422, 'rolled-back'],
    [null, 'host-timeout'],
  ] as const) {
    it(`is each change that failed by itself, as with ${problem} (${status})`, async () => {
      const failed = { ...destroy, caller: sessionActor(), status, problem };
      await log.record(request({ ...failed, requestId: 'a' }));
      await log.record(request({ ...failed, requestId: 'b' }));
      const ids = (await rows()).map(({ requestId }) => requestId);
      assert.deepEqual(ids, ['a', 'b']);
    });
  }

  it('is bounded, from however many addresses somebody guesses', async () => {
    for (let client = 0; client < 1_000; client += 1) {
      const address = `198.51.${Math.floor(client / 250)}.${client % 250}`;
      await log.record(request({ address }));
    }
    await log.stop();
    const written = await rows();
    assert.equal(written.length, 201);
    assert.equal(
      written.reduce((sum, { count }) => sum + count, 0),
      1_000,
    );
    const many = written.filter(({ address }) => address === null);
    assert.deepEqual(
      many.map(({ count }) => count),
      [800],
    );
  });

  it('tells real credentials apart, however many others are shown', async () => {
    const accountId = randomUUID();
    const token = { kind: 'token', id: randomUUID(), name: 'ci', prefix: 'fmr_abcd' } as const;
    const refused = { accountId, ...token };
    for (let client = 0; client < 300; client += 1) {
      await log.record(request({ address: `198.51.${client % 2}.${client}` }));
    }
    await log.record(request({ refused, problem: 'credential-revoked' }));
    await log.stop();
    const [row, ...others] = await database.em().find(AuditEvent, { accountId });
    assert.equal(others.length, 0);
    assert.equal(row?.address, '192.0.2.1');
    assert.equal(row?.tokenPrefix, 'fmr_abcd');
  });

  it('counts unknown tokens past the limit as one, whatever they begin with', async () => {
    for (let shown = 0; shown < 10; shown += 1) {
      const header = () => `Bearer ${newSecret()}`;
      await log.record(request({ status: 429, problem: 'too-many-requests', header }));
    }
    await log.stop();
    assert.deepEqual(
      (await rows()).map(({ count, tokenPrefix }) => [count, tokenPrefix]),
      [[10, null]],
    );
  });

  it('counts all addresses of a network of IPv6 as one', async () => {
    await log.record(request({ address: '2001:db8::1' }));
    await log.record(request({ address: '2001:db8::2' }));
    await log.stop();
    assert.deepEqual(
      (await rows()).map(({ count }) => count),
      [2],
    );
  });

  it('goes on counting in the row that was written', async () => {
    await log.record(request());
    await log.flush();
    await log.record(request());
    await log.flush();
    assert.deepEqual(
      (await rows()).map(({ count }) => count),
      [2],
    );
  });

  it('loses nothing at a stop', async () => {
    await Promise.all([
      ...Array.from({ length: 20 }, () => log.record(change)),
      log.record(request()),
      log.stop(),
    ]);
    assert.equal((await rows()).length, 21);
  });

  it('is kept and written later where the database takes nothing for a time', async () => {
    await database.em().execute('alter table audit_events rename to elsewhere');
    await log.record(change);
    await log.record({ ...change, action: 'another' });
    await log.record(request());
    assert.deepEqual(faults, [change.action, 'another'], 'each is told of once');
    await database.em().execute('alter table elsewhere rename to audit_events');
    await log.stop();
    assert.deepEqual(
      (await rows()).map(({ outcome, count }) => [outcome, count]),
      [
        ['succeeded', 1],
        ['succeeded', 1],
        ['sign-in-refused', 1],
      ],
    );
  });
});

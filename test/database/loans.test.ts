import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { type LendingPool, type LentClient, Loans, maxLoan } from '../../src/database/loans.ts';
import { ManualTime } from '../hosts/support/manual-time.ts';

/** A connection that notes how it was given back. */
class Client extends EventEmitter implements LentClient {
  readonly releases: unknown[] = [];
  release = (destroy?: boolean | Error): void => {
    this.releases.push(destroy);
  };
}

/** Lends what it is told to, or fails so. */
class ScriptedPool implements LendingPool<Client> {
  next: Client | Error = new Client();

  connect(lent?: (error: Error | undefined, client?: Client) => void): Promise<Client> | undefined {
    const { next } = this;
    if (next instanceof Error) lent?.(next);
    else lent?.(undefined, next);
    return undefined;
  }
}

const noneCameBack = new Error('timeout exceeded when trying to connect');

describe('loans of a pool', () => {
  let time: ManualTime;
  let pool: ScriptedPool;
  let loans: Loans<Client>;
  let client: Client;
  beforeEach(() => {
    time = new ManualTime();
    pool = new ScriptedPool();
    client = new Client();
    pool.next = client;
    loans = new Loans(pool, { timer: time.timer, now: () => time.clock().getTime() });
  });

  const ways = {
    promise: () => pool.connect(),
    callback: async () => pool.connect(() => {}),
  } as const;

  for (const [way, ask] of Object.entries(ways)) {
    it(`end with the connection, once, and without harm to who gives it back later [${way}]`, async () => {
      await ask();
      client.emit('end');
      client.emit('end');
      client.release();
      assert.deepEqual(client.releases, [true]);
      assert.deepEqual(time.due, []);
    });

    it(`end when the database has been silent for too long [${way}]`, async () => {
      await ask();
      await time.pass(maxLoan - 1);
      assert.deepEqual(client.releases, []);
      await time.pass(1);
      assert.deepEqual(client.releases, [true]);
    });

    it(`leave a connection alone that came back [${way}]`, async () => {
      await ask();
      client.release();
      await time.pass(maxLoan);
      client.emit('end');
      assert.deepEqual(client.releases, [undefined]);
      assert.equal(client.listenerCount('end'), 0);
    });
  }

  it('last as long as they need where they are for good, until the connection ends', async () => {
    await loans.lendForGood();
    await time.pass(10 * maxLoan);
    assert.deepEqual(client.releases, []);
    client.emit('end');
    assert.deepEqual(client.releases, [true]);
  });

  it('last as long as they need while there is no limit, and no longer than others later', async () => {
    const other = new Client();
    await loans.withoutLimit(async () => {
      await pool.connect();
      await time.pass(maxLoan);
      assert.deepEqual(client.releases, []);
    });
    pool.next = other;
    await pool.connect();
    await time.pass(maxLoan);
    assert.deepEqual([client.releases, other.releases], [[], [true]]);
  });

  it('have their limit where others meanwhile have none', async () => {
    const { promise: end, resolve } = Promise.withResolvers<void>();
    const patient = loans.withoutLimit(() => end);
    await pool.connect();
    await time.pass(maxLoan);
    assert.deepEqual(client.releases, [true]);
    resolve();
    await patient;
  });

  it('tell for how long none has come back, and nothing of a database that is away', async () => {
    const ask = () => assert.rejects(loans.lendForGood());
    pool.next = new Error('connect ECONNREFUSED');
    await ask();
    await time.pass(1_000);
    assert.equal(loans.starvedFor(), 0);
    pool.next = noneCameBack;
    await ask();
    await time.pass(1_000);
    await ask();
    assert.equal(loans.starvedFor(), 1_000);
    pool.next = client;
    await loans.lendForGood();
    assert.equal(loans.starvedFor(), 0);
  });
});

import assert from 'node:assert/strict';
import { volumeLock } from '../../../src/database/locks/lock-name.ts';
import { PostgresSession, pingsToRenewal } from '../../../src/database/locks/postgres-session.ts';
import type { PoolClient, QueryResult } from '../../../src/database/postgresql.ts';
import { settle } from '../../hosts/support/manual-time.ts';

const name = volumeLock({ host: 'one', domain: 'alice', volume: 'data' });
const claim = { id: 'c1', name, mode: 'exclusive' } as const;
const rows = (...results: object[][]): QueryResult[] => results.map((each) => ({ rows: each }));
const taken = rows([], [{ taken: 'c1' }], [], [], []);

/** A connection whose answers a test gives. */
class FakeClient implements PoolClient {
  readonly asked: string[] = [];
  readonly released: (boolean | undefined)[] = [];
  readonly #answers: PromiseWithResolvers<QueryResult[]>[] = [];
  readonly #listeners = new Map<string, (error?: Error) => void>();

  query(text: string): Promise<QueryResult & QueryResult[]> {
    this.asked.push(text);
    const answer = Promise.withResolvers<QueryResult[]>();
    this.#answers.push(answer);
    return answer.promise.then((results) => Object.assign([...results], { rows: [] }));
  }

  on(event: 'end' | 'error', listener: (error?: Error) => void): void {
    this.#listeners.set(event, listener);
  }

  release(destroy?: boolean): void {
    this.released.push(destroy);
  }

  emit(event: 'end' | 'error', error?: Error): void {
    this.#listeners.get(event)?.(error);
  }

  /** Answers what is asked next. */
  async answer(with_: QueryResult[] | Error): Promise<void> {
    await settle();
    const next = this.#answers.shift();
    if (with_ instanceof Error) next?.reject(with_);
    else next?.resolve(with_);
    await settle();
  }
}

function fresh() {
  const client = new FakeClient();
  const backend = { pid: 1, startedAt: '0' };
  const session = new PostgresSession(client, backend, { server: 'a', run: 'r' });
  return { client, session };
}

describe('a session with PostgreSQL', () => {
  it('takes a lock in one round trip, and says what others left', async () => {
    const { client, session } = fresh();
    const taking = session.take(claim);
    await client.answer(rows([], [{ taken: 'c1' }], [], [], [{ id: 'left' }]));
    assert.deepEqual(await taking, { taken: true, left: ['left'] });
    assert.equal(client.asked.length, 1);
  });

  it('takes nothing where the database says so', async () => {
    const { client, session } = fresh();
    const taking = session.take(claim);
    await client.answer(rows([], [{ taken: '' }], [], [], []));
    assert.deepEqual(await taking, { taken: false, left: [] });
  });

  it('says one thing at a time', async () => {
    const { client, session } = fresh();
    const both = Promise.all([session.take(claim), session.ping()]);
    await settle();
    assert.equal(client.asked.length, 1);
    await client.answer(taken);
    await client.answer([]);
    await both;
    assert.equal(client.asked[1], 'select 1');
  });

  it('undoes what has failed before anything else is said', async () => {
    const { client, session } = fresh();
    const failing = assert.rejects(session.take(claim), { message: 'no room' });
    const pinging = session.ping();
    await client.answer(new Error('no room'));
    await client.answer([]);
    await client.answer([]);
    await Promise.all([failing, pinging]);
    assert.match(client.asked[1] ?? '', /^rollback; select pg_advisory_unlock\(.*= 'c1'$/);
    assert.equal(client.asked[2], 'select 1');
  });

  it('gives the lock back also where its row stays', async () => {
    const { client, session } = fresh();
    const failing = assert.rejects(session.give(claim), { message: 'no room' });
    await client.answer(new Error('no room'));
    await client.answer([]);
    await failing;
    assert.match(client.asked[1] ?? '', /^rollback; select pg_advisory_unlock\(/);
  });

  it('makes the rows of what it holds anew once an hour, as it is asked each second', async () => {
    const { client, session } = fresh();
    for (let ping = 0; ping < pingsToRenewal; ping += 1) {
      const asking = session.ping();
      await client.answer([]);
      await asking;
    }
    const others = client.asked.slice(0, -1).filter((text) => text !== 'select 1');
    assert.deepEqual(others, []);
    assert.match(client.asked.at(-1) ?? '', /^update locks set since = now\(\) where run = 'r' /);
  });

  it('tells once that it has ended, and why', () => {
    const { client, session } = fresh();
    const told: unknown[] = [];
    session.onEnd((cause) => told.push(cause));
    const cause = new Error('terminated');
    client.emit('error', cause);
    client.emit('end');
    assert.deepEqual([told, client.released], [[cause], [true]]);
  });

  it('tells that it has ended where the database says no reason', () => {
    const { client, session } = fresh();
    const told: unknown[] = [];
    session.onEnd((cause) => told.push(cause));
    client.emit('end');
    session.destroy();
    assert.deepEqual([told, client.released], [[undefined], [true]]);
  });

  it('tells nobody that it was ended', () => {
    const { client, session } = fresh();
    let told = false;
    session.onEnd(() => {
      told = true;
    });
    session.destroy();
    client.emit('end');
    assert.deepEqual([told, client.released], [false, [true]]);
  });

  it('gives back everything, and ends whatever comes of that', async () => {
    const { client, session } = fresh();
    const closing = assert.rejects(session.close(), { message: 'no room' });
    await client.answer(new Error('no room'));
    await closing;
    assert.match(client.asked[0] ?? '', /pg_advisory_unlock_all/);
    assert.deepEqual(client.released, [true]);
  });
});

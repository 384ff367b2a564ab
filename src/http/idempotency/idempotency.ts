import { createHash } from 'node:crypto';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import type { Database } from '../../database/database.ts';
import { onlyReplica, type Replica } from '../../database/replica.ts';
import type { Caller } from '../caller.ts';
import type { Reply } from '../reply.ts';
import { IdempotencyRecord } from './entity.ts';

/** Milliseconds that an answer is kept. */
const lifetime = 24 * 3600 * 1000;

const keyPattern = /^[\x21-\x7e]{1,255}$/;

/** What is to be done once. */
export interface Claim {
  readonly caller: Caller;
  /** The client's own name for the request; counts within its account and credential. */
  readonly key: string;
  /** All that makes this request another one than the next. */
  readonly asked: readonly string[];
  /** Whether a good answer shows a secret, which is never kept. */
  readonly showsSecret: boolean;
}

/** Gives the same request the same answer, by its `Idempotency-Key`. */
export class Idempotency {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #replica: Pick<Replica, 'id' | 'inPlaceOf'>;

  /** `replica`: this server among those that share the database. */
  constructor(
    database: Database,
    clock: Clock,
    replica: Pick<Replica, 'id' | 'inPlaceOf'> = onlyReplica,
  ) {
    this.#database = database;
    this.#clock = clock;
    this.#replica = replica;
  }

  /**
   * The first answer to this request, which `run` gives where there was none yet. Throws
   * `idempotency-mismatch`, `request-running` or `answer-not-kept`.
   */
  async once(claim: Claim, run: () => Promise<Reply>): Promise<Reply> {
    if (!keyPattern.test(claim.key)) {
      const detail = 'An Idempotency-Key is 1 to 255 visible characters of ASCII.';
      throw new Problem('malformed-request', detail);
    }
    const { account, credential } = claim.caller;
    const id = digest([account.id, credential.kind, credential.id, claim.key]);
    const fingerprint = digest(claim.asked);
    const kept = await this.#claim(id, fingerprint);
    if (kept) return replay(kept, fingerprint);
    return await this.#keep(id, claim, run);
  }

  /** Forgets what is older than 24 h. */
  async purge(): Promise<void> {
    const before = new Date(this.#clock().getTime() - lifetime);
    await this.#database.em().nativeDelete(IdempotencyRecord, { createdAt: { $lt: before } });
  }

  /** At a start: forgets requests that ran on servers that have ended; nobody answers them any more. */
  async forgetRunning(): Promise<void> {
    await this.#forgetOf(this.#replica.id);
    await this.forgetLeft();
  }

  /** Forgets requests that ran on other servers that have ended. */
  async forgetLeft(): Promise<void> {
    const em = this.#database.em();
    const others = { status: null, owner: { $ne: this.#replica.id } };
    const left = await em.find(IdempotencyRecord, others, { fields: ['owner'] });
    for (const owner of new Set(left.map((answer) => answer.owner))) {
      await this.#replica.inPlaceOf(owner, () => this.#forgetOf(owner));
    }
  }

  async #forgetOf(owner: string): Promise<void> {
    await this.#database.em().nativeDelete(IdempotencyRecord, { status: null, owner });
  }

  /** Null where the request is now ours to answer, else what is known of the first one. */
  async #claim(id: string, fingerprint: string): Promise<IdempotencyRecord | null> {
    const em = this.#database.em();
    const now = this.#clock();
    const before = new Date(now.getTime() - lifetime);
    await em.nativeDelete(IdempotencyRecord, { id, createdAt: { $lt: before } });
    const { id: owner } = this.#replica;
    for (;;) {
      try {
        await em.insert(IdempotencyRecord, {
          id,
          fingerprint,
          showedSecret: false,
          owner,
          createdAt: now,
        });
        return null;
      } catch (error) {
        if (!(error instanceof UniqueConstraintViolationException)) throw error;
        const kept = await em.findOne(IdempotencyRecord, { id });
        if (kept) return kept;
        // The first one has failed in between, and is forgotten: now it may be ours.
      }
    }
  }

  async #keep(id: string, claim: Claim, run: () => Promise<Reply>): Promise<Reply> {
    let answer: Reply | null = null;
    try {
      answer = await run();
      return answer;
    } finally {
      const em = this.#database.em();
      const kept = answer && keepable(answer, claim.showsSecret);
      if (kept) await em.nativeUpdate(IdempotencyRecord, { id }, kept);
      else await em.nativeDelete(IdempotencyRecord, { id });
    }
  }
}

/** What of an answer is kept; null where it may be asked for again. */
function keepable({ status, headers, body }: Reply, showsSecret: boolean) {
  if (status >= 500 || (body !== null && typeof body !== 'string')) return null;
  if (!showsSecret || status >= 300) return { status, headers, body };
  return { status, showedSecret: true, resultId: body && idOf(body) };
}

function idOf(body: string): string | null {
  const id: unknown = Reflect.get(Object(JSON.parse(body)), 'id');
  return typeof id === 'string' ? id : null;
}

function replay(kept: IdempotencyRecord, fingerprint: string): Reply {
  if (kept.fingerprint !== fingerprint) {
    const detail = 'This Idempotency-Key was used for another request. Take a new one.';
    throw new Problem('idempotency-mismatch', detail);
  }
  const { status, headers, body, showedSecret, resultId } = kept;
  if (typeof status !== 'number') {
    const detail = 'The first request of this Idempotency-Key is still running.';
    throw new Problem('request-running', detail, { headers: { 'retry-after': '1' } });
  }
  if (showedSecret) {
    const detail = 'The request was done. Its answer showed a secret, which is shown only once.';
    throw new Problem('answer-not-kept', detail, { facts: { id: resultId ?? null } });
  }
  return { status, headers: headers ?? {}, body: body ?? null };
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

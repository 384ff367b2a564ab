import { createHash } from 'node:crypto';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import { systemTimer, type Timer } from '../../base/timer.ts';
import type { Database } from '../../database/database.ts';
import { onlyReplica, type Replica } from '../../database/replica.ts';
import { deleteEqual } from '../../database/rows/delete-equal.ts';
import { deleteInSteps } from '../../database/rows/delete-in-steps.ts';
import { findEqual } from '../../database/rows/find-equal.ts';
import { insertRow } from '../../database/rows/insert-row.ts';
import { updateEqual } from '../../database/rows/update-equal.ts';
import type { SecretBox } from '../../database/secret-box.ts';
import type { Caller } from '../caller.ts';
import type { Reply } from '../reply.ts';
import { AnswerSeal } from './answer-seal.ts';
import { IdempotencyRecord } from './entity.ts';
import { keepable, type Outcome } from './keepable.ts';
import { KeptRefusals } from './kept-refusals.ts';
import { UntilDone } from './until-done.ts';

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

/** The record of a request that is answered here, and of no other under the same key. */
interface Ours {
  readonly id: string;
  readonly owner: string;
  readonly createdAt: Date;
  readonly status: null;
}

type Running = Pick<IdempotencyRecord, 'id' | 'createdAt'>;

/** One of the same key that begins later has another one. */
const nameOf = ({ id, createdAt }: Running) => `${id} ${createdAt.getTime()}`;

/** Gives the same request the same answer, by its `Idempotency-Key`. */
export class Idempotency {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #replica: Pick<Replica, 'id' | 'inPlaceOf'>;
  readonly #untilDone: UntilDone;
  readonly #seal: AnswerSeal;
  readonly #refusals = new KeptRefusals();
  /** Requests of other servers that were running at the last look. */
  #left: ReadonlySet<string> = new Set();

  /**
   * `replica`: this server among those that share the database; `box`: what seals the answers, which
   * may hold what is not to be read there.
   */
  constructor(
    database: Database,
    clock: Clock,
    replica: Pick<Replica, 'id' | 'inPlaceOf'> = onlyReplica,
    timer: Timer = systemTimer,
    box: SecretBox | null = null,
  ) {
    this.#database = database;
    this.#clock = clock;
    this.#replica = replica;
    this.#untilDone = new UntilDone(timer);
    this.#seal = new AnswerSeal(box);
  }

  /**
   * The first answer to this request, which `run` gives where there was none yet. Throws
   * `idempotency-mismatch`, `request-running` or `answer-not-kept`.
   */
  async once(claim: Claim, run: () => Promise<Outcome>): Promise<Reply> {
    if (!keyPattern.test(claim.key)) {
      const detail = 'An Idempotency-Key is 1 to 255 visible characters of ASCII.';
      throw new Problem('malformed-request', detail);
    }
    const id = digest([...whoseKeys(claim.caller), claim.key]);
    const fingerprint = digest(claim.asked);
    const createdAt = this.#clock();
    const ours: Ours = { id, owner: this.#replica.id, createdAt, status: null };
    const kept = await this.#claim(ours, this.#seal.seal(id, fingerprint));
    if (kept) return replay(this.#seal.open(kept), fingerprint);
    return await this.#settle(ours, claim, run);
  }

  /** Gives up what could not be recorded; the next start forgets it. */
  close(): void {
    this.#untilDone.close();
  }

  /** Forgets what is older than 24 h. */
  async purge(): Promise<void> {
    const before = new Date(this.#clock().getTime() - lifetime);
    await deleteInSteps(this.#database, IdempotencyRecord, 'created_at < ?', [before]);
  }

  /** At a start: forgets requests that ran on servers that have ended; nobody answers them any more. */
  async forgetRunning(): Promise<void> {
    await this.#forgetOf(this.#replica.id);
    await this.forgetLeft();
  }

  /**
   * Forgets requests that ran on other servers that have ended, and were there at the last call, half a minute ago:
   * one that has lost its locks only goes on with what needs none, and is done with it by then.
   */
  async forgetLeft(): Promise<void> {
    const em = this.#database.em();
    const others = { status: null, owner: { $ne: this.#replica.id } };
    const fields = ['owner', 'createdAt'] as const;
    const left = await em.find(IdempotencyRecord, others, { fields });
    const before = this.#left;
    this.#left = new Set(left.map(nameOf));
    const old = Map.groupBy(
      left.filter((each) => before.has(nameOf(each))),
      ({ owner }) => owner,
    );
    for (const [owner, its] of old) {
      await this.#replica.inPlaceOf(owner, () => this.#forgetOf(owner, its));
    }
  }

  async #forgetOf(owner: string, its?: readonly Running[]): Promise<void> {
    const which = its && { id: its.map(({ id }) => id) };
    await this.#database.em().nativeDelete(IdempotencyRecord, { status: null, owner, ...which });
  }

  #sealed<T extends { readonly body?: string | null }>(id: string, kept: T | null): T | null {
    return kept?.body ? { ...kept, body: this.#seal.seal(id, kept.body) } : kept;
  }

  /** Null where the request is now ours to answer, else what is known of the first one. */
  async #claim(ours: Ours, fingerprint: string): Promise<IdempotencyRecord | null> {
    const em = this.#database.em();
    const { id, owner, createdAt } = ours;
    const before = new Date(createdAt.getTime() - lifetime);
    await em.nativeDelete(IdempotencyRecord, { id, createdAt: { $lt: before } });
    for (;;) {
      try {
        const claimed = { id, fingerprint, showedSecret: false, owner, createdAt };
        await insertRow(em, IdempotencyRecord, claimed);
        return null;
      } catch (error) {
        if (!(error instanceof UniqueConstraintViolationException)) {
          // It may have got there all the same, where the connection was lost behind it.
          await this.#untilDone.run(() =>
            this.#database.em().nativeDelete(IdempotencyRecord, ours),
          );
          throw error;
        }
        const [kept] = await findEqual(em, IdempotencyRecord, { id });
        if (kept) return kept;
        // The first one has failed in between, and is forgotten: now it may be ours.
      }
    }
  }

  #keepable(outcome: Outcome, { caller, showsSecret }: Claim) {
    const kept = keepable(outcome, showsSecret);
    if (!kept || outcome.problem === null) return kept;
    return this.#refusals.mayKeep(caller.account.id, this.#clock()) ? kept : null;
  }

  /** Whatever becomes of the database meanwhile: the key does not stay taken. */
  async #settle(where: Ours, claim: Claim, run: () => Promise<Outcome>): Promise<Reply> {
    let outcome: Outcome | null = null;
    try {
      outcome = await run();
      return outcome.reply;
    } finally {
      const kept = outcome && this.#sealed(where.id, this.#keepable(outcome, claim));
      await this.#untilDone.run(async () => {
        const em = this.#database.em();
        if (kept) await updateEqual(em, IdempotencyRecord, where, kept);
        else await deleteEqual(em, IdempotencyRecord, where);
      });
    }
  }
}

function replay(kept: ReturnType<AnswerSeal['open']>, fingerprint: string): Reply {
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
  return { status, headers: headers ?? {}, body };
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

/** Whose keys count together: a job goes on with the next token that its trust gives. */
function whoseKeys({ account, credential }: Caller): readonly string[] {
  const trustId = credential.kind === 'token' ? credential.trustId : undefined;
  return trustId ? [account.id, 'trust', trustId] : [account.id, credential.kind, credential.id];
}

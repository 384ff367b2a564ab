import type { Clock } from '../../base/clock.ts';
import { earliest } from '../../base/earliest.ts';
import { unlessAborted } from '../../base/timer.ts';
import type { Database } from '../../database/database.ts';
import { Channel } from '../channels/entity.ts';
import { type Listener, listenerOf } from '../channels/may-tell.ts';
import { dueChannels, dueOf, type Sendable } from './due-deliveries.ts';
import { Delivery } from './entity.ts';
import type { Outcome } from './judge-answer.ts';
import { Lanes } from './lanes.ts';
import { noteOutcome, type Tried } from './note-outcome.ts';

export interface SenderDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** 0 to 1, as `Math.random`. */
  readonly random: () => number;
  /** Tries a delivery once. Rejects only where it is broken off, or the database fails. */
  readonly attempt: (
    delivery: Delivery,
    channel: Channel,
    to: Listener & { readonly signal: AbortSignal },
  ) => Promise<Outcome>;
  readonly report: (error: unknown, what: string) => void;
}

/** Milliseconds for which a channel rests that could not be served, as where the database fails. */
const rest = 10_000;

/** Sends what is due, each channel for itself: one whose receiver is slow holds up no other. */
export class Sender {
  readonly #deps: SenderDeps;
  readonly #lanes = new Lanes();
  /** By the channel's id: what is on its way. */
  readonly #running = new Map<string, Promise<void>>();
  /** By the channel's id: until when it rests, since it could not be served. */
  readonly #resting = new Map<string, Date>();
  /** By the channel's id: the outcome of attempts that could not be recorded yet, since the database failed. */
  readonly #unwritten = new Map<string, Tried[]>();

  constructor(deps: SenderDeps) {
    this.#deps = deps;
  }

  /**
   * Begins to send what is due of `what` and not on its way; `done` is called when a channel has sent all.
   */
  async begin(what: Sendable, signal: AbortSignal, done: () => void): Promise<void> {
    const { database, clock } = this.#deps;
    const now = clock();
    for (const [channel, until] of this.#resting) if (until <= now) this.#resting.delete(channel);
    for (const channel of await dueChannels(database, what, now)) {
      if (this.#running.has(channel) || this.#resting.has(channel)) continue;
      const run = this.#run(channel, what, signal).finally(() => {
        this.#running.delete(channel);
        done();
      });
      this.#running.set(channel, run);
    }
  }

  /** When the first of those that rest is served again; null: none does. */
  get restsUntil(): Date | null {
    return earliest([...this.#resting.values()]);
  }

  /** Lets a channel rest no longer. */
  forgive(channel: string): void {
    this.#resting.delete(channel);
  }

  /** Resolves when nothing is on its way any more. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }

  async #run(id: string, what: Sendable, signal: AbortSignal): Promise<void> {
    const { database, clock, report } = this.#deps;
    try {
      await this.#writeDown(id);
      while (!signal.aborted) {
        const due = await dueOf(database, id, what, clock(), this.#lanes.width(id));
        if (due.length === 0) return;
        const channel = await database.em().findOne(Channel, { id });
        if (!channel) return await this.#forget(id);
        if (channel.putOffUntil && channel.putOffUntil > clock()) return;
        if (!(await this.#sendAll(due, channel, signal))) return;
      }
    } catch (error) {
      this.#resting.set(id, new Date(clock().getTime() + rest));
      if (!signal.aborted) report(error, 'notifications are not sent');
    }
  }

  /** Records the outcome of the last attempts before anything is sent again: it would be sent for ever. */
  async #writeDown(channel: string): Promise<void> {
    for (const tried of this.#unwritten.get(channel) ?? []) await this.#note(tried);
    this.#unwritten.delete(channel);
  }

  async #note(tried: Tried): Promise<void> {
    await this.#deps.database.transaction((em) => noteOutcome(em, tried));
  }

  /** Whoever asked for a test just as the channel was removed has left it behind: nobody else removes it. */
  async #forget(channel: string): Promise<void> {
    this.#lanes.forget(channel);
    await this.#deps.database.em().nativeDelete(Delivery, { channel });
  }

  /**
   * Waits for all of them, also where one fails: what is still on its way must not be sent beside it. Says whether
   * there may be more.
   */
  async #sendAll(
    due: readonly Delivery[],
    channel: Channel,
    signal: AbortSignal,
  ): Promise<boolean> {
    const sent = await Promise.allSettled(due.map((each) => this.#send(each, channel, signal)));
    const failed = sent.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    return sent.every((result) => result.status === 'fulfilled' && result.value);
  }

  /** false: it waits, since whose channel it is has been suspended. */
  async #send(delivery: Delivery, channel: Channel, signal: AbortSignal): Promise<boolean> {
    const { database, clock, random, attempt } = this.#deps;
    const turn = this.#lanes.enter(channel.id, channel.owner);
    try {
      await unlessAborted(turn.come, signal);
      const listener = await listenerOf(database.em(), channel);
      if (!listener) return false;
      const begun = clock();
      const outcome = await attempt(delivery, channel, { ...listener, signal });
      const now = clock();
      this.#lanes.note(channel.id, now.getTime() - begun.getTime());
      const tried = { delivery, channel, outcome, now, random };
      await this.#note(tried).catch((error: unknown) => {
        this.#keep(tried);
        throw error;
      });
      return true;
    } finally {
      turn.leave();
    }
  }

  #keep(tried: Tried): void {
    const { id } = tried.channel;
    this.#unwritten.set(id, [...(this.#unwritten.get(id) ?? []), tried]);
  }
}

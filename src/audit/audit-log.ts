import type { Clock } from '../base/clock.ts';
import type { Database, EntityManager } from '../database/database.ts';
import { deleteInSteps } from '../database/rows/delete-in-steps.ts';
import { findEqual } from '../database/rows/find-equal.ts';
import { insertRow } from '../database/rows/insert-row.ts';
import { insertSoon } from '../database/rows/insert-soon.ts';
import type { AnsweredRequest } from '../http/audit.ts';
import { AuditEvent } from './entity.ts';
import { eventOf, type NewEvent, type OwnEvent, ownEvent } from './event.ts';
import { isRefusal } from './is-refusal.ts';
import { Refusals } from './refusals.ts';

const flushInterval = 5_000;
const day = 24 * 60 * 60 * 1000;

/** How many changes are kept in memory while the database takes none. */
const maxWaiting = 10_000;

interface WaitingEvent {
  readonly event: NewEvent;
  /** Whether it can be made again of another record, which was on the disk before what it tells of was begun. */
  readonly recorded: boolean;
}

export interface AuditLogDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** Days that an event is kept. */
  readonly days: number;
  /**
   * Told why an event cannot be written, once each, so that it stands elsewhere should the server
   * end before it can; without an event, that counts could not. All of it is kept, and tried again.
   */
  readonly report: (error: unknown, event?: NewEvent) => void;
}

/**
 * Writes down who did what. A change, also one that failed, is committed before it is answered, simultaneous
 * ones in one transaction; so is the first of identical refusals. Further ones, and refusals of unknown
 * callers, are counted, and written within seconds.
 */
export class AuditLog {
  readonly #deps: AuditLogDeps;
  /** Apart, so that who shows what is none leaves room for those of real credentials. */
  readonly #refusals = {
    known: new Refusals({ byAccount: true }),
    real: new Refusals(),
    unknown: new Refusals(),
  };
  #waiting: WaitingEvent[] = [];
  /** Those that may be written already: the database could not say so. */
  #doubtful: ReadonlySet<WaitingEvent> = new Set();
  #writing: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;

  /** How often what was recorded could not be written, so that it was kept to be tried again. */
  failedWrites = 0;

  constructor(deps: AuditLogDeps) {
    this.#deps = deps;
  }

  /** Begins to write what is counted from time to time. */
  start(): void {
    const { report } = this.#deps;
    this.#timer = setInterval(() => {
      void this.flush().catch((error) => report(error));
    }, flushInterval).unref();
  }

  /** Writes the rest and ends. */
  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.flush();
  }

  /** Records a request. Never rejects: what was changed is changed. */
  async record(request: AnsweredRequest): Promise<void> {
    const event = eventOf(request, this.#deps.clock());
    const { known, real, unknown } = this.#refusals;
    if (request.problem !== null && isAnybodys(request))
      (event.credential ? real : unknown).add(event);
    else if (request.recorded || !isRefusal(request)) await this.#add(event, request.recorded);
    else if (known.isKnown(event)) known.add(event);
    else await this.#addFirst(event);
  }

  /** Records what nobody asked for. Never rejects, as `record`. */
  async note(event: OwnEvent): Promise<void> {
    await this.#add(ownEvent(event, this.#deps.clock()));
  }

  /** The first of its kind within an hour is written before it is answered, as a change is. */
  async #addFirst(event: NewEvent): Promise<void> {
    this.#refusals.known.add(event);
    await this.flush().catch((error) => this.#deps.report(error, event));
  }

  async #add(event: NewEvent, recorded = false): Promise<void> {
    this.#waiting.push({ event, recorded });
    await this.flush().catch((error) => this.#deps.report(error, event));
  }

  /** Writes all that was recorded before the call. */
  flush(): Promise<void> {
    this.#next ??= this.#writing.then(() => {
      this.#next = null;
      const written = this.#write();
      this.#writing = written.catch(() => {}); // told to the caller; the next one is not held up
      return written;
    });
    return this.#next;
  }

  /** `flush` for whoever reads: what cannot be written is not shown yet, and never rejects. */
  async catchUp(): Promise<void> {
    await this.flush().catch(() => {}); // kept; the next round tries again, and reports
  }

  /** Forgets what is older than it is to be kept, in small steps. */
  async purge(): Promise<void> {
    const { database, clock, days } = this.#deps;
    const before = new Date(clock().getTime() - days * day);
    const old = 'at < ? and last_at < ?'; // the former has an index
    await deleteInSteps(database, AuditEvent, old, [before, before]);
  }

  async #write(): Promise<void> {
    const events = this.#waiting;
    this.#waiting = [];
    try {
      await this.#store(events);
    } catch (error) {
      this.failedWrites += 1;
      this.#waiting = [...events, ...this.#waiting].slice(-maxWaiting);
      this.#doubtful = new Set(events);
      throw error;
    }
    this.#doubtful = new Set();
  }

  /** Those that the database does not have; only of those in doubt it is asked. */
  async #unwritten(em: EntityManager, waiting: readonly WaitingEvent[]): Promise<NewEvent[]> {
    const unwritten: NewEvent[] = [];
    for (const each of waiting) {
      const { at, requestId, action, object, outcome, accountId } = each.event;
      const same = { at, requestId, action, object, outcome, accountId };
      const isWritten =
        this.#doubtful.has(each) && (await findEqual(em, AuditEvent, same)).length > 0;
      if (!isWritten) unwritten.push(each.event);
    }
    return unwritten;
  }

  /** A single event, which is what a change mostly is, needs no transaction. */
  async #store(waiting: readonly WaitingEvent[]): Promise<void> {
    const { database } = this.#deps;
    const { known, real, unknown } = this.#refusals;
    const hasCounted = known.hasUnwritten || real.hasUnwritten || unknown.hasUnwritten;
    const [first, ...others] = waiting;
    if (!first && !hasCounted) return;
    if (first && others.length === 0 && !hasCounted && !this.#doubtful.has(first)) {
      const insert = first.recorded ? insertSoon : insertRow;
      await insert(database.em(), AuditEvent, first.event);
      return;
    }
    const committed = await database.transaction(async (em) => {
      for (const event of await this.#unwritten(em, waiting))
        await insertRow(em, AuditEvent, event);
      return [await known.write(em), await real.write(em), await unknown.write(em)];
    });
    for (const settle of committed) settle();
  }
}

/** Nobody is answerable for it, or there may be any number of them. */
function isAnybodys({ caller, problem }: AnsweredRequest): boolean {
  return caller === null || problem === 'too-many-requests';
}

import { type MonotonicClock, monotonicClock } from '../base/clock.ts';
import type { Timer } from '../base/timer.ts';
import { WriteProbe } from '../database/write-probe.ts';
import type { Send } from '../outgoing/send.ts';
import { repeat, sparingLog } from './replicas.ts';
import type { ServerDeps } from './server-deps.ts';
import type { Services } from './services.ts';

/** Milliseconds between two times that it is asked. */
const interval = 60_000;

/** Milliseconds that the event loop may be late. */
const maxLate = 5_000;

/** Milliseconds for all that is looked at. */
const timeout = 30_000;

export interface HeartbeatDeps {
  /** Of somebody else, who notices when it is not asked any more; it may be a secret. */
  readonly url: URL;
  readonly send: Send;
  readonly timer: Timer;
  readonly now?: MonotonicClock;
  /** Fails where the database takes no writes. */
  readonly checkDatabase: () => Promise<unknown>;
  /** Whether the hosts are looked at. */
  readonly goesRound: () => boolean;
  /** Told why it was not asked; the address is not in there. */
  readonly report: (error: unknown, what: string) => void;
}

/** What the heartbeat of a server stands on. */
export function heartbeatDeps(
  url: URL,
  { database, replica, send, timer, log }: ServerDeps,
  { observer }: Pick<Services, 'observer'>,
): HeartbeatDeps {
  const probe = new WriteProbe({ database, now: monotonicClock, server: replica.id });
  const sparing = sparingLog(log);
  return {
    ...{ url, send, timer },
    checkDatabase: () => probe.check(),
    goesRound: () => observer.goesRound,
    report: (error, what) => sparing.report(error, what),
  };
}

/** Asks an address each minute while all is well, until disposed. */
export function startHeartbeat(deps: HeartbeatDeps): AsyncDisposable {
  const { timer, now = monotonicClock } = deps;
  let before = now();
  const beat = async () => {
    const late = now() - before - interval;
    try {
      await beatOnce(deps, late, AbortSignal.timeout(timeout));
    } catch (error) {
      deps.report(error, 'FULMAR_HEARTBEAT_URL is not asked');
    }
    before = now();
  };
  return repeat(timer, interval, beat);
}

async function beatOnce(
  { url, send, checkDatabase, goesRound }: HeartbeatDeps,
  late: number,
  signal: AbortSignal,
): Promise<void> {
  if (late > maxLate) throw new Error(`the event loop was late by ${Math.round(late)} ms`);
  if (!goesRound()) throw new Error('the hosts are not looked at');
  await checkDatabase();
  signal.throwIfAborted();
  // An administrator names it: it may be anywhere.
  const trust = { privateAddresses: true, plainLoopback: true };
  const { status } = await send({ url, ...trust, signal });
  // A redirect, which is not followed, does not reach whoever is to notice.
  if (status >= 300) throw new Error(`it answered ${status}`);
}

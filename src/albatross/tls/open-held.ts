import { setImmediate as turn } from 'node:timers/promises';
import type { TLSSocket } from 'node:tls';
import { readyOr } from '../ready-or.ts';
import type { TlsConnection } from './connect.ts';

/** Milliseconds that a host is let wait for our certificate: it may give up who says nothing. */
const patience = 1_000;

/**
 * A connection that `connect` makes while `ready` is waited for, released once that resolves; null where that takes
 * long. Rejects as both do; nothing is left open then, and the host was told nothing.
 */
export async function openHeld(
  connect: (signal: AbortSignal) => Promise<TlsConnection>,
  ready: Promise<unknown>,
  signal: AbortSignal | undefined,
): Promise<TLSSocket | null> {
  const giving = new AbortController();
  const bound = signal ? AbortSignal.any([signal, giving.signal]) : giving.signal;
  // Keys and signatures take the thread: what is waited for is begun first.
  const connecting = turn().then(() => connect(bound));
  connecting.catch(() => {}); // it may fail before anybody waits for it, and is waited for below
  const giveUp = () => {
    giving.abort();
    connecting.then(
      ({ socket }) => socket.destroy(),
      () => {}, // nothing is open
    );
  };
  if (!(await isReadySoon(readyOr(ready, signal, giveUp)))) {
    giveUp();
    return null;
  }
  const { socket, release } = await connecting;
  release();
  return socket;
}

async function isReadySoon(ready: Promise<void>): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), patience);
  try {
    return await Promise.race([ready.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

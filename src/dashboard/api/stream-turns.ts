/** Runs what holds a connection; the signal that it gets ends that when it is another’s turn. */
export type TakeTurn = <T>(
  signal: AbortSignal,
  work: (turn: AbortSignal) => Promise<T>,
) => Promise<T>;

/**
 * Over HTTP/1.1 a browser has six connections to a server, for all its pages together. Streams take
 * at most so many, so that there are others for everything else.
 */
const slots = ['fulmar-stream-1', 'fulmar-stream-2', 'fulmar-stream-3', 'fulmar-stream-4'];

/** Milliseconds of a turn, while others wait: samples of what is used come every 10 s. */
const turnLength = 12_000;

/** Whether streams share one connection with all else, as over HTTP/2. */
function isMultiplexed(): boolean {
  const [entry] = performance.getEntriesByType('navigation');
  return entry instanceof PerformanceNavigationTiming && /^h[23]/.test(entry.nextHopProtocol);
}

/**
 * Has the streams of all pages of this browser take turns, where it has few connections. A browser
 * has locks only where the page came by HTTPS, or from the machine itself: elsewhere nothing waits.
 */
export const takeTurn: TakeTurn = async (signal, work) => {
  if (!('locks' in navigator) || isMultiplexed()) return await work(signal);
  return await inSlot(navigator.locks, signal, work);
};

async function inSlot<T>(
  locks: LockManager,
  signal: AbortSignal,
  work: (turn: AbortSignal) => Promise<T>,
): Promise<T> {
  const hold = (slot: string) => untilWanted(locks, slot, signal, work);
  for (const slot of slots) {
    const held = await locks.request(slot, { ifAvailable: true }, async (lock) =>
      lock ? { result: await hold(slot) } : null,
    );
    if (held) return held.result;
  }
  const slot = await leastWanted(locks);
  return await locks.request(slot, { signal }, () => hold(slot));
}

/** Works, until the turn has lasted its time and somebody waits for the slot. */
async function untilWanted<T>(
  locks: LockManager,
  slot: string,
  signal: AbortSignal,
  work: (turn: AbortSignal) => Promise<T>,
): Promise<T> {
  const ending = new AbortController();
  const look = async () => {
    const { pending = [] } = await locks.query();
    if (pending.some(({ name }) => name === slot)) ending.abort();
  };
  const timer = setInterval(look, turnLength);
  try {
    return await work(AbortSignal.any([signal, ending.signal]));
  } finally {
    clearInterval(timer);
  }
}

async function leastWanted(locks: LockManager): Promise<string> {
  const { pending = [] } = await locks.query();
  const waiting = (slot: string) => pending.filter(({ name }) => name === slot).length;
  const [first = ''] = slots.toSorted((one, other) => waiting(one) - waiting(other));
  return first;
}

import { isLateAnswer, isSurelyUndone } from '../host-client/error-meanings.ts';
import type { HostOperation, ManagedHost, SlotKind } from '../host-client/managed-host.ts';
import { concealArguments } from './conceal-arguments.ts';
import type { FilledConfig } from './fill-arguments.ts';

/** A command to a host that changes a unikernel. */
export interface SentChange {
  readonly host: ManagedHost;
  readonly operation: HostOperation<void>;
  readonly slot: SlotKind;
  /** What the host is told to start with, or has; null: nothing. */
  readonly config: FilledConfig | null;
  /** Ends the wait for a slot only. */
  readonly signal?: AbortSignal | undefined;
  /** Breaks it off, also once it is sent: another server may change the same then. */
  readonly lost: AbortSignal;
}

/**
 * What came of a command: it is done; it certainly is not, whether it had been `sent` or not; or it
 * is not known, since the answer was lost, or `isLate`: then the host may be at work on it still. No secret is in
 * an error.
 */
export type Sent =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly error: unknown; readonly sent: boolean }
  | { readonly kind: 'open'; readonly error: unknown; readonly isLate: boolean };

/**
 * Sends a command when it has its slot, and `expectAllowed` does not reject then; connects meanwhile. Who is not
 * allowed is told that, whatever the connection came to.
 */
export async function sendChange(
  { host, operation, config, ...options }: SentChange,
  expectAllowed: () => Promise<void>,
): Promise<Sent> {
  let sent = false;
  const send: HostOperation<void> = async (client, bound) => {
    const ready = expectAllowed().then(() => {
      sent = true;
    });
    ready.catch(() => {}); // told below
    try {
      return await operation(client.onceReady(ready), bound);
    } finally {
      await ready;
    }
  };
  try {
    await host.change(send, options);
    return { kind: 'done' };
  } catch (caught) {
    // What is concealed has no cause any more.
    const error = concealArguments(caught, config);
    if (!sent || isSurelyUndone(caught)) return { kind: 'refused', error, sent };
    return { kind: 'open', error, isLate: isLateAnswer(caught) };
  }
}

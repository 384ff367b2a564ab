import { once } from 'node:events';
import { connect as connectSocket, isIP, type Socket } from 'node:net';
import { onAbort, unlessAborted } from '../base/timer.ts';
import { type AddressRule, isAllowed } from '../outgoing/address-rule.ts';
import type { FindAddresses } from '../outgoing/public-addresses.ts';
import { CheckFault, faultOf } from './check-fault.ts';

/** For whom a check is tried: until the signal, in the share of its account. */
export interface Asker {
  readonly signal: AbortSignal;
  readonly account: string;
}

/** Begins a connection to just this address. */
export type Dial = (address: string, port: number) => Socket;

export const dialDirectly: Dial = (host, port) => connectSocket({ host, port });

export interface ConnectDeps {
  readonly findAddresses: FindAddresses;
  readonly dial: Dial;
  /** The rule as it is now: hosts come and go. */
  readonly rule: (signal: AbortSignal) => Promise<AddressRule>;
}

/**
 * The addresses of a host, all of which may be asked; found once, so that what was looked at is what
 * is connected to. Throws `CheckFault`.
 */
export async function findAllowed(
  { findAddresses, rule }: Pick<ConnectDeps, 'findAddresses' | 'rule'>,
  host: string,
  { signal, account }: Asker,
): Promise<readonly string[]> {
  const bare = host.replace(/^\[|\]$/g, '');
  const found = isIP(bare)
    ? [bare]
    : (await unlessAborted(findAddresses(bare, {}, { signal, account }), signal)).map(
        ({ address }) => address,
      );
  if (found.length === 0) throw new CheckFault(`${bare} has no address.`);
  const allowed = await rule(signal);
  if (found.every((address) => isAllowed(address, allowed))) return found;
  throw new CheckFault(`${bare} is at an address that checks may not ask.`);
}

/**
 * A connection to a host that may be asked: to the first of its addresses that takes one. The caller
 * ends it. Throws `CheckFault`.
 */
export async function connectTo(
  deps: ConnectDeps,
  { host, port }: { readonly host: string; readonly port: number },
  asker: Asker,
): Promise<Socket> {
  const { signal } = asker;
  let fault: CheckFault | null = null;
  for (const address of await findAllowed(deps, host, asker)) {
    const socket = deps.dial(address, port);
    try {
      await once(socket, 'connect', { signal });
      return socket;
    } catch (error) {
      socket.destroy();
      signal.throwIfAborted();
      fault = faultOf(error);
      if (!fault) throw error;
    }
  }
  throw fault ?? new CheckFault(`${host} has no address.`);
}

/** Ends a connection with the signal, until that is disposed of, which ends it as well. */
export function endsWith(socket: Socket, signal: AbortSignal): Disposable {
  // What comes after its end is nobody's.
  socket.on('error', () => {});
  const following = onAbort(signal, () => socket.destroy());
  return {
    [Symbol.dispose]() {
      following[Symbol.dispose]();
      socket.destroy();
    },
  };
}

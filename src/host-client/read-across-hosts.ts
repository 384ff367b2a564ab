import type { Label } from '../albatross/names.ts';
import { type ErrorCode, Problem } from '../base/errors.ts';
import type { HostLists, ManagedHost } from './managed-host.ts';

/** A host that a list over several could not ask. */
export interface HostReadingError {
  readonly host: Label;
  readonly code: ErrorCode;
  readonly detail: string;
}

export interface AcrossHosts<T> {
  readonly data: T[];
  readonly errors: HostReadingError[];
}

export interface ReadAcrossOptions {
  /** Milliseconds that a host is waited for; the configuration's `listTimeout`. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

/**
 * Reads of all hosts at once what `read` makes of their lists. A host that is known to be down is
 * not asked, one that is slow is waited for no longer than the timeout, counted from its own
 * handshake: neither fails or holds up the rest. Rejects with the signal's reason, and with what
 * is no `Problem`.
 */
export async function readAcrossHosts<T>(
  hosts: readonly ManagedHost[],
  read: (host: HostLists, signal?: AbortSignal) => Promise<readonly T[]>,
  { timeout = 2_000, signal }: ReadAcrossOptions = {},
): Promise<AcrossHosts<T>> {
  const readOne = async (host: ManagedHost): Promise<AcrossHosts<T>> => {
    try {
      return { data: [...(await read(host.within(timeout), signal))], errors: [] };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { data: [], errors: [{ host: host.name, code: error.code, detail: error.detail }] };
    }
  };
  const answers = await Promise.all(hosts.map(readOne));
  return {
    data: answers.flatMap(({ data }) => data),
    errors: answers.flatMap(({ errors }) => errors),
  };
}

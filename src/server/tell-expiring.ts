import { pause } from '../base/timer.ts';
import type { HostRegistry } from '../host-client/host-registry.ts';
import { tellExpiringCertificates } from '../hosts/tell-expiring-certificates.ts';
import { tellExpiringTokens } from '../identity/tokens/tell-expiring-tokens.ts';
import type { ServerDeps } from './server-deps.ts';

/** Milliseconds between two looks what ends soon. */
const interval = 3600 * 1000;

/** Tells at once, and then each hour, of tokens and certificates that end soon, until disposed. */
export function tellExpiring(
  { database, clock, timer, log }: ServerDeps,
  hosts: Pick<HostRegistry, 'all'>,
): AsyncDisposable {
  const ending = new AbortController();
  const { signal } = ending;
  const presentedBy = (id: string) => hosts.all().find((host) => host.id === id)?.presented ?? null;
  const run = async () => {
    while (!signal.aborted) {
      const told = [
        tellExpiringTokens(database, clock),
        tellExpiringCertificates(database, clock, presentedBy),
      ];
      for (const { status, ...result } of await Promise.allSettled(told)) {
        if (status === 'rejected') log.error(result, 'what ends soon is not told');
      }
      await pause(timer, interval, signal).catch(() => {}); // ended, as the signal says
    }
  };
  const running = run();
  return {
    async [Symbol.asyncDispose]() {
      ending.abort();
      await running;
    },
  };
}

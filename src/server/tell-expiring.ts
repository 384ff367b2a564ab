import { pause } from '../base/timer.ts';
import { tellExpiringCertificates } from '../hosts/tell-expiring-certificates.ts';
import { tellExpiringTokens } from '../identity/tokens/tell-expiring-tokens.ts';
import type { ServerDeps } from './server-deps.ts';

/** Milliseconds between two looks what ends soon. */
const interval = 3600 * 1000;

/** Tells at once, and then each hour, of tokens and certificates that end soon, until disposed. */
export function tellExpiring({ database, clock, timer, log }: ServerDeps): AsyncDisposable {
  const ending = new AbortController();
  const { signal } = ending;
  const run = async () => {
    while (!signal.aborted) {
      const told = [tellExpiringTokens, tellExpiringCertificates].map((tell) =>
        tell(database, clock).catch((error: unknown) => {
          log.error({ error }, 'what ends soon is not told');
        }),
      );
      await Promise.all(told);
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

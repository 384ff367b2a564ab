import { tokenActor } from '../../support/actors.ts';
import { UnikernelWorld } from '../unikernel-world.ts';
import type { WorldOptions } from '../world-options.ts';

/**
 * A world in which a check of a TCP port fails where its host is in `failing`, and as late where it may not
 * take longer than 5 s and its host is in `slow`; all others pass, each after `before`.
 */
export function openDeployWorld(
  failing: ReadonlySet<string>,
  slow: ReadonlySet<string> = new Set(),
  before: () => Promise<void> = async () => {},
  options: Pick<WorldOptions, 'hurry'> = {},
): Promise<UnikernelWorld> {
  const actors = {
    alice: tokenActor(['unikernels:write', 'volumes:write']),
    bob: tokenActor(['unikernels:write'], { account: 'bob' }),
    reader: tokenActor(['unikernels:read']),
  };
  return UnikernelWorld.open({
    ...options,
    actors,
    observed: true,
    runCheck: async (check, { signal }) => {
      signal.throwIfAborted();
      await before();
      if (check.kind === 'tcp' && slow.has(check.host) && check.timeout <= 5) {
        return { ok: false, detail: 'late', tookMs: 5_000, doubt: 'late' };
      }
      const ok = !(check.kind === 'tcp' && failing.has(check.host));
      return { ok, detail: ok ? 'fine' : 'refused', tookMs: 1 };
    },
  });
}

/** Such a check. */
export const check = (host: string) => ({ kind: 'tcp', host, port: 80, every: 1, timeout: 1 });

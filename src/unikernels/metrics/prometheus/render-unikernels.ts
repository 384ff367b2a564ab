import { Breath } from '../../../base/breath.ts';
import type { Clock } from '../../../base/clock.ts';
import { Problem } from '../../../base/errors.ts';
import type { HostList } from '../../../host-client/host-directory.ts';
import type { DeploymentHistory } from '../../deployment-history.ts';
import type { RegisteredUnikernel } from '../../registry/registered-unikernel.ts';
import type { Registry } from '../../registry/registry.ts';
import type { UnikernelKey } from '../../unikernel-locks.ts';
import { lastState } from '../../view-unikernel.ts';
import type { LatestUsage } from '../latest-usage.ts';
import { addUnikernel } from './add-unikernel.ts';
import type { Exposition } from './exposition.ts';

/** Unikernels that are read at once: about a millisecond's work. */
const pageSize = 25;

export interface UnikernelSeriesDeps {
  readonly registry: Pick<Registry, 'page' | 'ofDomain'>;
  readonly history: Pick<DeploymentHistory, 'allStarting'>;
  readonly hosts: HostList;
  readonly latest: LatestUsage;
  readonly clock: Clock;
  /** Whether checks of an account are tried on a host at present, as far as the host answers. */
  readonly areChecksTried: (key: Pick<UnikernelKey, 'host' | 'domain'>) => boolean;
}

/** Adds the series of unikernels, which are read as they are added. */
export async function addUnikernels(
  exposition: Exposition,
  deps: UnikernelSeriesDeps,
  unikernels: AsyncIterable<RegisteredUnikernel>,
): Promise<void> {
  const changing = await deps.history.allStarting();
  const breath = new Breath();
  for await (const known of unikernels) {
    await breath.take();
    const { host, domain, name } = known.key;
    const now = deps.clock();
    const reachable = isUp(deps.hosts, known);
    const isChanging = changing.has(`${host}/${domain}:${name}`);
    addUnikernel(exposition, {
      known,
      state: lastState(known, { reachable, now, changing: isChanging }),
      usage: deps.latest.of(known.id, now.getTime()),
      areChecksTried: reachable && deps.areChecksTried(known.key),
    });
  }
}

/** All that are remembered, whosever they are. */
export async function* everybodys(
  registry: Pick<Registry, 'page'>,
): AsyncGenerator<RegisteredUnikernel> {
  let last: string | null = null;
  for (;;) {
    const page: readonly RegisteredUnikernel[] = await registry.page(last, pageSize);
    yield* page;
    last = page.at(-1)?.id ?? null;
    if (page.length < pageSize) return;
  }
}

/** One that was removed here leaves its unikernels, of which nobody knows how they do. */
function isUp(hosts: HostList, { key }: RegisteredUnikernel): boolean {
  try {
    return !hosts.get(key.host).knownDown;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}

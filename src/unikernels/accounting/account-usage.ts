import { raw } from '@mikro-orm/core';
import type { BlockDevice, Named } from '../../albatross/messages.ts';
import type { Label, Name } from '../../albatross/names.ts';
import type { UnikernelInfo } from '../../albatross/unikernel.ts';
import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import { pause, type Timer } from '../../base/timer.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import type { HostLists } from '../../host-client/managed-host.ts';
import type { LatestUsage } from '../metrics/latest-usage.ts';
import type { Registry } from '../registry/registry.ts';
import { CpuMeter } from './cpu-meter.ts';
import { AccountUsage } from './entity.ts';

/** Milliseconds between two looks, and beyond which it is not known what was there between them. */
const interval = 60_000;
const longestGap = 150_000;

/** Months that are kept. */
const keptMonths = 24;

export interface AccountUsageDeps {
  readonly database: Database;
  readonly registry: Pick<Registry, 'onHost'>;
  readonly accounts: { ofAccounts(): Promise<ReadonlySet<Label>> };
  readonly latest: Pick<LatestUsage, 'of'>;
  readonly clock: Clock;
  readonly timer: Timer;
}

/** What an account has on a host at a moment, in MiB. */
interface Has {
  memory: number;
  storage: number;
}

type Watched = HostLists & { readonly knownDown: boolean };

/** Adds up by the month what accounts have and use on hosts: while Fulmar runs, and the host answers. */
export class RecordAccountUsage {
  readonly failure = 'what accounts use there is not added up';
  readonly #deps: AccountUsageDeps;

  constructor(deps: AccountUsageDeps) {
    this.#deps = deps;
  }

  /** Follows a host that this server watches, until `signal` aborts; rejects then. */
  async follow(host: Watched, signal: AbortSignal): Promise<void> {
    const { clock, timer, latest } = this.#deps;
    const meter = new CpuMeter(latest);
    let before: Date | null = null;
    for (;;) {
      await pause(timer, interval, signal);
      const now = clock();
      const isThere = await this.#look(host, meter, { before, now }, signal);
      before = isThere ? now : null;
    }
  }

  /** Whether the host has said what it has. */
  async #look(
    host: Watched,
    meter: CpuMeter,
    { before, now }: { readonly before: Date | null; readonly now: Date },
    signal: AbortSignal,
  ): Promise<boolean> {
    const lists = host.knownDown ? null : await readLists(host, signal);
    if (!lists) return false;
    const { registry, accounts, database } = this.#deps;
    const cpu = meter.read(await registry.onHost(host.name), now);
    const elapsed = before ? now.getTime() - before.getTime() : 0;
    const isKnown = elapsed > 0 && elapsed <= longestGap;
    const has = ownedBy(await accounts.ofAccounts(), ...lists);
    if (!isKnown || has.size === 0) return true;
    const month = monthOf(now);
    await database.transaction(async (em) => {
      for (const [domain, { memory, storage }] of has) {
        const seconds = Math.round(elapsed / 1000);
        await addUsage(em, {
          ...{ month, host: host.name, domain, observedSeconds: seconds },
          ...{ memorySeconds: memory * seconds, storageSeconds: storage * seconds },
          cpuMilliseconds: Math.round((cpu.get(domain) ?? 0) * 1000),
        });
      }
      if (before && monthOf(before) !== month) await forgetOld(em, now);
    });
    return true;
  }
}

/** In UTC, as `2026-11`. */
export const monthOf = (time: Date): string => time.toISOString().slice(0, 7);

type Row = Pick<
  AccountUsage,
  | 'month'
  | 'host'
  | 'domain'
  | 'memorySeconds'
  | 'cpuMilliseconds'
  | 'storageSeconds'
  | 'observedSeconds'
>;

/** Adds to what is stored of a month. One server at a time watches a host, so nobody else writes its rows. */
export async function addUsage(em: EntityManager, row: Row): Promise<void> {
  const { month, host, domain, ...sums } = row;
  const grown = {
    memorySeconds: raw('memory_seconds + ?', [sums.memorySeconds]),
    cpuMilliseconds: raw('cpu_milliseconds + ?', [sums.cpuMilliseconds]),
    storageSeconds: raw('storage_seconds + ?', [sums.storageSeconds]),
    observedSeconds: raw('observed_seconds + ?', [sums.observedSeconds]),
  };
  const count = await em.nativeUpdate(AccountUsage, { month, host, domain }, grown);
  if (count === 0) await em.insert(AccountUsage, row);
}

async function forgetOld(em: EntityManager, now: Date): Promise<void> {
  const oldest = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - keptMonths));
  await em.nativeDelete(AccountUsage, { month: { $lt: monthOf(oldest) } });
}

/** null: the host does not say, as its health tells. */
async function readLists(host: HostLists, signal: AbortSignal) {
  try {
    return await Promise.all([host.unikernels(signal), host.volumes(signal)]);
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}

/** What accounts have, what is below their domains included. */
function ownedBy(
  accounts: ReadonlySet<Label>,
  unikernels: readonly Named<UnikernelInfo>[],
  volumes: readonly BlockDevice[],
): ReadonlyMap<Label, Has> {
  const byDomain = new Map<Label, Has>();
  const of = ({ path: [domain] }: Name): Has => {
    const has = (domain && byDomain.get(domain)) ?? { memory: 0, storage: 0 };
    if (domain && accounts.has(domain)) byDomain.set(domain, has);
    return has;
  };
  for (const { name, value } of unikernels) of(name).memory += value.memory;
  for (const { name, size } of volumes) of(name).storage += size;
  return byDomain;
}

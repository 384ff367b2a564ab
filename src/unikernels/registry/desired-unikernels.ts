import type { UnikernelInfo } from '../../albatross/unikernel.ts';
import type { Clock } from '../../base/clock.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import { findEqual } from '../../database/rows/find-equal.ts';
import { insertRow } from '../../database/rows/insert-row.ts';
import { updateEqual } from '../../database/rows/update-equal.ts';
import type { AskedConfig } from '../asked-config.ts';
import type { Deployment } from '../entity.ts';
import type { HealthRecords } from '../health/health-records.ts';
import { isStartedAs } from '../releases/compare-releases.ts';
import type { Releases } from '../releases/releases.ts';
import type { DesiredState } from '../state/conclude-state.ts';
import { observe, unobserved } from '../state/observation.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';
import { asRunning } from './as-running.ts';
import { StoredUnikernel, type UnikernelLabels } from './entity.ts';
import type { RegisteredUnikernel } from './registered-unikernel.ts';
import type { Registry } from './registry.ts';
import { ended, keptAnew, keyOf, makerOf, newRow } from './rows.ts';
import type { SealedValues } from './sealed-values.ts';

/** What of a unikernel is changed without its host. */
export interface RegistryChange {
  readonly labels?: UnikernelLabels | undefined;
  readonly deletionProtection?: boolean | undefined;
  readonly keepRunning?: boolean | undefined;
  readonly keepConsole?: boolean | undefined;
}

/** Who made a release, and what it brings back. */
export type ReleasedBy = Pick<Deployment, 'accountName' | 'tokenName'> &
  Partial<Pick<Deployment, 'id' | 'rollbackTo' | 'origin' | 'sealedSource'>>;

/** With which image and configuration something was started. */
export interface StartedConfig {
  /** SHA-256 of the image, hex. */
  readonly digest: string | null;
  /** null: as it was. */
  readonly config: AskedConfig | null;
}

/** What of a unikernel's row tells with what it is started. */
type StartedRow = Pick<
  StoredUnikernel,
  'id' | 'host' | 'domain' | 'name' | 'digest' | 'createdBy' | 'sealedConfig' | 'sealedInfo'
>;

/** What a host was told to start. */
interface Started {
  readonly digest: string | null;
  /** null: as it was. */
  readonly asked: AskedConfig | null;
  readonly maker: string;
  /** Whether nobody asked. */
  readonly automatic: boolean;
}

export interface DesiredUnikernelsDeps {
  readonly database: Database;
  readonly registry: Registry;
  readonly releases: Releases;
  readonly health: Pick<HealthRecords, 'forget'>;
  readonly values: SealedValues;
  readonly clock: Clock;
}

/** Remembers what unikernels are to be: what was asked for, and what is to stay as it is. */
export class DesiredUnikernels {
  readonly #deps: DesiredUnikernelsDeps;

  constructor(deps: DesiredUnikernelsDeps) {
    this.#deps = deps;
  }

  /** Changes what needs no host. */
  async change({ id, key }: RegisteredUnikernel, change: RegistryChange): Promise<void> {
    const anew = change.keepRunning === undefined ? {} : keptAnew;
    await this.#deps.database.em().nativeUpdate(StoredUnikernel, { id }, { ...change, ...anew });
    this.#deps.registry.changed(key.domain);
  }

  /** Wants one from now on as it was seen last: its first release. */
  async manage({ id, key, lastInfo }: RegisteredUnikernel, by: ReleasedBy): Promise<void> {
    const seen = lastInfo && {
      sealedConfig: this.#deps.values.sealConfig(id, asRunning(lastInfo)),
      digest: lastInfo.digest.toString('hex'),
    };
    await this.#deps.database.transaction(async (em) => {
      await em.nativeUpdate(
        StoredUnikernel,
        { id },
        { managed: true, createdBy: makerOf(by), ...seen },
      );
      await this.#release(em, await em.findOneOrFail(StoredUnikernel, { id }), by);
    });
    this.#deps.registry.changed(key.domain);
  }

  /** Wants one as an earlier release of Fulmar has started it, which remembered no unikernels. */
  async claim(key: UnikernelKey, config: AskedConfig, by: Deployment): Promise<void> {
    const known = await this.#deps.registry.find(key);
    if (!known || known.managed) return;
    const { id } = known;
    const asked = {
      sealedConfig: this.#deps.values.sealConfig(id, config),
      digest: by.digest ?? null,
    };
    await this.#deps.database.transaction(async (em) => {
      await em.nativeUpdate(
        StoredUnikernel,
        { id },
        { managed: true, createdBy: makerOf(by), ...asked },
      );
      await this.#release(em, await em.findOneOrFail(StoredUnikernel, { id }), by);
    });
    this.#deps.registry.changed(key.domain);
  }

  /** One that runs, wanted from now on as it does where it was only watched. */
  async expectManaged(
    key: UnikernelKey,
    info: UnikernelInfo,
    by: ReleasedBy,
  ): Promise<RegisteredUnikernel> {
    // Another client may have brought back a moment ago what was destroyed here.
    const before = await this.#deps.registry.findTrace(key);
    if (before?.managed && before.config) return before;
    const look = { at: this.#deps.clock(), found: info, afterAbsence: true };
    const sighting = { observation: observe(unobserved, look, null), info };
    if (before) await this.#deps.registry.observed(before, sighting);
    else await this.#deps.registry.takeIn([{ key, sighting }]);
    const known = await this.#deps.registry.find(key);
    if (!known) throw new Error(`${key.name} was forgotten while it was taken in`);
    await this.manage(known, by);
    return (await this.#deps.registry.find(key)) ?? known;
  }

  /** Wants one that does not run not to run. */
  async stopped({ id, key }: RegisteredUnikernel): Promise<void> {
    await this.#deps.database.em().nativeUpdate(StoredUnikernel, { id }, { desired: 'stopped' });
    this.#deps.registry.changed(key.domain);
  }

  /** Drops what is remembered, but that it was there: what a host brings back is not wanted anew. */
  async forget({ id, key }: RegisteredUnikernel): Promise<void> {
    await this.#deps.database.transaction(async (em) => {
      await em.nativeUpdate(StoredUnikernel, { id }, ended(this.#deps.clock()));
      await this.#forget(em, key);
    });
    this.#deps.registry.changed(key.domain);
  }

  /**
   * Remembers what a deployment has led to, in the transaction that records its success; `changed` is
   * to be called behind it.
   */
  async follow(
    em: EntityManager,
    deployment: Deployment,
    asked: AskedConfig | null,
  ): Promise<void> {
    const [before = null] = await findEqual(em, StoredUnikernel, keyOf(deployment));
    const now = this.#deps.clock();
    if (deployment.action === 'stop') {
      if (before) await updateEqual(em, StoredUnikernel, { id: before.id }, { desired: 'stopped' });
      return;
    }
    if (deployment.action === 'destroy') {
      if (before) await updateEqual(em, StoredUnikernel, { id: before.id }, ended(now));
      await this.#forget(em, keyOf(deployment));
      return;
    }
    const started = { digest: deployment.digest ?? null, config: asked };
    const isRepeated = before !== null && this.#isRepeated(before, deployment.action, started);
    const row = await this.#follow(em, deployment, started, before);
    await this.#release(em, row, deployment, isRepeated);
  }

  /**
   * Remembers what was started in the course of a deployment that is not over: what is wanted, but
   * no release. Otherwise as `follow`.
   */
  async followStart(
    em: EntityManager,
    deployment: Deployment,
    started: StartedConfig,
    desired: DesiredState = 'running',
  ): Promise<void> {
    const [before = null] = await findEqual(em, StoredUnikernel, keyOf(deployment));
    const row = await this.#follow(em, deployment, started, before);
    if (desired === 'stopped') await updateEqual(em, StoredUnikernel, { id: row.id }, { desired });
  }

  /** What a deployment has started turned out to be good: it is a release from now on. */
  async release(em: EntityManager, deployment: Deployment): Promise<void> {
    const [row] = await findEqual(em, StoredUnikernel, keyOf(deployment));
    if (row) await this.#release(em, row, deployment);
  }

  async #forget(em: EntityManager, key: UnikernelKey): Promise<void> {
    await this.#deps.releases.forget(em, key);
    await this.#deps.health.forget(em, key);
  }

  async #follow(
    em: EntityManager,
    deployment: Deployment,
    { digest, config: asked }: StartedConfig,
    before: StoredUnikernel | null,
  ): Promise<StartedRow> {
    const now = this.#deps.clock();
    const row = before ?? newRow(deployment, now);
    const { automatic } = deployment;
    const told = { digest, asked, maker: makerOf(deployment), automatic };
    const change = this.#started(row, told, now);
    if (before) await updateEqual(em, StoredUnikernel, { id: row.id }, change);
    else await insertRow(em, StoredUnikernel, { ...row, ...change });
    return { ...row, ...change };
  }

  /** Whether it is started once more as it was. */
  #isRepeated(
    row: StoredUnikernel,
    action: Deployment['action'],
    { digest, config }: StartedConfig,
  ): boolean {
    if (!row.managed || !(action === 'start' || action === 'restart')) return false;
    const before = { release: { digest: row.digest ?? '' }, config: this.#configOf(row) };
    return isStartedAs(before, { digest: digest ?? '', config });
  }

  /** What was started can be gone back to, as far as it is known. What has failed becomes no release by being repeated. */
  async #release(
    em: EntityManager,
    row: StartedRow,
    by: ReleasedBy,
    isRepeated = false,
  ): Promise<void> {
    const { host, domain, name, digest } = row;
    const config = this.#deps.values.openConfig(row.id, row.sealedConfig);
    if (!config || !digest) return;
    const { id, origin = null, sealedSource = null } = by;
    await this.#deps.releases.record(em, {
      key: { host, domain, name },
      ...{ digest, config, isRepeated, accountName: by.accountName },
      rollbackTo: by.rollbackTo ?? null,
      tokenName: by.tokenName ?? null,
      ...(id !== undefined && { deployment: { id, origin, sealedSource } }),
    });
  }

  #started(row: StartedRow, { digest, asked, maker, automatic }: Started, now: Date) {
    const { id } = row;
    const config = asked ?? this.#configOf(row);
    return {
      managed: true,
      desired: 'running' as const,
      sealedConfig: config && this.#deps.values.sealConfig(id, config),
      digest,
      createdBy: row.createdBy ?? maker,
      sealedInfo: null,
      askedAt: now,
      destroyedAt: null,
      // What was counted of the one before is not this one's.
      starts: [],
      exit: null,
      upSince: null,
      absentSince: null,
      lostWithHost: false,
      // That it starts is told once it is seen.
      toldState: 'starting' as const,
      toldDrift: '',
      ...(automatic ? { keepNextAt: null } : keptAnew),
    };
  }

  /** As last asked for, or else as it was seen. */
  #configOf({
    id,
    sealedConfig,
    sealedInfo,
  }: Pick<StartedRow, 'id' | 'sealedConfig' | 'sealedInfo'>) {
    const config = this.#deps.values.openConfig(id, sealedConfig);
    const info = this.#deps.values.openInfo(id, sealedInfo);
    return config ?? (info && asRunning(info));
  }
}

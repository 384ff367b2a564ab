import type { FilterQuery } from '@mikro-orm/core';
import type { Label } from '../albatross/names.ts';
import type { Database } from '../database/database.ts';
import { findEqual } from '../database/rows/find-equal.ts';
import { execute } from '../database/rows/statement.ts';
import type { SecretBox } from '../database/secret-box.ts';
import { type Page, pageOfRows } from '../http/paging.ts';
import type { AskedConfig } from './asked-config.ts';
import { Deployment } from './entity.ts';
import { type RolloutPlan, tryOpenPlan } from './rollouts/plan.ts';
import { tryOpenConfig } from './sealed-config.ts';
import type { UnikernelKey } from './unikernel-locks.ts';

/** Where a list of deployments begins and how long it may be. */
export interface DeploymentPage {
  readonly limit: number;
  /** Only those older than this one; null: from the newest. */
  readonly before: Deployment | null;
}

/** What of a domain may be seen: hosts, and patterns of names; null: all. */
export interface DeploymentReach {
  readonly hosts: readonly Label[] | null;
  readonly names: readonly string[] | null;
}

/** Reads what was done to unikernels. */
export class DeploymentHistory {
  readonly #database: Database;
  readonly #box: SecretBox;

  constructor(database: Database, box: SecretBox) {
    this.#database = database;
    this.#box = box;
  }

  /** A page of a unikernel's deployments, the newest first. */
  async list(key: UnikernelKey, page: DeploymentPage): Promise<Page<Deployment>> {
    return await this.#page({ ...rowsOf(key), $and: olderThan(page.before) }, page);
  }

  /** How the last deployment of a unikernel that succeeded was watched; null: none was, or no key opens it. */
  async lastPlan(key: UnikernelKey): Promise<RolloutPlan | null> {
    const where = { ...rowsOf(key), state: 'succeeded', sealedPlan: { $ne: null } } as const;
    const orderBy = { startedAt: 'desc' } as const;
    const found = await this.#database.em().findOne(Deployment, where, { orderBy });
    return found && tryOpenPlan(this.#box, found);
  }

  /** One of a domain's deployments; null: of any. */
  async find(domain: Label | null, id: string): Promise<Deployment | null> {
    return await this.#database.em().findOne(Deployment, { id, ...(domain && { domain }) });
  }

  /** A page of a domain's deployments (null: all) on all hosts, the newest first, of what is within reach. */
  async listRecent(
    domain: Label | null,
    { hosts, names }: DeploymentReach,
    page: DeploymentPage,
  ): Promise<Page<Deployment>> {
    const where = {
      ...(domain && { domain }),
      ...(hosts && { host: { $in: [...hosts] } }),
      $and: [...olderThan(page.before), ...(names ? [{ $or: names.map(nameLike) }] : [])],
    };
    return await this.#page(where, page);
  }

  async #page(
    where: FilterQuery<Deployment>,
    { limit }: DeploymentPage,
  ): Promise<Page<Deployment>> {
    const orderBy = { startedAt: 'desc', id: 'desc' } as const;
    const options = { orderBy, limit: limit + 1 };
    const rows = await this.#database.em().find(Deployment, where, options);
    return pageOfRows(rows, limit, ({ id }) => id);
  }

  /** What is being changed of a domain now, each as `HOST/NAME`. */
  async changing(domain: Label): Promise<ReadonlySet<string>> {
    return await this.#ofDomain(domain, isTold);
  }

  /** Those of a domain that are followed to their end, and are not over. */
  async openRollouts(domain: Label): Promise<Deployment[]> {
    const where = { domain, finishedAt: null, phase: { $ne: null } };
    return await this.#database.em().find(Deployment, where);
  }

  /** What is being changed now, whosever it is, each as `HOST/DOMAIN:NAME`. */
  async allChanging(): Promise<ReadonlySet<string>> {
    return await this.#everybodys(isTold);
  }

  /** What is being started of a domain now, each as `HOST/NAME`. */
  async starting(domain: Label): Promise<ReadonlySet<string>> {
    return await this.#ofDomain(domain, isStart);
  }

  /** What is being started now, whosever it is, each as `HOST/DOMAIN:NAME`. */
  async allStarting(): Promise<ReadonlySet<string>> {
    return await this.#everybodys(isStart);
  }

  async #everybodys(condition: string): Promise<ReadonlySet<string>> {
    const running = await this.#named(condition, []);
    return new Set(running.map((each) => `${each.host}/${each.domain}:${each.unikernel}`));
  }

  async #ofDomain(domain: Label, condition: string): Promise<ReadonlySet<string>> {
    const running = await this.#named(`domain = ? and ${condition}`, [domain]);
    return new Set(running.map(({ host, unikernel }) => `${host}/${unikernel}`));
  }

  /** Of which unikernels those are. Each list asks so: the ORM takes longer to put it together than it to be answered. */
  async #named(condition: string, values: readonly string[]): Promise<readonly NamedRow[]> {
    const select = `select host, domain, unikernel from deployments where ${condition}`;
    return (await execute<NamedRow>(this.#database.em(), select, values)).rows;
  }

  /** Whether a unikernel is being started now. */
  async isStarting(key: UnikernelKey): Promise<boolean> {
    const { host, domain, name } = key;
    const isOfIt = 'host = ? and domain = ? and unikernel = ?';
    return (await this.#named(`${isOfIt} and ${isStart}`, [host, domain, name])).length > 0;
  }

  /** Whether something that was asked for is not over: its host is told, or what came of it is watched or found out. */
  async isUnderWay(key: UnikernelKey): Promise<boolean> {
    const where = { ...rowsOf(key), finishedAt: null };
    const open = await findEqual(this.#database.em(), Deployment, where);
    return open.some(({ state }) => state !== 'queued');
  }

  /** How many are not over, whosever they are: those that wait for their turn, too. */
  async countOpen(): Promise<number> {
    return await this.#database.em().count(Deployment, { finishedAt: null });
  }

  /** Those of which something that was asked for on this host is not over, each as `DOMAIN:NAME`. */
  async underWayOn(host: Label): Promise<ReadonlySet<string>> {
    const where = { host, finishedAt: null, state: { $ne: 'queued' as const } };
    const fields = ['domain', 'unikernel'] as const;
    const running = await this.#database.em().find(Deployment, where, { fields });
    return new Set(running.map(({ domain, unikernel }) => `${domain}:${unikernel}`));
  }

  /** The newest one. */
  async last(key: UnikernelKey): Promise<Deployment | null> {
    const { data } = await this.list(key, { limit: 1, before: null });
    return data[0] ?? null;
  }

  /** The newest one that has succeeded. */
  async lastDone(key: UnikernelKey): Promise<Deployment | null> {
    const where = { ...rowsOf(key), state: 'succeeded' } as const;
    const orderBy = { startedAt: 'desc' } as const;
    return await this.#database.em().findOne(Deployment, where, { orderBy });
  }

  /** What it was asked to be started with last, as far as that has succeeded; null: never by us. */
  async lastAsked(key: UnikernelKey): Promise<AskedConfig | null> {
    const hasConfig = { $or: [{ sealedConfig: { $ne: null } }, { plainConfig: { $ne: null } }] };
    const where = { ...rowsOf(key), state: 'succeeded', ...hasConfig } as const;
    const orderBy = { startedAt: 'desc' } as const;
    const deployment = await this.#database.em().findOne(Deployment, where, { orderBy });
    return deployment && tryOpenConfig(this.#box, deployment);
  }
}

/** A unikernel as its deployments name it. */
export const rowsOf = ({ host, domain, name }: UnikernelKey) => ({
  host,
  domain,
  unikernel: name,
});

function olderThan(before: Deployment | null): FilterQuery<Deployment>[] {
  if (!before) return [];
  const { startedAt, id } = before;
  return [{ $or: [{ startedAt: { $lt: startedAt } }, { startedAt, id: { $lt: id } }] }];
}

/** A name pattern for the database: labels hold neither `%` nor `_`. */
const nameLike = (pattern: string) => ({ unikernel: { $like: pattern.replaceAll('*', '%') } });

/** Of deployments: those whose host is being told just now; what is only watched is not changed. */
const isTold = `state = 'running' and finished_at is null and (phase is null or phase in ('sending', 'undoing'))`;

/** Of those: what leads to a unikernel that runs. */
const isStart = `${isTold} and action not in ('stop', 'destroy')`;

/** How a deployment names its unikernel. */
type NamedRow = Pick<Deployment, 'host' | 'domain' | 'unikernel'>;

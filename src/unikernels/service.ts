import type { Label } from '../albatross/names.ts';
import type { UnikernelInfo } from '../albatross/unikernel.ts';
import type { Clock } from '../base/clock.ts';
import { Problem } from '../base/errors.ts';
import type { ConsoleStartRequest, ManagedHost } from '../host-client/managed-host.ts';
import type { AcrossHosts } from '../host-client/read-across-hosts.ts';
import { type Actor, authorize, mayAct } from '../identity/access/actor.ts';
import type { StoredImage } from '../storage/image-store.ts';
import type { DomainDirectory, HostDirectory } from '../volumes/locate-volume.ts';
import { type ChangeRequest, createUnikernel } from './create-unikernel.ts';
import { destroyUnikernel } from './destroy-unikernel.ts';
import { downloadImage, type RunningImage } from './download-image.ts';
import type { Deployment } from './entity.ts';
import { type ListedUnikernel, listAcrossHosts, listUnikernels } from './list-unikernels.ts';
import {
  expectUnikernel,
  type LocatedUnikernel,
  locateUnikernel,
  type UnikernelPlace,
} from './locate-unikernel.ts';
import type { KnownUnikernel } from './presenter.ts';
import { restartUnikernel } from './restart-unikernel.ts';
import type { CreateConfig, RestartChanges, UpdateConfig } from './schema.ts';
import { type UpdateTools, updateUnikernel } from './update-unikernel.ts';
import { inactiveConsoles, type PrintedLine, watchConsole } from './watch-console.ts';
import type { WatchEvent } from './watch-event.ts';
import { watchStats } from './watch-stats.ts';

export interface UnikernelTools extends UpdateTools {
  readonly hosts: HostDirectory & { all(): readonly ManagedHost[] };
  readonly policies: DomainDirectory & {
    /** By the id of their host. */
    of(accountName: Label): Promise<ReadonlyMap<string, unknown>>;
  };
  readonly clock: Clock;
  /** Milliseconds that a list over several hosts waits for any of them. */
  readonly listTimeout: number;
}

/** What can be done with unikernels. Every method checks what the actor may. */
export class UnikernelService {
  readonly #tools: UnikernelTools;

  constructor(tools: UnikernelTools) {
    this.#tools = tools;
  }

  /** The account's unikernels on all hosts that it may use. */
  async listAll(
    actor: Actor,
    account: Label,
    signal?: AbortSignal,
  ): Promise<AcrossHosts<ListedUnikernel>> {
    authorize(actor, 'unikernels:read');
    const { hosts, policies, listTimeout: timeout } = this.#tools;
    const granted = await policies.of(account);
    const usable = hosts.all().filter(({ id }) => granted.has(id));
    return await listAcrossHosts(
      actor,
      usable,
      account,
      signal ? { timeout, signal } : { timeout },
    );
  }

  /** The account's unikernels on one host. */
  async list(
    actor: Actor,
    host: Label,
    account: Label,
    signal?: AbortSignal,
  ): Promise<ListedUnikernel[]> {
    authorize(actor, 'unikernels:read', { host });
    const managed = this.#tools.hosts.get(host);
    await this.#tools.policies.domainOn(managed, account);
    return await listUnikernels(actor, managed, account, signal);
  }

  async get(actor: Actor, place: UnikernelPlace, signal?: AbortSignal): Promise<KnownUnikernel> {
    authorize(actor, 'unikernels:read', place);
    const located = await locateUnikernel(this.#tools, place);
    return await this.#describe(located, await expectUnikernel(located, signal), true);
  }

  /**
   * Refuses what can be refused before an image is received: throws `host-unknown`, `no-policy`, and
   * for one that has to run `unikernel-unknown`.
   */
  async expectPossible(
    actor: Actor,
    place: Omit<UnikernelPlace, 'name'> & { readonly name: Label | null },
    signal?: AbortSignal,
  ): Promise<void> {
    const { host, account, name } = place;
    authorize(actor, 'unikernels:write', name ? { host, name } : { host });
    if (name)
      await expectUnikernel(await locateUnikernel(this.#tools, { host, account, name }), signal);
    else await this.#tools.policies.domainOn(this.#tools.hosts.get(host), account);
  }

  /** Creates a unikernel from an image, which stays the caller's. */
  async create(
    place: UnikernelPlace,
    config: Omit<CreateConfig, 'name'>,
    image: StoredImage,
    request: ChangeRequest,
  ): Promise<KnownUnikernel> {
    const located = await this.#locateToChange(place, request);
    const started = await createUnikernel(this.#tools, located, config, image, request);
    return await this.#describeStarted(located, started);
  }

  /** Gives a unikernel a new image, which stays the caller's. */
  async update(
    place: UnikernelPlace,
    config: UpdateConfig,
    image: StoredImage,
    request: ChangeRequest,
  ): Promise<KnownUnikernel> {
    const located = await this.#locateToChange(place, request);
    const started = await updateUnikernel(this.#tools, located, config, image, request);
    return await this.#describeStarted(located, started);
  }

  async restart(
    place: UnikernelPlace,
    changes: RestartChanges,
    request: ChangeRequest,
  ): Promise<KnownUnikernel> {
    const located = await this.#locateToChange(place, request);
    const started = await restartUnikernel(this.#tools, located, changes, request);
    return await this.#describeStarted(located, started);
  }

  async destroy(place: UnikernelPlace, request: ChangeRequest): Promise<void> {
    await destroyUnikernel(this.#tools, await this.#locateToChange(place, request), request);
  }

  /** The image that runs. */
  async image(actor: Actor, place: UnikernelPlace, signal: AbortSignal): Promise<RunningImage> {
    authorize(actor, 'unikernels:write', place);
    return await downloadImage(await locateUnikernel(this.#tools, place), signal);
  }

  /** What the unikernel prints. */
  async console(
    actor: Actor,
    place: UnikernelPlace,
    start: ConsoleStartRequest,
    signal: AbortSignal,
  ): Promise<AsyncIterable<WatchEvent<PrintedLine>>> {
    authorize(actor, 'unikernels:read', place);
    return await watchConsole(await locateUnikernel(this.#tools, place), start, signal);
  }

  /** The consoles that outlived their unikernels. */
  async consoles(
    actor: Actor,
    hostName: Label,
    account: Label,
    signal?: AbortSignal,
  ): Promise<Label[]> {
    authorize(actor, 'unikernels:read', { host: hostName });
    const host = this.#tools.hosts.get(hostName);
    const domain = await this.#tools.policies.domainOn(host, account);
    const names = await inactiveConsoles({ host, domain }, signal);
    return names.filter((name) => mayAct(actor, 'unikernels:read', { host: hostName, name }));
  }

  /** What the unikernel uses. */
  async stats(
    actor: Actor,
    place: UnikernelPlace,
    signal: AbortSignal,
  ): Promise<AsyncIterable<WatchEvent>> {
    authorize(actor, 'unikernels:read', place);
    const located = await locateUnikernel(this.#tools, place);
    return await watchStats(located, this.#tools.clock, signal);
  }

  /**
   * What was done to the unikernel, the newest first, whether it runs or not. Throws `host-unknown`
   * where nothing is known of the host.
   */
  async deployments(actor: Actor, place: UnikernelPlace, limit: number): Promise<Deployment[]> {
    authorize(actor, 'unikernels:read', place);
    const { host, account: domain, name } = place;
    const deployments = await this.#tools.records.list({ host, domain, name }, limit);
    if (deployments.length === 0) this.#tools.hosts.get(host); // of a removed host it stays readable
    return deployments;
  }

  /**
   * What was done in the account's domain, the newest first, as far as the actor may see it; all of
   * it is older than the deployment `before`, which the actor has to be allowed to see, too.
   */
  async recentDeployments(
    actor: Actor,
    domain: Label,
    { limit, before }: { readonly limit: number; readonly before: string | null },
  ): Promise<Deployment[]> {
    authorize(actor, 'unikernels:read');
    const { records } = this.#tools;
    const last = before === null ? null : await records.find(domain, before);
    if (before !== null && !last) return [];
    if (last) authorize(actor, 'unikernels:read', { host: last.host, name: last.unikernel });
    const { credential } = actor;
    const reach = credential.kind === 'token' ? credential : { hosts: null, names: null };
    return await records.listRecent(domain, reach, { limit, before: last });
  }

  async #locateToChange(
    place: UnikernelPlace,
    { actor }: ChangeRequest,
  ): Promise<LocatedUnikernel> {
    authorize(actor, 'unikernels:write', place);
    return await locateUnikernel(this.#tools, place);
  }

  /** What runs now, or what was started where that has ended already or cannot be asked. */
  async #describeStarted(
    located: LocatedUnikernel,
    started: UnikernelInfo,
  ): Promise<KnownUnikernel> {
    try {
      return await this.#describe(located, await expectUnikernel(located), true);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const running = error.code === 'unikernel-unknown' ? false : null;
      return await this.#describe(located, started, running);
    }
  }

  async #describe(
    { key }: LocatedUnikernel,
    info: UnikernelInfo,
    running: boolean | null,
  ): Promise<KnownUnikernel> {
    const { records } = this.#tools;
    const lastDeployment = await records.last(key);
    return { key, info, running, addName: await records.lastAddName(key), lastDeployment };
  }
}

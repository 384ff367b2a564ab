import type { Label } from '../albatross/names.ts';
import type { UnikernelInfo } from '../albatross/unikernel.ts';
import type { Clock } from '../base/clock.ts';
import type { HostDirectory } from '../host-client/host-directory.ts';
import type { ConsoleStartRequest } from '../host-client/managed-host.ts';
import type { AcrossHosts } from '../host-client/read-across-hosts.ts';
import { type Actor, authorize } from '../identity/access/actor.ts';
import type { ChangeRequest } from '../places/change-request.ts';
import type { Places } from '../places/places.ts';
import type { StoredImage } from '../storage/image-store.ts';
import { createUnikernel } from './create-unikernel.ts';
import type { Deps } from './deps.ts';
import { describeStarted, describeUnikernel, type KnownUnikernel } from './describe-unikernel.ts';
import { destroyUnikernel } from './destroy-unikernel.ts';
import { downloadImage, type RunningImage } from './download-image.ts';
import type { Deployment } from './entity.ts';
import { listConsoles } from './list-consoles.ts';
import { listDeployments, listRecentDeployments, type RecentPage } from './list-deployments.ts';
import { type ListedUnikernel, listAllUnikernels, listUnikernels } from './list-unikernels.ts';
import { expectUnikernel, locateUnikernel, type UnikernelLocation } from './location.ts';
import { restartUnikernel } from './restart-unikernel.ts';
import type { CreateConfig, RestartChanges, UpdateConfig } from './schema.ts';
import { updateUnikernel } from './update-unikernel.ts';
import { type PrintedLine, watchConsole } from './watch-console.ts';
import type { WatchEvent } from './watch-event.ts';
import { watchStats } from './watch-stats.ts';

/** Which unikernel is meant, by names alone. `account` is the domain: the actor's, or another's. */
export interface UnikernelNames {
  readonly host: Label;
  readonly account: Label;
  readonly name: Label;
}

export interface UnikernelServiceDeps extends Deps {
  readonly places: Places;
  readonly hosts: HostDirectory;
  readonly clock: Clock;
  /** Milliseconds that a list over several hosts waits for any of them. */
  readonly listTimeout: number;
}

/** What can be done with unikernels. Every method checks what the actor may. */
export class UnikernelService {
  readonly #deps: UnikernelServiceDeps;

  constructor(deps: UnikernelServiceDeps) {
    this.#deps = deps;
  }

  /** The account's unikernels on all hosts that it may use. */
  async listAll(
    actor: Actor,
    account: Label,
    signal?: AbortSignal,
  ): Promise<AcrossHosts<ListedUnikernel>> {
    authorize(actor, 'unikernels:read');
    const { places, listTimeout: timeout } = this.#deps;
    return await listAllUnikernels(await places.findAll({ actor }, account), { timeout, signal });
  }

  /** The account's unikernels on one host. */
  async list(
    actor: Actor,
    host: Label,
    account: Label,
    signal?: AbortSignal,
  ): Promise<ListedUnikernel[]> {
    authorize(actor, 'unikernels:read', { host });
    return await listUnikernels(await this.#deps.places.find({ actor }, host, account), signal);
  }

  async get(actor: Actor, names: UnikernelNames, signal?: AbortSignal): Promise<KnownUnikernel> {
    authorize(actor, 'unikernels:read', names);
    return await describeUnikernel(this.#deps, await this.#locate(actor, names), signal);
  }

  /**
   * Refuses what can be refused before an image is received: throws `host-unknown`, `no-policy`, and
   * for one that has to run `unikernel-unknown`.
   */
  async expectPossible(
    actor: Actor,
    { host, account, name }: Omit<UnikernelNames, 'name'> & { readonly name: Label | null },
    signal?: AbortSignal,
  ): Promise<void> {
    authorize(actor, 'unikernels:write', name ? { host, name } : { host });
    const place = await this.#deps.places.find({ actor }, host, account);
    if (name) await expectUnikernel(locateUnikernel(place, name), signal);
  }

  /** Creates a unikernel from an image, which stays the caller's. */
  async create(
    names: UnikernelNames,
    config: Omit<CreateConfig, 'name'>,
    image: StoredImage,
    request: ChangeRequest,
  ): Promise<KnownUnikernel> {
    const located = await this.#locateToChange(names, request);
    return await this.#describe(
      located,
      await createUnikernel(this.#deps, located, config, image, request),
    );
  }

  /** Gives a unikernel a new image, which stays the caller's. */
  async update(
    names: UnikernelNames,
    config: UpdateConfig,
    image: StoredImage,
    request: ChangeRequest,
  ): Promise<KnownUnikernel> {
    const located = await this.#locateToChange(names, request);
    return await this.#describe(
      located,
      await updateUnikernel(this.#deps, located, config, image, request),
    );
  }

  async restart(
    names: UnikernelNames,
    changes: RestartChanges,
    request: ChangeRequest,
  ): Promise<KnownUnikernel> {
    const located = await this.#locateToChange(names, request);
    return await this.#describe(
      located,
      await restartUnikernel(this.#deps, located, changes, request),
    );
  }

  async destroy(names: UnikernelNames, request: ChangeRequest): Promise<void> {
    await destroyUnikernel(this.#deps, await this.#locateToChange(names, request), request);
  }

  /** The image that runs. */
  async image(actor: Actor, names: UnikernelNames, signal: AbortSignal): Promise<RunningImage> {
    authorize(actor, 'unikernels:write', names);
    return await downloadImage(await this.#locate(actor, names), signal);
  }

  /** What the unikernel prints. */
  async console(
    actor: Actor,
    names: UnikernelNames,
    start: ConsoleStartRequest,
    signal: AbortSignal,
  ): Promise<AsyncIterable<WatchEvent<PrintedLine>>> {
    authorize(actor, 'unikernels:read', names);
    return await watchConsole(await this.#locate(actor, names), start, signal);
  }

  /** The consoles that outlived their unikernels. */
  async consoles(
    actor: Actor,
    host: Label,
    account: Label,
    signal?: AbortSignal,
  ): Promise<Label[]> {
    authorize(actor, 'unikernels:read', { host });
    return await listConsoles(await this.#deps.places.find({ actor }, host, account), signal);
  }

  /** What the unikernel uses. */
  async stats(
    actor: Actor,
    names: UnikernelNames,
    signal: AbortSignal,
  ): Promise<AsyncIterable<WatchEvent>> {
    authorize(actor, 'unikernels:read', names);
    return await watchStats(await this.#locate(actor, names), this.#deps.clock, signal);
  }

  async deployments(actor: Actor, names: UnikernelNames, limit: number): Promise<Deployment[]> {
    authorize(actor, 'unikernels:read', names);
    const { host, account: domain, name } = names;
    return await listDeployments(this.#deps, { host, domain, name }, limit);
  }

  async recentDeployments(actor: Actor, domain: Label, page: RecentPage): Promise<Deployment[]> {
    authorize(actor, 'unikernels:read');
    return await listRecentDeployments(this.#deps.history, actor, domain, page);
  }

  async #locateToChange(
    names: UnikernelNames,
    { actor }: ChangeRequest,
  ): Promise<UnikernelLocation> {
    authorize(actor, 'unikernels:write', names);
    return await this.#locate(actor, names);
  }

  async #locate(actor: Actor, { host, account, name }: UnikernelNames): Promise<UnikernelLocation> {
    return locateUnikernel(await this.#deps.places.find({ actor }, host, account), name);
  }

  async #describe(location: UnikernelLocation, started: UnikernelInfo): Promise<KnownUnikernel> {
    return await describeStarted(this.#deps, location, started);
  }
}

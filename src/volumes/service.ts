import type { BlockDevice } from '../albatross/messages.ts';
import type { Label } from '../albatross/names.ts';
import { Problem } from '../base/errors.ts';
import type { ManagedHost } from '../host-client/managed-host.ts';
import type { AcrossHosts } from '../host-client/read-across-hosts.ts';
import { type Actor, authorize } from '../identity/access/actor.ts';
import type { SpooledFile } from '../storage/spool.ts';
import { downloadVolume, type VolumeContent } from './download-volume.ts';
import { type ListedVolume, listAcrossHosts, listVolumes } from './list-volumes.ts';
import {
  type DomainDirectory,
  expectFreeVolume,
  expectVolume,
  type HostDirectory,
  type LocatedVolume,
  locateVolume,
} from './locate-volume.ts';
import { type DirectTools, uploadDirectly } from './upload-directly.ts';
import {
  type UploadRequest,
  type UploadResult,
  uploadSpooled,
  uploadVolume,
} from './upload-volume.ts';
import type { VolumeKey } from './volume-locks.ts';

export interface VolumeTools extends DirectTools {
  readonly hosts: HostDirectory & { all(): readonly ManagedHost[] };
  readonly domains: DomainDirectory & {
    /** By the id of their host. */
    of(accountName: Label): Promise<ReadonlyMap<string, unknown>>;
  };
  /** Milliseconds that a list over several hosts waits for any of them. */
  readonly listTimeout: number;
}

/** Which volume is meant, by names alone. `account` is the domain: the actor's, or another's. */
export interface VolumePlace {
  readonly host: Label;
  readonly account: Label;
  readonly name: Label;
}

/** What can be done with volumes. Every method checks what the actor may. */
export class VolumeService {
  readonly #tools: VolumeTools;

  constructor(tools: VolumeTools) {
    this.#tools = tools;
  }

  /** The domain's volumes on all hosts that it may use. */
  async listAll(
    actor: Actor,
    account: Label,
    signal?: AbortSignal,
  ): Promise<AcrossHosts<ListedVolume>> {
    authorize(actor, 'volumes:read');
    const { hosts, domains, listTimeout: timeout } = this.#tools;
    const granted = await domains.of(account);
    const usable = hosts.all().filter(({ id }) => granted.has(id));
    const options = signal ? { timeout, signal } : { timeout };
    return await listAcrossHosts(actor, usable, account, options);
  }

  /** The domain's volumes on one host. */
  async list(
    actor: Actor,
    host: Label,
    account: Label,
    signal?: AbortSignal,
  ): Promise<readonly ListedVolume[]> {
    authorize(actor, 'volumes:read', { host });
    const managed = this.#tools.hosts.get(host);
    await this.#tools.domains.domainOn(managed, account);
    return await listVolumes(actor, managed, account, signal);
  }

  async get(actor: Actor, place: VolumePlace, signal?: AbortSignal): Promise<BlockDevice> {
    authorize(actor, 'volumes:read', place);
    return await expectVolume(await this.#locate(place), signal);
  }

  /** A new volume of `size` MiB, which reads as zeros. */
  async create(
    actor: Actor,
    place: VolumePlace,
    size: number,
    signal?: AbortSignal,
  ): Promise<BlockDevice> {
    authorize(actor, 'volumes:write', place);
    const located = await this.#locate(place);
    using _hold = await this.#tools.locks.exclusive(located.key);
    await located.host.change(
      (client, bound) => client.addVolume(located.target, size, { signal: bound }),
      signal,
    );
    const name = { path: [place.account], label: place.name };
    return { name, size, active: false };
  }

  async remove(actor: Actor, place: VolumePlace, signal?: AbortSignal): Promise<void> {
    authorize(actor, 'volumes:write', place);
    const located = await this.#locate(place);
    using _hold = await this.#tools.locks.exclusive(located.key);
    try {
      await expectFreeVolume(located, signal);
    } catch (error) {
      // A host that is killed during an upload may lose the volume: then what is kept for it goes.
      const isGone = error instanceof Problem && error.code === 'volume-unknown';
      if (isGone && (await this.#tools.pending.forget(located.key))) return;
      throw error;
    }
    await located.host.change(
      (client, bound) => client.removeVolume(located.target, { signal: bound }),
      signal,
    );
    await this.#tools.pending.forget(located.key);
  }

  /** Fills a volume: by way of the spool, or straight through where `direct`. */
  async upload(
    actor: Actor,
    place: VolumePlace,
    request: UploadRequest,
    { direct }: { readonly direct: boolean },
  ): Promise<UploadResult> {
    const upload = direct ? uploadDirectly : uploadVolume;
    return await upload(this.#tools, await this.#locateToFill(actor, place), request);
  }

  /** Fills a volume with what is in the spool already; the file is taken over. */
  async uploadSpooled(
    actor: Actor,
    place: VolumePlace,
    file: SpooledFile,
    request: Pick<UploadRequest, 'requestId' | 'signal'>,
  ): Promise<void> {
    const located = await this.#locateToFill(actor, place).catch(async (error) => {
      await file.discard();
      throw error;
    });
    await uploadSpooled(this.#tools, located, file, request);
  }

  /** `level` 0: as it is; 1 to 9: a zlib stream. */
  async download(
    actor: Actor,
    place: VolumePlace,
    level: number,
    signal: AbortSignal,
  ): Promise<VolumeContent> {
    authorize(actor, 'volumes:read', place);
    return await downloadVolume(this.#tools, await this.#locate(place), level, signal);
  }

  async #locateToFill(actor: Actor, place: VolumePlace): Promise<LocatedVolume> {
    authorize(actor, 'volumes:write', place);
    return await this.#locate(place);
  }

  async #locate({ host, account, name }: VolumePlace): Promise<LocatedVolume> {
    const key: VolumeKey = { host, domain: account, volume: name };
    return await locateVolume(this.#tools, key);
  }
}

import type { BlockDevice } from '../albatross/messages.ts';
import type { Label } from '../albatross/names.ts';
import type { AcrossHosts } from '../host-client/read-across-hosts.ts';
import { type Actor, authorize } from '../identity/access/actor.ts';
import type { Places } from '../places/places.ts';
import type { SpooledFile } from '../storage/spool.ts';
import { createVolume } from './create-volume.ts';
import type { Deps } from './deps.ts';
import { downloadVolume, type VolumeContent } from './download-volume.ts';
import { type ListedVolume, listAllVolumes, listVolumes } from './list-volumes.ts';
import { expectVolume, locateVolume, type VolumeLocation } from './location.ts';
import { removeVolume } from './remove-volume.ts';
import type { UploadRequest, UploadResult } from './upload.ts';
import { uploadDirectly } from './upload-directly.ts';
import { uploadSpooled } from './upload-spooled.ts';
import { uploadVolume } from './upload-volume.ts';

export interface VolumeServiceDeps extends Deps {
  readonly places: Places;
  /** Milliseconds that a list over several hosts waits for any of them. */
  readonly listTimeout: number;
}

/** Which volume is meant, by names alone. `account` is the domain: the actor's, or another's. */
export interface VolumeNames {
  readonly host: Label;
  readonly account: Label;
  readonly name: Label;
}

/** What can be done with volumes. Every method checks what the actor may. */
export class VolumeService {
  readonly #deps: VolumeServiceDeps;

  constructor(deps: VolumeServiceDeps) {
    this.#deps = deps;
  }

  /** The domain's volumes on all hosts that it may use. */
  async listAll(
    actor: Actor,
    account: Label,
    signal?: AbortSignal,
  ): Promise<AcrossHosts<ListedVolume>> {
    authorize(actor, 'volumes:read');
    const { places, listTimeout: timeout } = this.#deps;
    return await listAllVolumes(await places.findAll({ actor }, account), { timeout, signal });
  }

  /** The domain's volumes on one host. */
  async list(
    actor: Actor,
    host: Label,
    account: Label,
    signal?: AbortSignal,
  ): Promise<readonly ListedVolume[]> {
    authorize(actor, 'volumes:read', { host });
    return await listVolumes(await this.#deps.places.find({ actor }, host, account), signal);
  }

  async get(actor: Actor, names: VolumeNames, signal?: AbortSignal): Promise<BlockDevice> {
    authorize(actor, 'volumes:read', names);
    return await expectVolume(await this.#locate(actor, names), signal);
  }

  /** A new volume of `size` MiB, which reads as zeros. */
  async create(
    actor: Actor,
    { host, account, name }: VolumeNames,
    size: number,
    signal?: AbortSignal,
  ): Promise<BlockDevice> {
    authorize(actor, 'volumes:write', { host, name });
    const place = await this.#deps.places.find({ actor }, host, account);
    return await createVolume(this.#deps, place, { name, size }, signal);
  }

  async remove(actor: Actor, names: VolumeNames, signal?: AbortSignal): Promise<void> {
    authorize(actor, 'volumes:write', names);
    await removeVolume(this.#deps, await this.#locate(actor, names), signal);
  }

  /** Fills a volume: by way of the spool, or straight through where `direct`. */
  async upload(
    actor: Actor,
    names: VolumeNames,
    request: UploadRequest,
    { direct }: { readonly direct: boolean },
  ): Promise<UploadResult> {
    authorize(actor, 'volumes:write', names);
    const upload = direct ? uploadDirectly : uploadVolume;
    return await upload(this.#deps, await this.#locate(actor, names), request);
  }

  /** Fills a volume with what is in the spool already; the file is taken over. */
  async uploadSpooled(
    actor: Actor,
    names: VolumeNames,
    file: SpooledFile,
    request: Pick<UploadRequest, 'requestId' | 'signal'>,
  ): Promise<void> {
    const location = await this.#locateToFill(actor, names).catch(async (error) => {
      await file.discard();
      throw error;
    });
    await uploadSpooled(this.#deps, location, file, request);
  }

  /** `level` 0: as it is; 1 to 9: a zlib stream. */
  async download(
    actor: Actor,
    names: VolumeNames,
    level: number,
    signal: AbortSignal,
  ): Promise<VolumeContent> {
    authorize(actor, 'volumes:read', names);
    return await downloadVolume(this.#deps, await this.#locate(actor, names), level, signal);
  }

  async #locateToFill(actor: Actor, names: VolumeNames): Promise<VolumeLocation> {
    authorize(actor, 'volumes:write', names);
    return await this.#locate(actor, names);
  }

  async #locate(actor: Actor, { host, account, name }: VolumeNames): Promise<VolumeLocation> {
    return locateVolume(await this.#deps.places.find({ actor }, host, account), name);
  }
}

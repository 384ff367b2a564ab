import { image, imageDigest, sha256 } from './source-world.ts';
import { StandIn } from './stand-in.ts';

export const layerDigest = `sha256:${imageDigest}`;
export const emptyDigest = `sha256:${sha256(Buffer.from('{}'))}`;
export const manifestType = 'application/vnd.oci.image.manifest.v1+json';
export const indexType = 'application/vnd.oci.image.index.v1+json';

export const layer = {
  mediaType: 'application/vnd.example.unikernel',
  digest: layerDigest,
  size: image.length,
};

/** As ORAS pushes one file. */
export function manifest(members: object = {}) {
  return {
    schemaVersion: 2,
    mediaType: manifestType,
    artifactType: 'application/vnd.example.unikernel',
    config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: emptyDigest, size: 2 },
    layers: [layer],
    ...members,
  };
}

export const octetsOf = (value: object) => Buffer.from(JSON.stringify(value));

/** A registry that has what a test puts there, and where it may lead to for layers and tokens. */
export class RegistryStandIn {
  readonly registry: StandIn;
  readonly storage: StandIn;

  private constructor(registry: StandIn, storage: StandIn) {
    this.registry = registry;
    this.storage = storage;
  }

  static async start(): Promise<RegistryStandIn> {
    return new RegistryStandIn(await StandIn.start(), await StandIn.start());
  }

  reset(): void {
    this.registry.reset();
    this.storage.reset();
  }

  /** The source of a name there. */
  at(name: string) {
    return { kind: 'oci', reference: `${this.registry.url.host}/${name}` };
  }

  /** Puts something at a tag and at its digest, and the image as its layer. */
  push(repository: string, tag: string, value: object, type = manifestType): string {
    const digest = `sha256:${sha256(octetsOf(value))}`;
    for (const reference of [tag, digest]) {
      this.registry.file(`/v2/${repository}/manifests/${reference}`, octetsOf(value), {
        ...{ 'content-type': type, 'docker-content-digest': digest },
      });
    }
    this.registry.file(`/v2/${repository}/blobs/${layerDigest}`, image);
    return digest;
  }

  async close(): Promise<void> {
    await this.registry[Symbol.asyncDispose]();
    await this.storage[Symbol.asyncDispose]();
  }
}

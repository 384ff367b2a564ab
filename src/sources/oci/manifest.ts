import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Problem } from '../../base/errors.ts';
import { lineOf, listOf } from '../../outgoing/answer-fields.ts';
import { asJson } from '../../outgoing/as-json.ts';
import { unsuitable } from '../problems.ts';

/** Layers of a manifest, and manifests of an index: more than any tool makes. */
const maxListed = 200;

/** What is not as it should be, and need not be there. */
const optional = <T extends z.ZodType>(field: T) => field.nullable().catch(null);

const descriptor = z.object({
  digest: lineOf(255).regex(/^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[A-Za-z0-9=_-]+$/),
  size: z.int().nonnegative(),
});

const manifest = z.object({
  schemaVersion: z.literal(2),
  layers: listOf(descriptor, maxListed),
  annotations: optional(
    z.object({
      'org.opencontainers.image.version': optional(lineOf(255)),
      'org.opencontainers.image.documentation': optional(lineOf(2048)),
      'org.opencontainers.image.url': optional(lineOf(2048)),
    }),
  ),
});

const listed = descriptor.extend({
  platform: optional(z.object({ architecture: z.string().nullish() })),
  annotations: optional(z.object({ 'vnd.docker.reference.type': optional(z.string()) })),
});

const index = z.object({
  schemaVersion: z.literal(2),
  manifests: listOf(listed, maxListed),
});

/** Image manifests and indexes of the OCI's image specification, or of Docker's before it. */
export const manifestTypes = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
].join(', ');

/** What a manifest says of an image. */
export interface Artifact {
  /** `sha256:…`, of its only layer. */
  readonly layer: string;
  /** Octets of that. */
  readonly size: number;
  readonly version: string | null;
  readonly page: string | null;
}

/** A manifest, read: the artifact, or the digest of the only manifest that an index has. */
export type Manifest = { readonly artifact: Artifact } | { readonly only: string };

/** Throws `source-unsuitable`, with a sentence for what else may be there. */
export function readManifest(name: string, body: Buffer): Manifest {
  const value = asJson(body);
  const one = manifest.safeParse(value);
  if (one.success) return { artifact: readArtifact(name, one.data) };
  const several = index.safeParse(value);
  if (!several.success) throw unsuitable(`${name} is not an artifact with a single layer.`);
  const fitting = several.data.manifests.filter((each) => !isAttestation(each));
  const [only, second] = fitting;
  if (!only || second) {
    const detail = `${name} is an index of ${fitting.length} images; specify one of them by digest.`;
    throw unsuitable(detail);
  }
  sha256In(only.digest);
  return { only: only.digest };
}

/** Throws `source-digest-wrong` where a manifest has another digest than it was asked for by. */
export function expectDigest(name: string, body: Buffer, expected: string): void {
  const actual = digestOf(body);
  if (actual === expected) return;
  const detail = `The manifest of ${name} has the digest ${actual} instead of ${expected}.`;
  throw new Problem('source-digest-wrong', detail);
}

export const digestOf = (body: Buffer) =>
  `sha256:${createHash('sha256').update(body).digest('hex')}`;

/** A SHA-256, which is all that is checked here. Throws `source-unsuitable`. */
export function sha256In(text: string): string {
  const [, hex] = /^sha256:([0-9a-f]{64})$/.exec(text) ?? [];
  if (hex === undefined)
    throw unsuitable(`${text} is not a SHA-256 digest; no other kind is supported.`);
  return hex;
}

function readArtifact(name: string, { layers, annotations }: z.output<typeof manifest>): Artifact {
  const [layer, second] = layers;
  if (!layer || second) {
    throw unsuitable(`${name} has ${layers.length} layers; the image must be the only one.`);
  }
  sha256In(layer.digest);
  return {
    layer: layer.digest,
    size: layer.size,
    version: annotations?.['org.opencontainers.image.version'] ?? null,
    page:
      annotations?.['org.opencontainers.image.documentation'] ??
      annotations?.['org.opencontainers.image.url'] ??
      null,
  };
}

/** What BuildKit puts beside an image: no image, and for no architecture. */
function isAttestation({
  platform,
  annotations,
}: z.output<typeof index>['manifests'][number]): boolean {
  const type = annotations?.['vnd.docker.reference.type'];
  return platform?.architecture === 'unknown' || type === 'attestation-manifest';
}

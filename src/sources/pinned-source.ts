import { z } from 'zod';

const pinnedGitHub = z.object({
  kind: z.literal('github'),
  repository: z.string(),
  tag: z.string(),
  asset: z.string(),
  /** The name or pattern that was asked for, for what comes later. */
  pattern: z.string(),
  assetId: z.int(),
  /** Of the asset's signature; null: there is none. */
  signatureId: z.int().nullable(),
  /** When the release was published, RFC 3339; null: it is a draft. */
  publishedAt: z.string().nullable(),
  /** Of the asset as it is there, hexadecimal; null: GitHub does not say it. */
  sha256: z.string().nullable(),
});

const pinnedOci = z.object({
  kind: z.literal('oci'),
  registry: z.string(),
  repository: z.string(),
  /** null: it was asked for by digest alone. */
  tag: z.string().nullable(),
  /** `sha256:…` */
  manifest: z.string(),
  layer: z.string(),
});

const pinnedBuilder = z.object({
  kind: z.literal('builder'),
  job: z.string(),
  build: z.string(),
  platform: z.string().nullable(),
  sha256: z.string().nullable(),
});

const pinnedHttps = z.object({
  kind: z.literal('https'),
  url: z.string(),
  sha256: z.string(),
});

/** What exactly an image is, at its source: the same, or nothing, whenever it is fetched. */
export const pinnedSource = z
  .discriminatedUnion('kind', [pinnedGitHub, pinnedOci, pinnedBuilder, pinnedHttps])
  .meta({ id: 'PinnedSource' });

export type PinnedSource = z.output<typeof pinnedSource>;
export type PinnedOf<K extends PinnedSource['kind']> = Extract<PinnedSource, { kind: K }>;

/** What a source says of an image before it is fetched. */
export interface ResolvedSource<P extends PinnedSource = PinnedSource> {
  readonly pinned: P;
  /** For people; null: it has none. */
  readonly version: string | null;
  /** SHA-256 of the file as it is there, hexadecimal; null: the source does not say it. */
  readonly digest: string | null;
  /** Octets of that file; null: it is not known yet. */
  readonly size: number | null;
  /** The address of a page about it, as a release's notes; null: there is none. */
  readonly page: string | null;
  /** What is left of the limit of the credential that was used; null: nothing was said of one. */
  readonly limits: RequestLimits | null;
}

/** How many requests a service still takes. */
export interface RequestLimits {
  readonly limit: number;
  readonly remaining: number;
  /** RFC 3339; null: it does not say. */
  readonly resetsAt: string | null;
}

/** What a source says of its newest image. */
export interface Latest {
  /** null: nothing is newer, or it cannot be told. */
  readonly newer: Newer | null;
  readonly limits: RequestLimits | null;
}

/** What is known where nobody can be asked. */
export const nothingKnown: Latest = { newer: null, limits: null };

/** What is newer at a source. */
export interface Newer {
  readonly resolved: ResolvedSource;
  /** The address of a page that shows what differs; null: there is none. */
  readonly comparison: string | null;
}

import { z } from 'zod';
import { SealError, type SecretBox } from '../../database/secret-box.ts';
import { type PinnedSource, pinnedSource } from '../../sources/pinned-source.ts';
import { type DeploySource, deploySource } from './schema.ts';

/** Where an image came from, as it is shown: nothing of a credential, and no query of an address. */
export interface Origin {
  readonly kind: DeploySource['kind'];
  /** `owner/repo`, a registry's name of it, a job, an address, or the unikernel whose release it is. */
  readonly from: string;
  /** What people call what was found there; null: it has no name. */
  readonly version: string | null;
  /** The address of a page about it. */
  readonly page: string | null;
}

/** What was asked for, and exactly what that was found to be. */
export interface FoundSource {
  readonly source: DeploySource;
  /** null: a release, which the source says itself. */
  readonly pinned: PinnedSource | null;
  /** The build that was said to run before it. */
  readonly replaces?: string | undefined;
}

const foundSource: z.ZodType<FoundSource> = z.object({
  source: deploySource,
  pinned: pinnedSource.nullable(),
  replaces: z.string().optional(),
});

/** An origin with what is needed to ask there again. */
export interface KnownOrigin extends FoundSource {
  readonly origin: Origin;
}

/** The columns of an origin in a row. */
export interface OriginColumns {
  readonly origin: Origin | null;
  readonly sealedSource: string | null;
}

/** An origin as it is stored: what is not shown of it is sealed in this context. */
export function originColumns(
  box: SecretBox,
  known: KnownOrigin | null,
  context: string,
): OriginColumns {
  if (!known) return { origin: null, sealedSource: null };
  const { origin, ...found } = known;
  return { origin, sealedSource: box.seal(Buffer.from(JSON.stringify(found)), context) };
}

/** What was stored so; null: nothing was, no key opens it, or it is of a kind that is not known here. */
export function openOrigin(
  box: SecretBox,
  { origin, sealedSource }: { readonly [K in keyof OriginColumns]?: OriginColumns[K] | undefined },
  context: string,
): KnownOrigin | null {
  if (!origin || !sealedSource) return null;
  try {
    const found = foundSource.safeParse(JSON.parse(box.open(sealedSource, context).toString()));
    return found.success ? { origin, ...found.data } : null;
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}

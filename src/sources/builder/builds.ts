import type { Listing } from '../listing.ts';
import { notFound } from '../problems.ts';
import { timeIn } from '../told-time.ts';
import type { Asked, BuilderApi } from './api.ts';

/** Builds that are looked at: each is asked for by itself. */
const maxLooks = 8;

/** A build that can be chosen. */
export interface BuildChoice {
  readonly uuid: string;
  readonly platform: string | null;
  /** RFC 3339; null: the builder does not say. */
  readonly startedAt: string | null;
  /** SHA-256 of its binary, hexadecimal. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

/**
 * The newest builds of a job, one of each binary that it has made. Throws `source-not-found`,
 * `source-nonsense`.
 */
export async function listBuilds(
  api: BuilderApi,
  job: string,
  asked: Asked,
): Promise<Listing<BuildChoice>> {
  const builds = await api.outputs(job, asked);
  if (!builds) throw notFound(`The builder has no job ${job}.`);
  const found = await Promise.all(
    builds.slice(0, maxLooks).map(({ uuid, binary }) => look(api, { job, uuid, binary }, asked)),
  );
  return {
    choices: found.filter((each) => each !== null),
    hasMore: builds.length > maxLooks,
    ...{ credential: null, limits: null },
  };
}

interface Output {
  readonly job: string;
  readonly uuid: string;
  readonly binary: { readonly sha256: string; readonly size: number };
}

/** null: it has gone meanwhile. */
async function look(
  api: BuilderApi,
  { job, uuid, binary }: Output,
  asked: Asked,
): Promise<BuildChoice | null> {
  const build = await api.build(`/job/${job}/build/${uuid}`, undefined, asked);
  if (!build?.main_binary) return null;
  const { platform = null, start_time } = build;
  const { sha256, size: sizeBytes } = binary;
  return { uuid: build.uuid, platform, startedAt: timeIn(start_time), sha256, sizeBytes };
}

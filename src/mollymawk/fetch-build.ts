import { Problem } from '../base/errors.ts';
import type { Deps } from '../unikernels/deps.ts';
import { type DeploySource, deploySource } from '../unikernels/origins/schema.ts';
import type { SourceRequest } from '../unikernels/origins/sourced-images.ts';
import type { UnikernelKey } from '../unikernels/unikernel-locks.ts';
import { MollymawkProblem, malformed } from './mollymawk-problem.ts';

/** Whether an image is sent along, or is a builder's. */
export function readMode(mode = 'manual'): 'manual' | 'builder' {
  if (mode === 'manual' || mode === 'builder') return mode;
  throw malformed('Invalid deploy mode', { code: 'invalid-body' });
}

/** The job whose latest build is wanted. */
export function readJob(job: string | undefined) {
  const source = deploySource.safeParse({ kind: 'builder', job });
  if (source.success) return source.data;
  throw malformed('Missing builder job or uuid', { code: 'invalid-body' });
}

/** That build, whole, which is the caller's. Throws the problems of its source, as mollymawk says them. */
export async function fetchBuild(
  { sourced }: Pick<Deps, 'sourced'>,
  { actor, signal }: Pick<SourceRequest, 'actor'> & { readonly signal: AbortSignal },
  key: UnikernelKey,
  source: DeploySource,
) {
  try {
    const found = await sourced.find({ source, key, actor }, signal);
    const image = await found.fetch(signal);
    return { ...image, origin: found.known };
  } catch (error) {
    throw asBuilderFailure(error);
  }
}

function asBuilderFailure(error: unknown): unknown {
  if (!(error instanceof Problem) || !error.code.startsWith('source-')) return error;
  const { code, detail } = error;
  return new MollymawkProblem(500, `Albatross Query Error: ${detail}`, { code, cause: error });
}

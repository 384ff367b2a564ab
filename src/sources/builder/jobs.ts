import { z } from 'zod';
import { lineOf, listOf } from '../../outgoing/answer-fields.ts';
import type { Listing } from '../listing.ts';
import { unexpected } from '../problems.ts';
import { parseAnswer } from '../service.ts';
import { jobName } from './answers.ts';
import type { Asked, BuilderApi } from './api.ts';

/** Jobs that a builder may have. */
const maxJobs = 4000;

const runnable = new Set(['hvt', 'spt']);

/** A job that can be chosen. */
export interface JobChoice {
  readonly name: string;
  /** What it builds; null: it does not say. */
  readonly synopsis: string | null;
}

/** Builders older than May 2026 say only what their jobs are called. */
const namedJob = jobName.transform((name) => ({ name, synopsis: null, isRunnable: true }));

const describedJob = z
  .object({
    name: jobName,
    synopsis: lineOf(1000).nullish().catch(null),
    /** Only of a job whose latest binary is a unikernel. */
    latest: z.object({ solo5_abi: z.object({ target: z.string() }) }).nullish(),
  })
  .transform(({ name, synopsis = null, latest }) => {
    return { name, synopsis, isRunnable: runnable.has(latest?.solo5_abi.target ?? '') };
  });

const job = z.union([namedJob, describedJob]);

const jobsAnswer = z.object({ jobs: listOf(z.unknown(), maxJobs) });

/** The jobs that build unikernels. Throws `source-nonsense`. */
export async function listJobs(api: BuilderApi, asked: Asked): Promise<Listing<JobChoice>> {
  const answer = await api.ask(api.at('/all-builds'), asked);
  if (answer.status !== 200) throw unexpected('The builder', answer.status);
  const { jobs } = parseAnswer('The builder', answer, jobsAnswer);
  const read = jobs.map((each) => job.safeParse(each).data).filter((each) => each !== undefined);
  const choices = read.filter(({ isRunnable }) => isRunnable);
  return {
    choices: choices.map(({ name, synopsis }) => ({ name, synopsis })),
    ...{ hasMore: false, credential: null, limits: null },
  };
}

import { z } from 'zod';
import { CommandError } from '../../output/command-error.ts';
import type { Out } from '../../output/out.ts';
import type { Place } from '../unikernels/place.ts';

const dryRunSchema = z.looseObject({
  /** Of a source: null where none was given, or it is refused. */
  image: z.object({ kept: z.boolean() }).nullable(),
  /** Of what it has now; null where that does not stay, and left out by earlier servers. */
  currentImage: z.object({ kept: z.boolean() }).nullish(),
  created: z.boolean(),
  changes: z.array(z.string()),
  rollback: z.enum(['available', 'unavailable']),
  refusals: z.array(z.object({ code: z.string(), detail: z.string() })),
});

/** What a deployment would do. */
export type DryRun = z.output<typeof dryRunSchema>;

/** Reads what a dry run answers. */
export const readDryRun = (answer: unknown): DryRun => dryRunSchema.parse(answer);

/** Tells what a deployment would do. Throws `CommandError` where it would be refused. */
export function tellDryRun(out: Out, place: Place, answer: unknown): void {
  const dry = readDryRun(answer);
  out.result(dry, () => `${place.host}/${place.name}: ${changesIn(dry)}`);
  if (dry.refusals.length > 0) {
    throw new CommandError(dry.refusals.map(({ detail }) => `Refused: ${detail}`).join('\n'));
  }
}

/** What a dry run says in a few words. */
export function changesIn({ created, changes }: DryRun): string {
  if (created) return 'would be created';
  return changes.length === 0 ? 'nothing would change' : `would change ${changes.join(', ')}`;
}

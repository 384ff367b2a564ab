import { z } from 'zod';
import type { FailBehaviour, ToldFailBehaviour } from '../albatross/unikernel.ts';

const rule = 'fail behaviour must be quit or restart';

const exitCodes = z
  .array(
    z.int('fail_behaviour exit code is not an integer'),
    'expected a list of integers as exit_code payload',
  )
  .nullish();

/** mollymawk's own form has the codes beside `restart`; those in its handbook have them inside. */
const restart = z
  .object({
    restart: z.unknown().refine((value) => value !== undefined, 'expected a restart'),
    exit_code: exitCodes,
  })
  .transform(({ restart: inside, exit_code }) => exit_code ?? codesInside(inside))
  .pipe(exitCodes);

const nested = z.object({ exit_code: z.unknown() });

function codesInside(inside: unknown): unknown {
  return Array.isArray(inside) ? inside : nested.safeParse(inside).data?.exit_code;
}

/**
 * mollymawk's `fail_behaviour`. Without codes, or with none in the list, it restarts on any: that
 * is how mollymawk itself writes it, and what a host makes of an empty list.
 */
export const failBehaviourField = z.unknown().transform((value, context): FailBehaviour => {
  if (value === 'quit') return 'quit';
  if (typeof value !== 'object' || value === null) return refuse(context, rule);
  const parsed = restart.safeParse(value);
  if (!parsed.success) return refuse(context, parsed.error.issues[0]?.message ?? rule);
  return { restart: parsed.data?.length ? parsed.data : null };
});

function refuse(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

/** A unikernel's `fail_behaviour`, as mollymawk shows it. */
export function presentFailBehaviour(behaviour: ToldFailBehaviour) {
  if (typeof behaviour === 'string') return behaviour;
  const { restart: codes } = behaviour;
  return { restart: null, exit_code: codes ?? [], all_exit_codes: codes === null };
}

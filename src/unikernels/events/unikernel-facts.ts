import { z } from 'zod';
import type { EventObject } from '../../database/events/define-event.ts';

/** What all that happens to a unikernel tells. */
export const unikernelFacts = z.object({ host: z.string(), unikernel: z.string() });

/** The unikernel that facts are about. */
export const unikernelObject = ({
  host,
  unikernel,
}: z.output<typeof unikernelFacts>): EventObject => ({
  object: `hosts/${host}/unikernels/${unikernel}`,
  host,
  name: unikernel,
});

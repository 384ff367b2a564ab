import { z } from 'zod';
import type { Label } from '../albatross/names.ts';
import type { Rollouts } from '../unikernels/rollouts/rollouts.ts';
import { checksField } from '../unikernels/rollouts/schema.ts';
import { MollymawkProblem } from './mollymawk-problem.ts';

/** What says how to see that a unikernel does its work. */
export const livenessMembers = {
  http_liveliness_address: z.string().nullish(),
  dns_liveliness: z.object({ dns_address: z.string(), dns_name: z.string() }).nullish(),
};

type Liveness = z.output<z.ZodObject<typeof livenessMembers>>;

/** The same as checks. Throws the 500 of a check that cannot be tried. */
export function readLiveness({ http_liveliness_address: url, dns_liveliness: dns }: Liveness) {
  const parsed = checksField.safeParse([
    ...(url ? [{ kind: 'http', url, status: '200-399', every: 1 }] : []),
    ...(dns ? [{ kind: 'dns', server: dns.dns_address, name: dns.dns_name, every: 1 }] : []),
  ]);
  if (parsed.success) return parsed.data;
  throw isDead(parsed.error.issues[0]?.message ?? 'cannot be tried');
}

/** Throws the 500 where one of them fails as things stand. */
export async function expectAlive(
  rollouts: Pick<Rollouts, 'tryCheck'>,
  checks: z.output<typeof checksField>,
  { account, signal }: { readonly account: Label; readonly signal: AbortSignal },
): Promise<void> {
  for (const check of checks) {
    const { ok, detail } = await rollouts.tryCheck(check, account, signal);
    if (!ok) throw isDead(detail);
  }
}

function isDead(why: string): MollymawkProblem {
  const text = `Liveliness check of currentyly running unikernel failed with error: ${why}`;
  return new MollymawkProblem(500, text, {
    title: 'Error: Liveliness check failed',
    code: 'check-failed',
  });
}

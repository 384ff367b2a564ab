import { z } from 'zod';
import type { hostHoldingKinds } from '../../database/host-belongings.ts';

type Kind = (typeof hostHoldingKinds)[number];

export const holdingCounts = z.object({
  policies: z.int(),
  defaultPolicies: z.int().meta({ description: '1 where new accounts are given a policy there.' }),
  pendingPolicies: z.int().meta({ description: 'That accounts are still to be given.' }),
  unikernels: z.int().meta({ description: 'That are remembered.' }),
  releases: z.int(),
  deployments: z.int(),
  deploymentLocks: z.int(),
  checks: z.int().meta({ description: 'Unikernels that are checked.' }),
  consoles: z.int().meta({ description: 'Unikernels of which console lines are kept.' }),
  metrics: z.int().meta({ description: 'Unikernels of which is kept what they used.' }),
  volumes: z.int().meta({ description: 'Those of which settings are kept.' }),
  uploads: z.int().meta({ description: 'Under way.' }),
  tokens: z.int().meta({
    description: 'That name the host. It is taken out of them; those for it alone are revoked.',
  }),
  trusts: z.int().meta({
    description: 'That name the host. It is taken out of their rules; one for it alone keeps it.',
  }),
  mutes: z.int(),
} satisfies Record<Kind, z.ZodInt>);

export const hostHoldingsAnswer = z.object({ counts: holdingCounts }).meta({ id: 'HostHoldings' });

import { z } from 'zod';

/** What the server says of a backup. */
export const backupAnswer = z.object({
  version: z.string(),
  createdAt: z.string(),
  rows: z.number(),
  accounts: z.number(),
  hosts: z.number(),
  tokens: z.number(),
  unikernels: z.number(),
  contents: z.number(),
  missing: z.number(),
});

/** What is in a backup, in words. */
export function tellContents(backup: z.output<typeof backupAnswer>): string {
  const { accounts, hosts, tokens, unikernels, contents, missing } = backup;
  return [
    `accounts: ${accounts}`,
    `hosts: ${hosts}`,
    `tokens: ${tokens}`,
    `unikernels: ${unikernels}`,
    ...(contents > 0 ? [`images and segments of consoles: ${contents}`] : []),
    ...(missing > 0 ? [`of these missing at the server: ${missing}`] : []),
  ].join(', ');
}

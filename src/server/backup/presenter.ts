import type { VerifiedBackup } from './verify-backup.ts';

/** What a backup holds, in a few numbers. */
export function presentBackup({ header, totals }: VerifiedBackup) {
  const { createdAt, version } = header;
  const { rows, contents, missing } = totals;
  const count = Object.values(rows).reduce((sum, each) => sum + each, 0);
  const { accounts = 0, hosts = 0, tokens = 0, unikernels = 0 } = rows;
  const counted = { accounts, hosts, tokens, unikernels };
  return { version, createdAt, rows: count, ...counted, contents, missing };
}

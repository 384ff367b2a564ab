import { maskArguments } from '../../base/mask-arguments.ts';
import { hideInAsked } from '../../secrets/references.ts';
import type { SecretValues } from '../../secrets/secrets.ts';
import type { AskedConfig } from '../asked-config.ts';
import type { Release } from './entity.ts';

/** A release, and what is needed to show it. */
export interface ShownRelease {
  readonly release: Release;
  /** null: no key opens it. */
  readonly config: AskedConfig | null;
  readonly isCurrent: boolean;
  readonly isKept: boolean;
  readonly changes: readonly string[];
}

/** A release as the API shows it, with secrets as all arguments have them. */
export function presentRelease(
  { release, config, isCurrent, isKept, changes }: ShownRelease,
  { values, whole }: { readonly values: SecretValues; readonly whole: boolean },
) {
  const texts = config?.arguments?.map((text) => hideInAsked(text, values)) ?? [];
  return {
    number: release.number,
    current: isCurrent,
    digest: release.digest,
    imageKept: isKept,
    origin: release.origin ?? null,
    rollbackTo: release.rollbackTo ?? null,
    name: release.name ?? null,
    note: release.note ?? null,
    createdAt: release.createdAt.toISOString(),
    by: { account: release.accountName, token: release.tokenName ?? null },
    memory: config?.memory ?? null,
    cpuids: config?.cpuids ?? [],
    arguments: whole ? texts : maskArguments(texts),
    changes: [...changes],
  };
}

import { checkedCases } from './cases/checked.ts';
import { endedCases } from './cases/ended.ts';
import { interferedCases } from './cases/interfered.ts';
import { lostHostCases } from './cases/lost-hosts.ts';
import { lostServerCases } from './cases/lost-servers.ts';
import { refusedCases } from './cases/refused.ts';
import type { DeployCase } from './deploy-case.ts';

/** Each step of a deployment made to fail in turn. */
export const deployCases: readonly DeployCase[] = [
  ...refusedCases,
  ...endedCases,
  ...checkedCases,
  ...lostHostCases,
  ...lostServerCases,
  ...interferedCases,
];

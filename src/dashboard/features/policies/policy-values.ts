import type { Schema } from '../../api/schema.ts';

/** What the form of a policy holds. Numbers are text while they are being typed. */
export interface PolicyValues {
  readonly account: string | null;
  readonly host: string | null;
  readonly unikernels: number | string;
  /** MiB */
  readonly memory: number | string;
  /** Whether there may be volumes at all. */
  readonly volumes: boolean;
  /** MiB */
  readonly storage: number | string;
  readonly cpuids: string[];
  readonly bridges: string[];
}

/** What a new policy begins with, for whom and where it is known already. */
export function newPolicy(host: string | null, account: string | null): PolicyValues {
  return {
    ...{ account, host, unikernels: 5, memory: 512, volumes: true, storage: 1024 },
    ...{ cpuids: [], bridges: [] },
  };
}

/** What a policy is now. */
export function valuesOf(given: Schema['GivenPolicy']): PolicyValues {
  const { account, host, unikernels, memory, storage, cpuids, bridges } = given;
  return {
    ...{ account, host, memory },
    unikernels: unikernels ?? 0,
    volumes: storage !== null,
    storage: storage ?? 0,
    cpuids: cpuids.map(String),
    bridges: [...bridges],
  };
}

/** The values as the API has them. */
export function bodyOf(values: PolicyValues): Omit<Schema['SetPolicy'], 'adopt'> {
  const { unikernels, memory, volumes, storage, cpuids, bridges } = values;
  return {
    unikernels: Number(unikernels),
    memory: Number(memory),
    storage: volumes ? Number(storage) : null,
    cpuids: cpuids.map(Number),
    bridges: [...bridges],
  };
}

/** What is wrong with the values, by field; the server finds all else. */
export function policyFaults(values: PolicyValues) {
  const { account, host, unikernels, memory, volumes, storage, cpuids } = values;
  return {
    account: account ? null : 'Choose whom it is for',
    host: host ? null : 'Choose where it holds',
    unikernels: isCount(unikernels) ? null : 'Say how many, 1 at least',
    memory: isCount(memory) ? null : 'Say how much, 1 MiB at least',
    storage: !volumes || typeof storage === 'number' ? null : 'Say how much',
    cpuids: cpuids.length > 0 ? null : 'Choose at least one: a unikernel runs on one of them',
  };
}

const isCount = (value: number | string) => typeof value === 'number' && value >= 1;

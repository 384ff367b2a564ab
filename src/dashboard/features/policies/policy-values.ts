import type { Schema } from '../../api/schema.ts';

/** What the form of a policy holds of its limits. Numbers are text while they are being typed. */
export interface LimitValues {
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

/** The same with whom it is for, and where it holds. */
export interface PolicyValues extends LimitValues {
  readonly accounts: string[];
  readonly host: string | null;
  /** What it was filled in from. */
  readonly template: string | null;
}

const beginning: LimitValues = {
  ...{ unikernels: 5, memory: 512, volumes: true, storage: 1024 },
  ...{ cpuids: [], bridges: [] },
};

/** What a new policy begins with, for whom and where it is known already. */
export function newPolicy(
  host: string | null,
  account: string | null,
  limits: LimitValues = beginning,
): PolicyValues {
  return { ...limits, host, accounts: account === null ? [] : [account], template: null };
}

/** What a policy gives now. */
export function valuesOf(given: Schema['Policy']): LimitValues {
  const { unikernels, memory, storage, cpuids, bridges } = given;
  return {
    memory,
    unikernels: unikernels ?? 0,
    volumes: storage !== null,
    storage: storage ?? 0,
    cpuids: cpuids.map(String),
    bridges: [...bridges],
  };
}

/** The limits as the API has them. */
export function bodyOf(values: LimitValues): Omit<Schema['SetPolicy'], 'adopt'> {
  const { unikernels, memory, volumes, storage, cpuids, bridges } = values;
  return {
    unikernels: Number(unikernels),
    memory: Number(memory),
    storage: volumes ? Number(storage) : null,
    cpuids: cpuids.map(Number),
    bridges: [...bridges],
  };
}

/** What is wrong with what is counted, by field; the server finds all else. */
export function countFaults({ unikernels, memory, volumes, storage }: LimitValues) {
  return {
    unikernels: isCount(unikernels) ? null : 'Say how many, 1 at least',
    memory: isCount(memory) ? null : 'Say how much, 1 MiB at least',
    storage: !volumes || typeof storage === 'number' ? null : 'Say how much',
  };
}

/** What is wrong with the limits, by field. */
export function limitFaults(values: LimitValues) {
  const oneCpu = 'Choose at least one: a unikernel runs on one of them';
  return { ...countFaults(values), cpuids: values.cpuids.length > 0 ? null : oneCpu };
}

/** What is wrong with all of it, by field. */
export function policyFaults(values: PolicyValues) {
  return {
    accounts: values.accounts.length > 0 ? null : 'Choose whom it is for',
    host: values.host ? null : 'Choose where it holds',
    ...limitFaults(values),
  };
}

const isCount = (value: number | string) => typeof value === 'number' && value >= 1;

import { useQueries, useQuery } from '@tanstack/react-query';
import { hostsQuery } from '../../api/hosts.ts';
import { hostPoliciesQuery } from '../../api/policies.ts';
import type { Schema } from '../../api/schema.ts';

/** A policy that was given, and what is used of it. */
export type GivenPolicy = Schema['HostPolicies']['data'][number];

/** What is given on a host; undefined until that has arrived. */
export interface PoliciesOfHost {
  readonly host: string;
  readonly policies: Schema['HostPolicies'] | undefined;
  readonly error: unknown;
}

/** What is given on every host; undefined until the hosts are known. */
export function usePolicies(): { hosts: readonly PoliciesOfHost[] | undefined; error: unknown } {
  const { data, error } = useQuery(hostsQuery);
  const names = data?.data.map(({ name }) => name);
  const answers = useQueries({ queries: (names ?? []).map(hostPoliciesQuery) });
  const hosts = names?.map((host, index) => ({
    host,
    policies: answers[index]?.data,
    error: answers[index]?.error ?? null,
  }));
  return { hosts, error };
}

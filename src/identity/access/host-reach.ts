import { type Label, parseLabel } from '../../albatross/names.ts';

/** The hosts that a credential is for, where one of them is called otherwise. */
export const renamedHosts = (hosts: readonly Label[], from: string, to: string): Label[] =>
  hosts.map((host) => (host === from ? parseLabel(to) : host));

/** The same, where one of them is removed. */
export const leftHosts = (hosts: readonly Label[], removed: string): Label[] =>
  hosts.filter((host) => host !== removed);

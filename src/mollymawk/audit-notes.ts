import type { Named } from './find-named.ts';

/** What the audit calls a unikernel: its address in version 1. */
export const unikernelAt = ({ host, name }: Named) => ({
  object: `hosts/${host}/unikernels/${name}`,
});

/** What the audit calls a volume: its address in version 1. */
export const volumeAt = ({ host, name }: Named) => ({ object: `hosts/${host}/volumes/${name}` });

/** What the audit calls a token: its address in version 1. */
export const tokenAt = ({ id }: { readonly id: string }) => ({ object: `tokens/${id}` });

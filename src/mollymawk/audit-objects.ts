import type { Label } from '../albatross/names.ts';

interface Place {
  readonly host: Label;
  readonly name: Label;
}

/** What the audit calls a unikernel: its address in version 1. */
export const unikernelAt = ({ host, name }: Place) => ({
  object: `hosts/${host}/unikernels/${name}`,
});

/** What the audit calls a volume: its address in version 1. */
export const volumeAt = ({ host, name }: Place) => ({ object: `hosts/${host}/volumes/${name}` });

/** What the audit calls a token: its address in version 1. */
export const tokenAt = ({ id }: { readonly id: string }) => ({ object: `tokens/${id}` });

import { domainToASCII } from 'node:url';
import * as z from 'zod';

const address = z.email().max(254);

/**
 * The address of a mailbox, as `Dave Doe <dave@example.org>`, in lower case, its domain as DNS has it (RFC 5891);
 * null where it is none that can be used here, as with letters beyond ASCII before the `@`.
 */
export function addressOf(mailbox: string): string | null {
  const bare = (/<([^<>]+)>\s*$/.exec(mailbox)?.[1] ?? mailbox).trim();
  const [, local = '', domain = ''] = /^(.*)@([^@]+)$/.exec(bare) ?? [];
  const read = address.safeParse(`${local}@${domainToASCII(domain)}`.toLowerCase());
  return read.success && /^[\x21-\x7e]+$/.test(local) ? read.data : null;
}

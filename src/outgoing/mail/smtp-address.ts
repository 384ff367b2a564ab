import { z } from 'zod';

/**
 * How the connection to a mail server is encrypted: from the start, by STARTTLS, without which nothing is
 * sent, or not at all.
 */
export type SmtpEncryption = 'tls' | 'starttls' | 'none';

/** The mail server that takes what is sent. */
export interface SmtpAddress {
  readonly host: string;
  readonly port: number;
  readonly encryption: SmtpEncryption;
  readonly login: { readonly user: string; readonly password: string } | null;
}

const expected =
  'must be smtps://USER:PASSWORD@HOST:PORT, or smtp://… for STARTTLS, which `?tls=none` does without';

/** The address of a mail server. Never repeats a password. */
export const smtpAddress = z.string().transform((text, context): SmtpAddress => {
  const address = parse(text);
  if (address) return address;
  context.addIssue({ code: 'custom', message: expected });
  return z.NEVER;
});

function parse(text: string): SmtpAddress | null {
  const url = /^smtps?:\/\//.test(text) ? URL.parse(text) : null;
  const encryption = url && encryptionOf(url);
  if (!url?.hostname || !encryption || url.hash || url.pathname.length > 1) return null;
  const { hostname, port } = url;
  const login = loginOf(url);
  if (login === undefined || (login && encryption === 'none')) return null;
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? standardPorts[encryption] : Number(port),
    encryption,
    login,
  };
}

const standardPorts = { tls: 465, starttls: 587, none: 25 } as const;

function encryptionOf({ protocol, search }: URL): SmtpEncryption | null {
  if (protocol === 'smtps:') return search === '' ? 'tls' : null;
  if (search === '') return 'starttls';
  return search === '?tls=none' ? 'none' : null;
}

/** undefined where it cannot be read. */
function loginOf({ username, password }: URL): SmtpAddress['login'] | undefined {
  if (username === '' && password === '') return null;
  try {
    return { user: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch {
    return undefined;
  }
}

/** Whom mails are from: an address, or a name with the address in angle brackets. */
export const mailSender = z
  .string()
  .regex(
    /^(?:[^<>\p{Cc}]{0,100}<([^\s<>@]+@[^\s<>@]+)>|[^\s<>@]+@[^\s<>@]+)$/u,
    'must be an address, or as Fulmar <fulmar@example.org>',
  );

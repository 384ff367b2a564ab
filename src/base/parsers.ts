import { isAbsolute, resolve } from 'node:path';
import ipaddr from 'ipaddr.js';
import * as z from 'zod';
import { parseAddress } from './network-address.ts';

/** A network: its address and how many of its bits count. */
export type Network = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

const units: Readonly<Record<string, number>> = {
  '': 1,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
  TiB: 1024 ** 4,
};

/** A number as text, within bounds. */
export function integer(min: number, max: number) {
  return z
    .string()
    .regex(/^\d{1,15}$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be from ${min} to ${max}`);
}

/** A TCP port as text; 0 takes a free one. */
export const port = z
  .string()
  .refine(
    (text) => !text.startsWith('tcp://'),
    'is an address, which Kubernetes sets for a service that is named `fulmar`: set it to the port, or ' +
      '`enableServiceLinks: false` for the pod',
  )
  .pipe(integer(0, 65535));

/** A size as text, in octets or with a unit as `256MiB`, to octets. */
export const size = z
  .string()
  .regex(/^\d{1,15} ?([KMGT]iB)?$/, 'must be a number of octets, or one with a unit as 256MiB')
  .transform((text) => Number.parseInt(text, 10) * (units[text.replace(/^\d+ ?/, '')] ?? 1))
  .refine((octets) => octets > 0 && Number.isSafeInteger(octets), 'must be from 1 to 2^53');

/** Seconds as text, a fraction allowed, to milliseconds (a day at most); 0: none. */
export const secondsOrNone = z
  .string()
  .regex(/^\d{1,5}(\.\d{1,3})?$/, 'must be a number of seconds')
  .transform((text) => Math.round(Number(text) * 1000))
  .refine((value) => value <= 86_400_000, 'must be at most 86400');

/** As `secondsOrNone`, and more than 0. */
export const seconds = secondsOrNone.refine(
  (value) => value > 0,
  'must be more than 0, at most 86400',
);

/** Hours as text, a fraction allowed, to milliseconds (a minute to a year). */
export const hours = z
  .string()
  .regex(/^\d{1,4}(\.\d{1,2})?$/, 'must be a number of hours')
  .transform((text) => Math.round(Number(text) * 3_600_000))
  .refine((value) => value >= 60_000 && value <= 8_784 * 3_600_000, 'must be from 0.02 to 8784');

/** Some of these words, in any order, or `none`. */
export const someOf = (known: readonly string[]) =>
  z.string().transform((text, context): readonly string[] => {
    const given = text.trim() === 'none' ? [] : words(text);
    if (given.every((word) => known.includes(word))) return given;
    const message = `must consist of ${known.join(', ')}, or be none`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/** The address of a server: scheme, host and port, nothing behind. */
export const origin = z
  .url({ protocol: /^https?$/, error: 'must be an address as https://fulmar.example.org' })
  .transform((text) => new URL(text))
  .refine(
    ({ pathname, search, hash, username, password }) =>
      pathname === '/' && !search && !hash && !username && !password,
    'must have no path, query or credentials',
  );

/** Paths of our own, so that one below which the server is reached is never taken for one of them. */
const ownPaths = /^\/(api|assets|docs)\//;

/**
 * The public address of this server, perhaps with a path below which it is reached, as
 * `https://example.org/fulmar/`. The path always ends with a slash.
 */
export const publicAddress = z
  .url({ protocol: /^https?$/, error: 'must be an address as https://fulmar.example.org' })
  .transform((text) => new URL(text.replace(/\/*$/, '/')))
  .refine(
    ({ search, hash, username, password }) => !search && !hash && !username && !password,
    'must have no query or credentials',
  )
  .refine(
    ({ pathname }) => /^\/([\w.~-]+\/)*$/.test(pathname) && !ownPaths.test(pathname),
    'must have a path of letters, digits and . _ ~ - alone, which does not begin with /api, /assets or /docs',
  );

/** The address of a server that is asked: as `origin`, and without TLS only on this machine. */
export const askedOrigin = origin.refine(
  ({ protocol, hostname }) =>
    protocol === 'https:' || parseAddress(hostname.replace(/^\[|\]$/g, ''))?.range() === 'loopback',
  'must be https://, or at a loopback address',
);

/** An address that is asked, with whatever path: by HTTPS, and without TLS only on this machine. Never repeats it. */
export const askedUrl = z.string().transform((text, context): URL => {
  const url = URL.parse(text);
  if (url && isAskable(url)) return url;
  const message = 'must be https://, or at a loopback address, without a name and a password';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

function isAskable({ protocol, hostname, username, password }: URL): boolean {
  if (username || password) return false;
  if (protocol === 'https:') return true;
  const address = parseAddress(hostname.replace(/^\[|\]$/g, ''));
  return protocol === 'http:' && address?.range() === 'loopback';
}

/** The address of an HTTP proxy; one without a scheme is taken for `http://`. Never repeats it. */
export const proxy = z.string().transform((text, context) => {
  const url = URL.parse(text.includes('://') ? text : `http://${text}`);
  if (url && /^https?:$/.test(url.protocol)) return url.href;
  const message = 'must be the address of a proxy, as http://proxy.example.org:3128';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

/** Networks as `10.0.0.0/8 ::1`, divided by commas or spaces. */
export const networks = z.string().transform((text, context): Network[] =>
  words(text).flatMap((word): Network[] => {
    if (ipaddr.isValidCIDR(word)) return [ipaddr.parseCIDR(word)];
    if (ipaddr.isValid(word)) {
      const address = ipaddr.parse(word);
      return [[address, address.kind() === 'ipv4' ? 32 : 128]];
    }
    context.addIssue({ code: 'custom', message: `${word} is neither a network nor an address` });
    return [];
  }),
);

/** Keys of 32 octets in base64, newest first. Says nothing about a wrong one but its position. */
export const secretKeys = z.string().transform((text, context) =>
  words(text).map((word, index) => {
    const key = Buffer.from(word, 'base64');
    if (key.length !== 32 || !/^[\w+/-]{43}=?$/.test(word)) {
      context.addIssue({ code: 'custom', message: `key ${index + 1} is not 32 octets in base64` });
    }
    return key;
  }),
);

/** A path, made absolute. */
export const path = z.string().transform((text) => resolve(text));

/** Where the data is: a SQLite file, or the address of a PostgreSQL database. */
export type DatabaseAddress = { readonly file: string } | { readonly url: string };

/** A database as `sqlite:PATH`, made absolute, or `postgres://…`. Never repeats a password. */
export const databaseAddress = z.string().transform((text, context): DatabaseAddress => {
  if (/^sqlite:./.test(text)) return { file: resolve(text.slice('sqlite:'.length)) };
  if (/^postgres(ql)?:\/\/./.test(text) && URL.canParse(text)) return { url: text };
  const message = 'must be sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

/** Objects of a store of the S3 kind: those below a prefix, empty or with `/` at its end. */
export interface S3Address {
  /** Scheme, host, port and path, without `/` at its end. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly prefix: string;
}

/** Where images are kept: in a folder, or in a bucket. */
export type ImagesAddress = { readonly folder: string } | { readonly s3: S3Address };

/** An absolute path, or `s3://BUCKET/PREFIX?endpoint=…&region=…`. */
export const imagesAddress = z.string().transform((text, context): ImagesAddress => {
  if (isAbsolute(text)) return { folder: resolve(text) };
  const s3 = parseS3(text);
  if (s3) return { s3 };
  const message =
    'must be an absolute path, or s3://BUCKET/PREFIX?endpoint=https://s3.example.org&region=eu-1';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

function parseS3(text: string): S3Address | null {
  const path = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([\w./-]*))?(?:\?|$)/.exec(text);
  const query = new URLSearchParams(text.split('?')[1] ?? '');
  const region = query.get('region') ?? 'us-east-1';
  const endpoint = URL.parse(query.get('endpoint') ?? `https://s3.${region}.amazonaws.com`);
  const known = [...query.keys()].every((key) => key === 'endpoint' || key === 'region');
  if (!path || !known || !endpoint || !isPlainOrigin(endpoint) || !/^[a-z0-9-]+$/.test(region)) {
    return null;
  }
  const [, bucket = '', below = ''] = path;
  const names = below.split('/').filter((name) => name !== '');
  if (names.some((name) => /^\.+$/.test(name))) return null;
  const prefix = names.map((name) => `${name}/`).join('');
  return { endpoint: endpoint.href.replace(/\/$/, ''), region, bucket, prefix };
}

const isPlainOrigin = ({ protocol, username, password, search, hash }: URL) =>
  /^https?:$/.test(protocol) && !username && !password && !search && !hash;

function words(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}

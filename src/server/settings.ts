import * as z from 'zod';
import * as parse from '../base/parsers.ts';
import { mailSender, smtpAddress } from '../outgoing/mail/smtp-address.ts';
import { optional, setting } from './define-setting.ts';
import { operationSettings } from './operation-settings.ts';

export { type Variable, variables } from './define-setting.ts';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Every environment variable that the server reads, as text into what the code uses. */
export const settings = z.object({
  port: setting(parse.port, {
    name: 'FULMAR_PORT',
    standard: '8080',
    about: 'TCP port to listen on; 0 takes a free one.',
  }),
  bind: setting(z.union([z.ipv4(), z.ipv6(), z.hostname()], 'must be an address or a host name'), {
    name: 'FULMAR_BIND',
    standard: '127.0.0.1',
    about: 'Address to listen on.',
  }),
  url: optional(parse.publicAddress, {
    name: 'FULMAR_URL',
    standard: 'the address it listens on',
    about:
      'Public address, as browsers see it, with a path where it has one, as `https://example.org/fulmar/`; people sign up and in by its name alone, and by `localhost`. With `https://` cookies are marked Secure.',
  }),
  tlsCert: optional(parse.path, {
    name: 'FULMAR_TLS_CERT',
    standard: 'none: it speaks HTTP',
    about:
      'File with the certificate and its chain (PEM), to speak HTTPS by itself. It is read again when it changes.',
  }),
  tlsKey: optional(parse.path, {
    name: 'FULMAR_TLS_KEY',
    standard: 'none',
    about: 'File with the private key of that certificate (PEM), not encrypted.',
  }),
  data: setting(parse.path, {
    name: 'FULMAR_DATA',
    standard: './data',
    about: 'Folder of the database, the secret key and the spool.',
  }),
  database: optional(parse.databaseAddress, {
    name: 'FULMAR_DATABASE_URL',
    standard: '`fulmar.sqlite` in the data folder',
    secret: true,
    about:
      'The database: `sqlite:PATH`, or `postgres://USER:PASSWORD@HOST/DATABASE`, which several servers may share, each with a data folder of its own.',
  }),
  secretKeys: optional(parse.secretKeys, {
    name: 'FULMAR_SECRET_KEY',
    standard: 'made once, in the data folder, mode 0600',
    secret: true,
    about:
      'Key of 32 octets in base64 that seals the hosts’ private keys, secrets, external credentials and what unikernels are started with in the database; several are divided by spaces, newest first. Has to be given with PostgreSQL.',
  }),
  signup: setting(z.enum(['open', 'closed'], 'must be open or closed'), {
    name: 'FULMAR_SIGNUP',
    standard: 'open',
    about: 'Whether strangers may sign up (`open`; they wait for approval) or not (`closed`).',
  }),
  trustProxy: optional(parse.networks, {
    name: 'FULMAR_TRUST_PROXY',
    standard: 'none',
    about: 'Networks of the reverse proxies whose `X-Forwarded-*` counts, as `10.0.0.0/8 ::1`.',
  }),
  checkNetworks: optional(parse.networks, {
    name: 'FULMAR_CHECK_NETWORKS',
    standard: 'none',
    about:
      'Networks that the checks of deployments may ask, beside public addresses, as `10.20.0.0/16`. Never asked are loopback, link-local and metadata addresses, and those of hosts, of the database and of Fulmar itself.',
  }),
  sourceNetworks: optional(parse.networks, {
    name: 'FULMAR_SOURCE_NETWORKS',
    standard: 'none',
    about:
      'Networks that images may be fetched from, beside public addresses, as `10.20.0.0/16`; always over HTTPS. Never asked are the addresses that `FULMAR_CHECK_NETWORKS` never asks.',
  }),
  webhookNetworks: optional(parse.networks, {
    name: 'FULMAR_WEBHOOK_NETWORKS',
    standard: 'none',
    about:
      'Networks that notifications may be sent to, beside public addresses, as `10.20.0.0/16`; always over HTTPS. Never asked are the addresses that `FULMAR_CHECK_NETWORKS` never asks.',
  }),
  builderUrl: optional(parse.askedOrigin, {
    name: 'FULMAR_BUILDER_URL',
    standard: 'none',
    about:
      'The builder-web that images of the kind `builder` are fetched from, as `https://builds.robur.coop`; it may be at any address, at loopback also with `http://`. It is asked for the digests of what runs where somebody wants to know.',
  }),
  builderPages: optional(parse.publicAddress, {
    name: 'FULMAR_BUILDER_PAGES',
    standard: '`FULMAR_BUILDER_URL`, unless that is a loopback address',
    about:
      'Address of that builder’s pages for people, such as `https://builds.example.org/`: links to builds and comparisons lead there. If it is not set and the builder is at a loopback address, there are no links.',
  }),
  httpsProxy: optional(parse.proxy, {
    name: 'HTTPS_PROXY',
    standard: 'none',
    secret: true,
    lowerCase: true,
    about:
      'The proxy through which servers that are not hosts are reached (issuers, GitHub, Docker Hub), as `http://NAME:PASSWORD@PROXY:3128`.',
  }),
  noProxy: optional(z.string(), {
    name: 'NO_PROXY',
    standard: 'none',
    lowerCase: true,
    about: 'Names of servers that are reached without it, as `sso.example.org, .internal`.',
  }),
  smtp: optional(smtpAddress, {
    name: 'FULMAR_SMTP_URL',
    standard: 'none: no mail is sent, and nothing is offered that needs one',
    secret: true,
    about:
      'The server that takes mails: `smtps://USER:PASSWORD@HOST:PORT`, or `smtp://…`, which then has to offer STARTTLS; without encryption, and without a password, `smtp://HOST:PORT?tls=none`. Needs `FULMAR_MAIL_FROM` and `FULMAR_URL`.',
  }),
  mailFrom: optional(mailSender, {
    name: 'FULMAR_MAIL_FROM',
    standard: 'none',
    about: 'Whom mails are from, as `Fulmar <fulmar@example.org>`.',
  }),
  spoolLimit: setting(parse.size, {
    name: 'FULMAR_SPOOL_LIMIT',
    standard: '16GiB',
    about:
      'Room that uploads on their way to a host may take in the data folder, all together: octets, or with KiB, MiB, GiB.',
  }),
  spoolShare: optional(parse.size, {
    name: 'FULMAR_SPOOL_SHARE',
    standard: 'half of `FULMAR_SPOOL_LIMIT`',
    about:
      'Room of that which one account may take, with uploads that wait for their host: octets, or with KiB, MiB, GiB.',
  }),
  imageLimit: setting(parse.size, {
    name: 'FULMAR_IMAGE_LIMIT',
    standard: '256MiB',
    about: 'Size that the image of a unikernel may have: octets, or with KiB, MiB, GiB.',
  }),
  keptImagesLimit: setting(parse.size, {
    name: 'FULMAR_KEPT_IMAGES_LIMIT',
    standard: '20GiB',
    about:
      'Room that the images of unikernels may take that are kept to start them again, wherever that is: octets, or with KiB, MiB, GiB. With several accounts, the last quarter is for those that have less than that.',
  }),
  keptImagesShare: setting(parse.size, {
    name: 'FULMAR_KEPT_IMAGES_SHARE',
    standard: '2GiB',
    about:
      'Room of that which the releases of one account may take: beyond it the oldest are forgotten, but for the latest two of each unikernel and those with a name. Octets, or with KiB, MiB, GiB.',
  }),
  keptReleases: setting(parse.integer(2, 1000), {
    name: 'FULMAR_KEPT_RELEASES',
    standard: '5',
    about: 'How many releases of a unikernel are kept, in addition to those with a name.',
  }),
  images: optional(parse.imagesAddress, {
    name: 'FULMAR_IMAGES',
    standard: '`images` in the data folder; with PostgreSQL in the database',
    about:
      'Where these images are kept: the absolute path of a folder that is there, which all servers of a database share, or `s3://BUCKET/PREFIX?endpoint=https://s3.example.org&region=eu-1`; without `endpoint` Amazon’s of the region.',
  }),
  consoleDays: setting(parse.integer(1, 3650), {
    name: 'FULMAR_CONSOLE_DAYS',
    standard: '7',
    about: 'Days that what unikernels print is kept.',
  }),
  consoleLimit: setting(parse.size, {
    name: 'FULMAR_CONSOLE_LIMIT',
    standard: '16MiB',
    about:
      'Room that what one unikernel prints may take, compressed: beyond it the oldest lines are removed. Octets, or with KiB, MiB, GiB.',
  }),
  consolesLimit: setting(parse.size, {
    name: 'FULMAR_CONSOLES_LIMIT',
    standard: '8GiB',
    about:
      'Room that what all unikernels print may take together, compressed: beyond it the oldest lines of the account with most of them are removed. Octets, or with KiB, MiB, GiB.',
  }),
  consolesPerAccount: setting(parse.integer(0, 64), {
    name: 'FULMAR_CONSOLES_PER_ACCOUNT',
    standard: '64',
    about:
      'Consoles of one account on one host that are followed at once to be kept; more take turns. 0 keeps none.',
  }),
  consolesPerHost: setting(parse.integer(0, 10_000), {
    name: 'FULMAR_CONSOLES_PER_HOST',
    standard: '128',
    about: 'Consoles of one host that are followed at once to be kept, whosever they are.',
  }),
  s3KeyId: optional(z.string(), {
    name: 'FULMAR_S3_KEY_ID',
    standard: 'none',
    secret: true,
    about: 'Id of the access key for that bucket.',
  }),
  s3Secret: optional(z.string(), {
    name: 'FULMAR_S3_SECRET',
    standard: 'none',
    secret: true,
    about: 'The access key itself.',
  }),
  minTransferRate: setting(parse.size, {
    name: 'FULMAR_MIN_TRANSFER_RATE',
    standard: '16KiB',
    about:
      'Octets a second, over a minute in which the client is waited for, with which a body has to come and a download to be taken in; slower ones are broken off.',
  }),
  maxConnections: setting(parse.integer(1, 100_000), {
    name: 'FULMAR_MAX_CONNECTIONS',
    standard: '512',
    about:
      'Connections that one address may have to this server (those of trusted proxies apart), and requests that one address and one account may have under way; beyond it is 429 `too-many-at-once`.',
  }),
  maxStreams: setting(parse.integer(1, 100_000), {
    name: 'FULMAR_MAX_STREAMS',
    standard: '128',
    about:
      'Streams of events (consoles, statistics) that one address and one account may have open; beyond it is 429 `too-many-at-once`.',
  }),
  accountChanges: setting(parse.integer(100, 10_000_000), {
    name: 'FULMAR_ACCOUNT_CHANGES',
    standard: '10000',
    about:
      'Changes that an account may request in an hour, across all its tokens, whether they are made or refused; beyond it is 429 `too-many-requests`. Sessions may make 1000 of their own.',
  }),
  listTimeout: setting(parse.seconds, {
    name: 'FULMAR_LIST_TIMEOUT',
    standard: '2',
    about: 'Seconds that a list over several hosts waits for any of them.',
  }),
  drainTime: setting(parse.secondsOrNone, {
    name: 'FULMAR_DRAIN_TIME',
    standard: '0',
    about:
      'Seconds that a stop still takes requests while `/readyz` says 503, so that a proxy notices and sends no more.',
  }),
  shutdownTimeout: setting(parse.seconds, {
    name: 'FULMAR_SHUTDOWN_TIMEOUT',
    standard: '600',
    about: 'Seconds that a stop waits for uploads and changes to finish; a second signal ends it.',
  }),
  auditDays: setting(parse.integer(1, 36_500), {
    name: 'FULMAR_AUDIT_DAYS',
    standard: '400',
    about: 'Days that the audit is kept.',
  }),
  heartbeatUrl: optional(parse.askedUrl, {
    name: 'FULMAR_HEARTBEAT_URL',
    standard: 'none',
    secret: true,
    about:
      'Address of a service that tells somebody when it is not asked any more, as `https://hc.example.org/ping/ID`: it is asked by GET each minute while the database takes writes, the event loop is in time and the hosts are looked at.',
  }),
  eventDays: setting(parse.integer(1, 36_500), {
    name: 'FULMAR_EVENT_DAYS',
    standard: '90',
    about: 'Days that events are kept.',
  }),
  ...operationSettings,
  logLevel: setting(z.enum(logLevels, `must be one of ${logLevels.join(', ')}`), {
    name: 'FULMAR_LOG_LEVEL',
    standard: 'info',
    about: 'Least weight of the log lines that are written.',
  }),
});

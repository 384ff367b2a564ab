import type { EntityManager } from '@mikro-orm/sql';

import type { Dialect } from './orm-options.ts';

interface EarlyRelease {
  /** The one migration that it had, which the newer one has taken the place of. */
  readonly had: string;
  readonly replacedBy: string;
  /** What the newer one makes beyond the older one. */
  readonly difference: readonly string[];
}

/**
 * The releases before 0.1.0 whose first migration was replaced by another one. The size of a volume
 * that an upload is on its way into was not recorded: 0, so that no volume is found to be too short.
 */
const earlyReleases: Readonly<Record<Dialect, EarlyRelease>> = {
  sqlite: {
    had: 'Migration20261122063440',
    replacedBy: 'Migration20261122080658',
    difference: [
      'create table uploads_anew (`id` text not null primary key, `host` text not null, `domain` text not null, `volume` text not null, `spool_id` text null, `sha256` text null, `volume_size` integer not null, `request_id` text not null, `started_at` datetime not null)',
      'insert into uploads_anew select id, host, domain, volume, spool_id, sha256, 0, request_id, started_at from uploads',
      'drop table uploads',
      'alter table uploads_anew rename to uploads',
      'create unique index `uploads_host_domain_volume_unique` on `uploads` (`host`, `domain`, `volume`)',
    ],
  },
  postgresql: {
    had: 'Migration20261122072157',
    replacedBy: 'Migration20261122084908',
    difference: [
      'create table "allowed_issuers" ("id" uuid not null, "issuer" text not null, "private_addresses" boolean not null, "created_at" timestamptz not null, primary key ("id"))',
      'alter table "allowed_issuers" add constraint "allowed_issuers_issuer_unique" unique ("issuer")',
      'create table "audit_events" ("id" serial primary key, "at" timestamptz not null, "account_id" uuid null, "account_name" text null, "credential" text null, "token_name" text null, "token_prefix" text null, "address" text null, "action" text not null, "object" text not null, "domain" text null, "status" int null, "outcome" text not null, "request_id" text not null, "count" int not null, "last_at" timestamptz not null)',
      'create index "audit_events_at_index" on "audit_events" ("at")',
      'create index "audit_events_account_id_index" on "audit_events" ("account_id")',
      'create index "audit_events_account_name_index" on "audit_events" ("account_name")',
      'alter table "deployments" add "owner" text not null default \'\'',
      'create table "external_credentials" ("id" uuid not null, "owner" text not null, "service" text not null, "sealed_secret" text not null, "finding" jsonb null, "saved_at" timestamptz not null, primary key ("id"))',
      'alter table "external_credentials" add constraint "external_credentials_owner_service_unique" unique ("owner", "service")',
      'alter table "kept_answer" add "owner" text not null default \'\'',
      'create table "password_resets" ("account_id" uuid not null, "secret_hash" text not null, "expires_at" timestamptz not null, primary key ("account_id"))',
      'alter table "password_resets" add constraint "password_resets_secret_hash_unique" unique ("secret_hash")',
      'alter table "tokens" add "trust_id" uuid null',
      'alter table "tokens" add "addresses" jsonb null',
      'alter table "tokens" add "previous_hash" text null',
      'alter table "tokens" add "previous_prefix" text null',
      'alter table "tokens" add "previous_until" timestamptz null',
      'create index "tokens_trust_id_index" on "tokens" ("trust_id")',
      'alter table "tokens" add constraint "tokens_previous_hash_unique" unique ("previous_hash")',
      'create table "token_days" ("token_id" uuid not null, "day" text not null, "uses" int not null, primary key ("token_id", "day"))',
      'create index "token_days_day_index" on "token_days" ("day")',
      'create table "trusts" ("id" uuid not null, "account_id" uuid not null, "name" text not null, "issuer" text not null, "audience" text not null, "rules" jsonb not null, "expires_at" timestamptz null, "created_at" timestamptz not null, primary key ("id"))',
      'create index "trusts_account_id_index" on "trusts" ("account_id")',
      'alter table "uploads" add "owner" text not null default \'\'',
      'alter table "uploads" add "volume_size" int not null default 0',
      'alter table "uploads" alter "volume_size" drop default',
      'alter table "external_credentials" add constraint "external_credentials_service_check" check ("service" in (\'github\', \'docker-hub\'))',
    ],
  },
};

/** The names of migrations that a database may have though no file is there any more. */
export const earlyMigrations = Object.values(earlyReleases).map(({ had }) => had);

/** Has a database of an early release be as if the newer first migration had made it. */
export async function adoptEarlyRelease(em: EntityManager, dialect: Dialect): Promise<void> {
  const { had, replacedBy, difference } = earlyReleases[dialect];
  const names = [had, `${had}.ts`];
  const rows = await em.execute('select id from mikro_orm_migrations where name in (?, ?)', names);
  if (rows.length === 0) return;
  for (const statement of difference) await em.execute(statement);
  const rename = 'update mikro_orm_migrations set name = ? where name in (?, ?)';
  await em.execute(rename, [replacedBy, ...names]);
}

import { Migration } from '@mikro-orm/migrations';

export class Migration20261122084908 extends Migration {
  override name = 'Migration20261122084908';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "accounts" ("id" uuid not null, "name" text not null, "email" text not null, "password_hash" text not null, "active" boolean not null, "admin" boolean not null, "first" boolean null, "created_at" timestamptz not null, "approved_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(`alter table "accounts" add constraint "accounts_name_unique" unique ("name");`);
    this.addSql(`alter table "accounts" add constraint "accounts_email_unique" unique ("email");`);
    this.addSql(`alter table "accounts" add constraint "accounts_first_unique" unique ("first");`);

    this.addSql(
      `create table "allowed_issuers" ("id" uuid not null, "issuer" text not null, "private_addresses" boolean not null, "created_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "allowed_issuers" add constraint "allowed_issuers_issuer_unique" unique ("issuer");`,
    );

    this.addSql(
      `create table "audit_events" ("id" serial primary key, "at" timestamptz not null, "account_id" uuid null, "account_name" text null, "credential" text null, "token_name" text null, "token_prefix" text null, "address" text null, "action" text not null, "object" text not null, "domain" text null, "status" int null, "outcome" text not null, "request_id" text not null, "count" int not null, "last_at" timestamptz not null);`,
    );
    this.addSql(`create index "audit_events_at_index" on "audit_events" ("at");`);
    this.addSql(`create index "audit_events_account_id_index" on "audit_events" ("account_id");`);
    this.addSql(
      `create index "audit_events_account_name_index" on "audit_events" ("account_name");`,
    );

    this.addSql(
      `create table "deployments" ("id" uuid not null, "host" text not null, "domain" text not null, "unikernel" text not null, "action" text not null, "state" text not null, "digest" text null, "config" jsonb null, "running_since" timestamptz null, "account_name" text not null, "token_name" text null, "token_prefix" text null, "request_id" text not null, "owner" text not null default '', "started_at" timestamptz not null, "finished_at" timestamptz null, "error" text null, primary key ("id"));`,
    );
    this.addSql(
      `create index "deployments_domain_host_unikernel_started_at_index" on "deployments" ("domain", "host", "unikernel", "started_at");`,
    );
    this.addSql(`create index "deployments_finished_at_index" on "deployments" ("finished_at");`);

    this.addSql(
      `create table "domains" ("name" text not null, "account_id" uuid not null, primary key ("name"));`,
    );
    this.addSql(
      `alter table "domains" add constraint "domains_account_id_unique" unique ("account_id");`,
    );

    this.addSql(
      `create table "external_credentials" ("id" uuid not null, "owner" text not null, "service" text not null, "sealed_secret" text not null, "finding" jsonb null, "saved_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "external_credentials" add constraint "external_credentials_owner_service_unique" unique ("owner", "service");`,
    );

    this.addSql(
      `create table "kept_answer" ("id" text not null, "fingerprint" text not null, "status" int null, "headers" jsonb null, "body" text null, "showed_secret" boolean not null, "result_id" text null, "owner" text not null default '', "created_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`create index "kept_answer_created_at_index" on "kept_answer" ("created_at");`);

    this.addSql(
      `create table "password_resets" ("account_id" uuid not null, "secret_hash" text not null, "expires_at" timestamptz not null, primary key ("account_id"));`,
    );
    this.addSql(
      `alter table "password_resets" add constraint "password_resets_secret_hash_unique" unique ("secret_hash");`,
    );

    this.addSql(
      `create table "sessions" ("id" uuid not null, "account_id" uuid not null, "secret_hash" text not null, "created_at" timestamptz not null, "last_seen_at" timestamptz not null, "address" text not null, "user_agent" text null, primary key ("id"));`,
    );
    this.addSql(`create index "sessions_account_id_index" on "sessions" ("account_id");`);
    this.addSql(
      `alter table "sessions" add constraint "sessions_secret_hash_unique" unique ("secret_hash");`,
    );
    this.addSql(`create index "sessions_created_at_index" on "sessions" ("created_at");`);

    this.addSql(
      `create table "hosts" ("id" uuid not null, "name" text not null, "transport" text not null, "address" text not null, "port" int not null, "certificate" text not null, "sealed_key" text not null, "fingerprint" text not null, "created_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`alter table "hosts" add constraint "hosts_name_unique" unique ("name");`);

    this.addSql(
      `create table "policies" ("id" uuid not null, "host_id" uuid not null, "domain" text not null, "unikernels" int not null, "memory" int not null, "storage" int null, "cpuids" jsonb not null, "bridges" jsonb not null, "updated_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "policies" add constraint "policies_host_id_domain_unique" unique ("host_id", "domain");`,
    );

    this.addSql(
      `create table "tokens" ("id" uuid not null, "account_id" uuid not null, "trust_id" uuid null, "name" text not null, "description" text null, "prefix" text not null, "secret_hash" text not null, "scopes" jsonb not null, "hosts" jsonb null, "names" jsonb null, "addresses" jsonb null, "expires_at" timestamptz null, "hourly_limit" int not null default 1000, "uses" int not null default 0, "last_used_at" timestamptz null, "last_used_address" text null, "last_used_agent" text null, "created_at" timestamptz not null, "previous_hash" text null, "previous_prefix" text null, "previous_until" timestamptz null, "revoked_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(`create index "tokens_account_id_index" on "tokens" ("account_id");`);
    this.addSql(`create index "tokens_trust_id_index" on "tokens" ("trust_id");`);
    this.addSql(
      `alter table "tokens" add constraint "tokens_secret_hash_unique" unique ("secret_hash");`,
    );
    this.addSql(
      `alter table "tokens" add constraint "tokens_previous_hash_unique" unique ("previous_hash");`,
    );

    this.addSql(
      `create table "token_days" ("token_id" uuid not null, "day" text not null, "uses" int not null, primary key ("token_id", "day"));`,
    );
    this.addSql(`create index "token_days_day_index" on "token_days" ("day");`);

    this.addSql(
      `create table "trusts" ("id" uuid not null, "account_id" uuid not null, "name" text not null, "issuer" text not null, "audience" text not null, "rules" jsonb not null, "expires_at" timestamptz null, "created_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`create index "trusts_account_id_index" on "trusts" ("account_id");`);

    this.addSql(
      `create table "uploads" ("id" uuid not null, "host" text not null, "domain" text not null, "volume" text not null, "spool_id" uuid null, "owner" text not null default '', "sha256" text null, "volume_size" int not null, "request_id" text not null, "started_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "uploads" add constraint "uploads_host_domain_volume_unique" unique ("host", "domain", "volume");`,
    );

    this.addSql(
      `alter table "external_credentials" add constraint "external_credentials_service_check" check ("service" in ('github', 'docker-hub'));`,
    );

    this.addSql(
      `alter table "hosts" add constraint "hosts_transport_check" check ("transport" in ('tls'));`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "accounts" cascade;`);
    this.addSql(`drop table if exists "allowed_issuers" cascade;`);
    this.addSql(`drop table if exists "audit_events" cascade;`);
    this.addSql(`drop table if exists "deployments" cascade;`);
    this.addSql(`drop table if exists "domains" cascade;`);
    this.addSql(`drop table if exists "external_credentials" cascade;`);
    this.addSql(`drop table if exists "kept_answer" cascade;`);
    this.addSql(`drop table if exists "password_resets" cascade;`);
    this.addSql(`drop table if exists "sessions" cascade;`);
    this.addSql(`drop table if exists "hosts" cascade;`);
    this.addSql(`drop table if exists "policies" cascade;`);
    this.addSql(`drop table if exists "tokens" cascade;`);
    this.addSql(`drop table if exists "token_days" cascade;`);
    this.addSql(`drop table if exists "trusts" cascade;`);
    this.addSql(`drop table if exists "uploads" cascade;`);
  }
}

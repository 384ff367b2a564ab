import { Migration } from '@mikro-orm/migrations';

export class Migration20261122072157 extends Migration {
  override name = 'Migration20261122072157';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "accounts" ("id" uuid not null, "name" text not null, "email" text not null, "password_hash" text not null, "active" boolean not null, "admin" boolean not null, "first" boolean null, "created_at" timestamptz not null, "approved_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(`alter table "accounts" add constraint "accounts_name_unique" unique ("name");`);
    this.addSql(`alter table "accounts" add constraint "accounts_email_unique" unique ("email");`);
    this.addSql(`alter table "accounts" add constraint "accounts_first_unique" unique ("first");`);

    this.addSql(
      `create table "deployments" ("id" uuid not null, "host" text not null, "domain" text not null, "unikernel" text not null, "action" text not null, "state" text not null, "digest" text null, "config" jsonb null, "running_since" timestamptz null, "account_name" text not null, "token_name" text null, "token_prefix" text null, "request_id" text not null, "started_at" timestamptz not null, "finished_at" timestamptz null, "error" text null, primary key ("id"));`,
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
      `create table "kept_answer" ("id" text not null, "fingerprint" text not null, "status" int null, "headers" jsonb null, "body" text null, "showed_secret" boolean not null, "result_id" text null, "created_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`create index "kept_answer_created_at_index" on "kept_answer" ("created_at");`);

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
      `create table "tokens" ("id" uuid not null, "account_id" uuid not null, "name" text not null, "description" text null, "prefix" text not null, "secret_hash" text not null, "scopes" jsonb not null, "hosts" jsonb null, "names" jsonb null, "expires_at" timestamptz null, "hourly_limit" int not null default 1000, "uses" int not null default 0, "last_used_at" timestamptz null, "last_used_address" text null, "last_used_agent" text null, "created_at" timestamptz not null, "revoked_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(`create index "tokens_account_id_index" on "tokens" ("account_id");`);
    this.addSql(
      `alter table "tokens" add constraint "tokens_secret_hash_unique" unique ("secret_hash");`,
    );

    this.addSql(
      `create table "uploads" ("id" uuid not null, "host" text not null, "domain" text not null, "volume" text not null, "spool_id" uuid null, "sha256" text null, "request_id" text not null, "started_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "uploads" add constraint "uploads_host_domain_volume_unique" unique ("host", "domain", "volume");`,
    );

    this.addSql(
      `alter table "hosts" add constraint "hosts_transport_check" check ("transport" in ('tls'));`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "accounts" cascade;`);
    this.addSql(`drop table if exists "deployments" cascade;`);
    this.addSql(`drop table if exists "domains" cascade;`);
    this.addSql(`drop table if exists "kept_answer" cascade;`);
    this.addSql(`drop table if exists "sessions" cascade;`);
    this.addSql(`drop table if exists "hosts" cascade;`);
    this.addSql(`drop table if exists "policies" cascade;`);
    this.addSql(`drop table if exists "tokens" cascade;`);
    this.addSql(`drop table if exists "uploads" cascade;`);
  }
}

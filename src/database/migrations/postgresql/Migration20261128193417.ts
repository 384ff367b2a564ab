import { Migration } from '@mikro-orm/migrations';

export class Migration20261128193417 extends Migration {
  override name = 'Migration20261128193417';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "unikernels" ("id" uuid not null, "host" text not null, "domain" text not null, "name" text not null, "managed" boolean not null, "desired" text not null, "sealed_config" text null, "digest" text null, "asked_at" timestamptz null, "labels" jsonb not null, "deletion_protection" boolean not null default false, "created_at" timestamptz not null, "created_by" text null, "destroyed_at" timestamptz null, "seen_at" timestamptz null, "started_at" timestamptz null, "up_since" timestamptz null, "absent_since" timestamptz null, "lost_with_host" boolean not null default false, "starts" jsonb not null, "exit" jsonb null, "sealed_info" text null, primary key ("id"));`,
    );
    this.addSql(`create index "unikernels_domain_index" on "unikernels" ("domain");`);
    this.addSql(
      `alter table "unikernels" add constraint "unikernels_host_domain_name_unique" unique ("host", "domain", "name");`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "unikernels" cascade;`);
  }
}

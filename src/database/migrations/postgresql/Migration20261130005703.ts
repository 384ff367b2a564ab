import { Migration } from '@mikro-orm/migrations';

export class Migration20261130005703 extends Migration {
  override name = 'Migration20261130005703';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "default_policies" ("host_id" uuid not null, "template" text not null, primary key ("host_id"));`,
    );

    this.addSql(
      `create table "pending_policies" ("id" uuid not null, "host_id" uuid not null, "domain" text not null, "template" text not null, "created_at" timestamptz not null, "tried_at" timestamptz null, "problem" jsonb null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "pending_policies" add constraint "pending_policies_host_id_domain_unique" unique ("host_id", "domain");`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "default_policies" cascade;`);
    this.addSql(`drop table if exists "pending_policies" cascade;`);
  }
}

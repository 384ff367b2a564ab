import { Migration } from '@mikro-orm/migrations';

export class Migration20261128204247 extends Migration {
  override name = 'Migration20261128204247';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "releases" ("id" uuid not null, "host" text not null, "domain" text not null, "unikernel" text not null, "number" int not null, "digest" text not null, "sealed_config" text not null, "rollback_to" int null, "name" text null, "note" text null, "account_name" text not null, "token_name" text null, "created_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "releases" add constraint "releases_host_domain_unikernel_number_unique" unique ("host", "domain", "unikernel", "number");`,
    );

    this.addSql(`alter table "deployments" add "rollback_to" int null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "releases" cascade;`);

    this.addSql(`alter table "deployments" drop column "rollback_to";`);
  }
}

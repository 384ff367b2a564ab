import { Migration } from '@mikro-orm/migrations';

export class Migration20261128193559 extends Migration {
  override name = 'Migration20261128193559';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "secrets" ("id" uuid not null, "domain" text not null, "name" text not null, "sealed_value" text not null, "created_at" timestamptz not null, "changed_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "secrets" add constraint "secrets_domain_name_unique" unique ("domain", "name");`,
    );

    this.addSql(`alter table "deployments" add "sealed_config" text null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "secrets" cascade;`);

    this.addSql(`alter table "deployments" drop column "sealed_config";`);
  }
}
